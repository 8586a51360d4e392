// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A line is on the disk when append returns: nothing less will do for an intent. */
class DurabilityTest {
  @TempDir Path temp;

  @Test
  void the_system_was_told_to_keep_the_line_before_append_returned() throws Exception {
    Path calls = temp.resolve("calls");
    List<String> strace =
        List.of(
            "strace",
            "-f",
            "-y",
            "-o",
            calls.toString(),
            "-e",
            "trace=write,pwrite64,pwritev,fsync,fdatasync,rename");
    boolean here = canRun("strace", "-f", "-o", "/dev/null", "true");
    assertTrue(here || !Boolean.getBoolean("vcsim.required"), "strace is missing or not allowed");
    assumeTrue(here, "strace is missing or not allowed");
    try (StoreProcess other = StoreProcess.start(strace, "three", temp.resolve("state"))) {
      assertTrue(other.saysToTheEnd().contains("appended 3"));
    }
    List<String> between = new ArrayList<>();
    int appended = 0;
    for (String line : Files.readAllLines(calls, StandardCharsets.ISO_8859_1)) {
      if (line.contains("\"begin ")) {
        between.clear();
      } else if (line.contains("\"appended ")) {
        appended++;
        assertKept("store.mv.db", between);
        assertKept("store.head", between);
        assertTrue(
            last("fsync", "store.mv.db", between) < first("pwrite", "store.head", between),
            "the head must not be ahead of the journal: " + between);
      } else {
        between.add(line);
      }
    }
    assertEquals(3, appended);
  }

  private static void assertKept(String file, List<String> calls) {
    int write = last("write", file, calls);
    assertTrue(write >= 0, file + " was not written: " + calls);
    assertTrue(last("sync", file, calls) > write, file + " was not synced: " + calls);
  }

  private static int last(String call, String file, List<String> calls) {
    int found = -1;
    for (int i = 0; i < calls.size(); i++) {
      found = isCall(calls.get(i), call, file) ? i : found;
    }
    return found;
  }

  private static int first(String call, String file, List<String> calls) {
    for (int i = 0; i < calls.size(); i++) {
      if (isCall(calls.get(i), call, file)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isCall(String line, String call, String file) {
    int open = line.indexOf('(');
    return open > 0
        && line.substring(0, open).contains(call)
        && line.substring(open).contains("/" + file + ">");
  }

  private static boolean canRun(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (java.io.IOException e) {
      return false;
    }
  }

  @Tag("F31")
  @Tag("F34")
  @Test
  void a_process_that_ends_without_warning_right_after_append_has_left_the_line() throws Exception {
    try (StoreProcess other = StoreProcess.start(List.of(), "halt", temp)) {
      other.saysToTheEnd();
      assertEquals(137, other.process.exitValue());
    }
    try (Store store = Store.open(temp, "test")) {
      assertEquals(1, store.journal().of("op").size());
    }
  }

  @Test
  void the_files_pulled_away_at_the_moment_that_append_returned_have_the_line() throws Exception {
    Path folder = temp.resolve("state");
    try (Store store = Store.open(folder, "test")) {
      for (int i = 1; i <= 5; i++) {
        Lines.append(store, 1);
        Path pulled = Files.createDirectory(temp.resolve("pulled" + i));
        Files.copy(Database.file(folder), Database.file(pulled));
        Files.copy(HeadFile.in(folder), HeadFile.in(pulled));
        try (Store copy = Store.open(pulled, "test")) {
          assertEquals(i, copy.journal().verify().lines());
        }
      }
    }
  }

  @Tag("F31")
  @Test
  void what_was_kept_in_a_file_that_has_been_written_to_for_long_is_there_after_a_kill()
      throws Exception {
    for (int round = 1; round <= 2; round++) {
      Path folder = Files.createDirectory(temp.resolve("round" + round));
      try (StoreProcess other = StoreProcess.start(List.of(), "again", folder)) {
        assertEquals("kept 243", other.says());
        Thread.sleep(1000); // the database tidies up behind itself
        other.kill();
        other.saysToTheEnd();
      }
      try (Handle handle = Jdbi.open(new H2(folder, "").connections())) {
        assertEquals(243, handle.select("select n from row_of").mapTo(int.class).one());
      }
    }
  }

  @Tag("F31")
  @Test
  void whoever_is_killed_while_writing_loses_no_line_that_was_reported() throws Exception {
    long kept = 0;
    for (int round = 1; round <= 4; round++) {
      try (StoreProcess other = StoreProcess.start(List.of(), "many", temp)) {
        for (int i = 0; i < 7 * round; i++) {
          kept = Math.max(kept, number(other.says()));
        }
        other.kill();
        for (String line : other.saysToTheEnd()) {
          kept = Math.max(kept, number(line));
        }
      }
      try (Store store = Store.open(temp, "test")) {
        Verification verification = store.journal().verify();
        assertTrue(verification.good(), verification.toString());
        assertTrue(
            verification.lines() == kept || verification.lines() == kept + 1,
            verification + " after line " + kept);
      }
    }
  }

  private static long number(@org.jspecify.annotations.Nullable String line) {
    // The last line of a killed process may be cut in the middle.
    return line != null && line.matches("appended [0-9]+")
        ? Long.parseLong(line.substring("appended ".length()))
        : 0;
  }
}
