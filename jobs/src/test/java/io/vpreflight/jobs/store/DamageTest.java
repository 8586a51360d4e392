// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that cannot be trusted, or cannot be written, lets nothing begin (F35, F36, F37). */
class DamageTest {
  private static final String NEXT = "classpath:io/vpreflight/jobs/store/next";

  @TempDir Path temp;

  private Path written(int lines) {
    Path folder = temp.resolve("state");
    try (Store store = Store.open(folder, "test")) {
      Lines.append(store, lines);
    }
    return folder;
  }

  private static StoreException.Kind refusal(Path folder) {
    return assertThrows(StoreException.class, () -> Store.open(folder, "test")).kind();
  }

  @Tag("F35")
  @Test
  void f35_a_full_disk_lets_no_intent_through_and_loses_nothing() throws Exception {
    Path folder = written(1);
    // A limit on the size of a file is to the program what a full disk is, and needs no rights.
    List<String> limited = List.of("bash", "-c", "ulimit -f 700 && exec \"$@\"", "bash");
    List<String> said;
    try (StoreProcess other = StoreProcess.start(limited, "fill", folder)) {
      said = other.saysToTheEnd();
    }
    String tail = said.toString();
    assertTrue(said.stream().anyMatch(line -> line.startsWith("failed WRITE ")), tail);
    assertTrue(said.contains("refused WRITE"), tail);
    assertFalse(said.contains("an intent was written"), tail);
    long appended = 1 + said.stream().filter(line -> line.startsWith("appended ")).count();
    try (Store store = Store.open(folder, "test")) {
      Verification verification = store.journal().verify();
      assertTrue(verification.good(), verification.toString());
      assertTrue(
          verification.lines() == appended || verification.lines() == appended + 1,
          verification + " of " + appended);
    }
  }

  @Tag("F35")
  @Test
  void f35_a_small_full_file_system_refuses_an_intent_from_the_start() throws Exception {
    Path folder = Files.createDirectory(temp.resolve("small"));
    List<String> mounted =
        List.of(
            "unshare",
            "-m",
            "sh",
            "-c",
            "mount -t tmpfs -o size=2m tmpfs " + folder + " && exec \"$@\"",
            "sh");
    assumeTrue(canMount(folder), "file systems cannot be mounted here");
    try (StoreProcess other = StoreProcess.start(mounted, "fill", folder)) {
      List<String> said = other.saysToTheEnd();
      assertTrue(said.stream().anyMatch(line -> line.startsWith("failed WRITE ")), said.toString());
      assertTrue(said.contains("refused WRITE"), said.toString());
    }
  }

  @Tag("F35")
  @Test
  void f35_a_read_only_file_system() throws Exception {
    Path folder = written(1);
    List<String> mounted =
        List.of(
            "unshare",
            "-m",
            "sh",
            "-c",
            "mount --bind "
                + folder
                + " "
                + folder
                + " && mount -o remount,bind,ro "
                + folder
                + " && exec \"$@\"",
            "sh");
    assumeTrue(canMount(folder), "file systems cannot be mounted here");
    try (StoreProcess other = StoreProcess.start(mounted, "try", folder)) {
      List<String> said = other.saysToTheEnd();
      assertTrue(said.get(0).startsWith("FOLDER "), said.toString());
    }
  }

  private static boolean canMount(Path folder) throws Exception {
    Process process =
        new ProcessBuilder("unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", folder.toString())
            .redirectErrorStream(true)
            .start();
    process.getInputStream().readAllBytes();
    return process.waitFor() == 0;
  }

  @Test
  void a_folder_that_is_a_file() throws Exception {
    assertEquals(
        StoreException.Kind.FOLDER, refusal(Files.writeString(temp.resolve("file"), "text")));
  }

  @Test
  void a_folder_whose_name_would_be_a_setting_of_the_database() {
    Path folder = temp.resolve("a;INIT=drop all objects");
    assertEquals(StoreException.Kind.FOLDER, refusal(folder));
    assertThrows(StoreException.class, () -> Store.look(folder));
    assertFalse(Files.exists(folder));
  }

