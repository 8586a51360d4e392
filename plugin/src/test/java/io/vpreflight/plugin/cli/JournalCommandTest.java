// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.plugin.cli.Shell.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalCommandTest {
  private static final Path PAGE = Path.of("../docs/journal.md");

  @TempDir Path temp;

  private Path folder() {
    return temp.resolve("state").resolve("vpreflight");
  }

  private static JournalEntry line(String operation, JournalEvent event) {
    return new JournalEntry(
        0,
        Instant.parse("2026-11-21T10:00:00Z"),
        operation,
        "ab12",
        3,
        event,
        "vc-uuid",
        "VirtualMachine:vm-42",
        "M1",
        Map.of("method", "ReconfigVM_Task", "odd", "\"é😀\\\n\t\u0001\u001b[31m\u202e"));
  }

  private void write() {
    try (Store store = Store.open(folder(), "test")) {
      store.journal().append(line("op-1", JournalEvent.INTENT));
      store.journal().append(line("op-2", JournalEvent.CANCEL_REQUESTED));
    }
  }

  @Test
  void lines_are_shown_with_what_belongs_to_them_and_nothing_moves_the_cursor() {
    write();
    Result all = new Shell(temp).run("journal", "show");
    assertEquals(Exit.OK, all.code(), all.toString());
    assertTrue(
        all.out()
            .contains(
                "     1  2026-11-21T10:00:00.000000Z  intent            M1  VirtualMachine:vm-42  op-1"),
        all.out());
    assertTrue(all.out().contains("method: ReconfigVM_Task"), all.out());
    assertTrue(all.out().contains("cancel-requested"), all.out());
    assertFalse(all.out().contains("\u001b") || all.out().contains("\u202e"), all.out());
  }

  @Test
  void one_operation_alone() {
    write();
    JsonObject json =
        new Shell(temp).run("journal", "show", "--operation", "op-2", "--format", "json").json();
    assertEquals(1, json.getAsJsonArray("lines").size());
    Result none = new Shell(temp).run("journal", "show", "--operation", "op-3", "--format", "json");
    assertEquals(Exit.USAGE, none.code(), none.toString());
    assertEquals("", none.out());
    assertTrue(none.err().contains("no operation op-3; did you mean op-1?"), none.err());
  }

  @Test
  void a_whole_journal_verifies_while_another_process_has_the_store() {
    try (Store store = Store.open(folder(), "test")) {
      store.journal().append(line("op-1", JournalEvent.INTENT));
      Result verified = new Shell(temp).run("journal", "verify");
      assertEquals(Exit.OK, verified.code(), verified.toString());
      assertTrue(verified.out().startsWith("The journal is whole: 1 line; head "), verified.out());
    }
  }

  @Tag("F49")
  @Test
  void lost_lines_are_named_in_both_languages_and_end_with_1() throws IOException {
    write();
    Path database = folder().resolve("store.mv.db");
    byte[] older = Files.readAllBytes(database);
    try (Store store = Store.open(folder(), "test")) {
      store.journal().append(line("op-3", JournalEvent.INTENT));
    }
    Files.write(database, older);
    Result english = new Shell(temp).run("journal", "verify");
    assertEquals(Exit.FINDINGS, english.code());
    assertTrue(english.out().contains("ends with line 2, and line 3 was written once"));
    Result french = new Shell(temp).in(Locale.FRENCH).run("journal", "verify");
    assertTrue(french.out().startsWith("Le journal n’est pas fiable\u00a0:"), french.out());
    JsonObject json = new Shell(temp).run("journal", "verify", "--format", "json").json();
    assertFalse(json.get("good").getAsBoolean());
    assertEquals(3, json.get("firstBad").getAsLong());
    assertEquals(Exit.FINDINGS, new Shell(temp).run("journal", "show").code());
  }

  @Test
  void where_there_is_no_store_none_is_made() {
    Result show = new Shell(temp).run("journal", "show");
    assertEquals(Exit.USAGE, show.code());
    assertTrue(show.err().contains("no store in " + folder()), show.err());
    Result verify = new Shell(temp).run("journal", "verify");
    assertEquals(Exit.USAGE, verify.code());
    assertTrue(verify.err().contains("no store in " + folder()), verify.toString());
    assertEquals("", verify.out());
    assertFalse(Files.exists(folder()));
  }

  @Test
  void an_empty_journal_says_so() {
    Store.open(folder(), "test").close();
    Result none = new Shell(temp).run("journal", "show");
    assertEquals(Exit.OK, none.code(), none.toString());
    assertEquals("The journal has no such line.", none.err().strip());
  }

  @Test
  void another_folder_can_be_named() {
    try (Store store = Store.open(temp.resolve("else"), "test")) {
      store.journal().append(line("op-1", JournalEvent.INTENT));
    }
    Result shown =
        new Shell(temp).run("journal", "show", "--state-dir", temp.resolve("else").toString());
    assertTrue(shown.out().contains("op-1"), shown.toString());
  }

  @Test
  void the_program_of_the_page_comes_to_the_same_hashes() throws Exception {
    write();
    Matcher program =
        Pattern.compile("```python\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
    assertTrue(program.find());
    Path input = temp.resolve("journal.json");
    Files.writeString(input, new Shell(temp).run("journal", "show", "--format", "json").out());
    Process python =
        new ProcessBuilder("python3", "-X", "utf8", "-c", program.group(1))
            .redirectInput(input.toFile())
            .redirectErrorStream(true)
            .start();
    String said =
        new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals(0, python.waitFor(), said);
    JsonObject verified = new Shell(temp).run("journal", "verify", "--format", "json").json();
    assertEquals(verified.get("head").getAsString(), said);
  }
}
