// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to the files, it is found out, and nothing can be changed. */
class TamperTest {
  private static final int LINES = 10;

  @TempDir Path temp;
  private Path folder;
  private List<JournalLine> written;

  @BeforeEach
  void write() {
    folder = temp.resolve("state");
    written = new ArrayList<>();
    try (Store store = Store.open(folder, "test")) {
      Lines.append(store, LINES);
      store.journal().each(written::add);
    }
  }

  /** The check names that line and that reason, and the store is refused to whoever would write. */
  private void assertBad(long line, String key) {
    try (Store look = Store.look(folder)) {
      Verification found = look.journal().verify();
      assertFalse(found.good());
      assertEquals(key, found.problem() == null ? "" : found.problem().key());
      assertEquals(line, found.firstBad());
    }
    StoreException refused = assertThrows(StoreException.class, () -> Store.open(folder, "test"));
    assertEquals(StoreException.Kind.JOURNAL, refused.kind());
  }

  @Tag("F49")
  @Test
  void a_whole_history_written_anew_with_hashes_that_fit() throws Exception {
    Path other = temp.resolve("other");
    try (Store store = Store.open(other, "test")) {
      for (int i = 0; i < LINES; i++) {
        store.journal().append(Lines.line("innocent", JournalEvent.SENT, "M"));
      }
    }
    replace(other, Database.file(other));
    assertBad(LINES, "store.journal.other");
  }

  @Tag("F36")
  @Tag("F49")
  @Test
  void an_older_copy_of_the_database() throws Exception {
    Path older = aside();
    try (Store store = Store.open(folder, "test")) {
      Lines.append(store, 3);
    }
    replace(older, Database.file(older));
    assertBad(LINES + 1, "store.journal.older");
  }

  @Tag("F49")
  @Test
  void an_older_copy_of_the_head() throws Exception {
    Path older = aside();
    try (Store store = Store.open(folder, "test")) {
      Lines.append(store, 3);
    }
    replace(older, HeadFile.in(older));
    assertBad(LINES + 1, "store.journal.older-head");
  }

  @Tag("F37")
  @Test
  void a_head_that_is_missing_or_means_nothing() throws Exception {
    Files.writeString(HeadFile.in(folder), "nothing\n");
    assertBad(0, "store.journal.no-head");
    Files.delete(HeadFile.in(folder));
    assertBad(0, "store.journal.no-head");
  }

  @Tag("F37")
  @Tag("F36")
  @Test
  void a_database_that_is_missing_is_not_made_anew() throws Exception {
    Files.delete(Database.file(folder));
    assertEquals(
        StoreException.Kind.MISSING,
        assertThrows(StoreException.class, () -> Store.open(folder, "test")).kind());
    assertEquals(
        StoreException.Kind.MISSING,
        assertThrows(StoreException.class, () -> Store.look(folder)).kind());
    assertFalse(Files.exists(Database.file(folder)));
  }

  @Tag("F37")
  @Test
  void a_crash_between_the_line_and_its_head_is_no_tampering() throws Exception {
    Path older = aside();
    try (Store store = Store.open(folder, "test")) {
      Lines.append(store, 1);
    }
    replace(older, HeadFile.in(older));
    try (Store store = Store.open(folder, "test")) {
      assertEquals(LINES + 1, store.journal().verify().lines());
    }
    assertEquals(LINES + 1, Head.read(HeadFile.in(folder)).orElseThrow().number());
  }

  @Tag("F37")
  @Test
  void a_head_torn_at_any_byte_leaves_the_one_before() throws Exception {
    Path file = HeadFile.in(folder);
    byte[] before = Files.readAllBytes(file);
    Head next = new Head(LINES + 1, Canonical.sha256("next"));
    next.write(file);
    byte[] after = Files.readAllBytes(file);
    for (int torn = 0; torn <= after.length; torn++) {
      byte[] mixed = before.clone();
      // The bytes of the new line that reached the disk; the rest of it is the old one, or nothing.
      mixed = java.util.Arrays.copyOf(mixed, after.length);
      System.arraycopy(after, 0, mixed, 0, torn);
      Files.write(file, mixed);
      long number = Head.read(file).orElseThrow().number();
      assertTrue(number == LINES || number == LINES + 1, torn + ": " + number);
    }
  }

  @Tag("F37")
  @Test
  void a_flipped_bit_never_passes_for_what_was_written() throws Exception {
    long seed = 20261121L;
    Random random = new Random(seed);
    byte[] whole = Files.readAllBytes(Database.file(folder));
    int caught = 0;
    for (int i = 0; i < 120; i++) {
      byte[] flipped = whole.clone();
      int at = random.nextInt(flipped.length);
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(Database.file(folder), flipped);
      caught += readsAsWritten("seed " + seed + ", byte " + at) ? 0 : 1;
    }
    // What is left over from earlier states, or spare, harms nobody.
    assertTrue(caught > 0);
  }

  @Tag("F37")
  @Tag("F49")
  @Test
  void a_bit_flipped_in_a_line_names_that_line() throws Exception {
    byte[] whole = Files.readAllBytes(Database.file(folder));
    byte[] hash = written.get(6).hash().getBytes(StandardCharsets.ISO_8859_1);
    int flips = 0;
    for (int at = 0; at + hash.length <= whole.length; at++) {
      if (java.util.Arrays.equals(whole, at, at + hash.length, hash, 0, hash.length)) {
        whole[at] ^= 1;
        flips++;
      }
    }
    assertTrue(flips > 0);
    Files.write(Database.file(folder), whole);
    assertBad(7, "store.journal.changed");
  }

  /** False when the fault was found; fails when it was not and something reads otherwise. */
  private boolean readsAsWritten(String where) {
    List<JournalLine> read = new ArrayList<>();
    try (Store look = Store.look(folder)) {
      if (!look.journal().verify().good()) {
        return false;
      }
      look.journal().each(read::add);
    } catch (StoreException e) {
      return false;
    }
    assertEquals(written, read, where);
    return true;
  }

  private Path aside() throws Exception {
    Path older = Files.createDirectory(temp.resolve("older"));
    Files.copy(Database.file(folder), Database.file(older));
    Files.copy(HeadFile.in(folder), HeadFile.in(older));
    return older;
  }

  private void replace(Path from, Path file) throws Exception {
    Files.copy(file, folder.resolve(from.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
  }
}