  @Tag("F36")
  @Test
  void f36_garbage_and_a_file_cut_to_anything_are_refused_and_not_mended() throws Exception {
    Path folder = written(10);
    byte[] whole = Files.readAllBytes(Database.file(folder));
    for (int length : List.of(0, 1, 100, 4096, 8192, whole.length / 3)) {
      byte[] cut = Arrays.copyOf(whole, length);
      Files.write(Database.file(folder), cut);
      StoreException.Kind kind = refusal(folder);
      assertTrue(
          kind == StoreException.Kind.DAMAGED || kind == StoreException.Kind.JOURNAL,
          length + ": " + kind);
    }
    byte[] garbage = new byte[whole.length];
    Arrays.fill(garbage, (byte) 'x');
    Files.write(Database.file(folder), garbage);
    assertEquals(StoreException.Kind.DAMAGED, refusal(folder));
    assertArrayEquals(garbage, Files.readAllBytes(Database.file(folder)));
    Files.write(Database.file(folder), whole);
    Store.open(folder, "test").close();
  }

  @Tag("F36")
  @Tag("F43")
  @Test
  void f36_a_store_of_a_newer_version_is_refused_and_left_as_it_is() throws Exception {
    Path folder = temp.resolve("state");
    Store.open(folder, "test", Schema.STEPS, NEXT).close();
    byte[] before = Files.readAllBytes(Database.file(folder));
    assertEquals(StoreException.Kind.NEWER, refusal(folder));
    assertEquals(
        StoreException.Kind.NEWER,
        assertThrows(StoreException.class, () -> Store.look(folder)).kind());
    Store.open(folder, "test", Schema.STEPS, NEXT).close();
    assertTrue(before.length > 0);
  }

  @Tag("F36")
  @Tag("F43")
  @Test
  void f36_before_an_upgrade_a_copy_is_made_that_is_a_store_of_its_own() throws Exception {
    Path folder = written(3);
    try (Store store = Store.open(folder, "test", Schema.STEPS, NEXT)) {
      Lines.append(store, 1);
    }
    List<Path> copies;
    try (Stream<Path> all = Files.list(folder.resolve("copies"))) {
      copies = all.toList();
    }
    assertEquals(1, copies.size());
    assertTrue(copies.get(0).getFileName().toString().startsWith("version-15-"));
    try (Store copy = Store.open(copies.get(0), "test")) {
      assertEquals(3, copy.journal().verify().lines());
    }
  }

  @Tag("F37")
  @Test
  void f37_a_tail_torn_at_any_byte_is_ignored_or_found_and_never_believed() throws Exception {
    Path folder = temp.resolve("state");
    byte[] before;
    byte[] after;
    byte[] headBefore;
    byte[] headAfter;
    try (Store store = Store.open(folder, "test")) {
      Lines.append(store, 5);
      before = Files.readAllBytes(Database.file(folder));
      headBefore = Files.readAllBytes(HeadFile.in(folder));
      Lines.append(store, 1);
      after = Files.readAllBytes(Database.file(folder));
      headAfter = Files.readAllBytes(HeadFile.in(folder));
    }
    int from = Arrays.mismatch(before, after);
    int to = after.length;
    Path torn = Files.createDirectory(temp.resolve("torn"));
    for (int length = from; length <= to; length += step(length - from, to - length)) {
      // What was not written is what was there before.
      byte[] mixed = Arrays.copyOf(before, Math.max(before.length, length));
      System.arraycopy(after, from, mixed, from, length - from);
      Files.write(Database.file(torn), mixed);
      try (Database database = Database.look(torn)) {
        Files.write(HeadFile.in(torn), headBefore);
        Verification crashed = verify(database, torn);
        assertTrue(crashed.good(), length + ": " + crashed);
        Files.write(HeadFile.in(torn), headAfter);
        Verification kept = verify(database, torn);
        assertTrue(
            kept.good() ? kept.lines() == 6 : kept.lines() == 5 && kept.firstBad() == 6,
            length + ": " + kept);
      }
    }
  }

  /** Every byte of the ends of a record, some of its middle; all with -Dtorn.every=true. */
  private static int step(int done, int left) {
    boolean every = Boolean.getBoolean("torn.every") || done < 64 || left <= 160;
    return every ? 1 : Math.min(61, left - 160);
  }

  private static Verification verify(Database database, Path folder) {
    return new JournalTable(database, HeadFile.owned(folder)).verify();
  }
}
