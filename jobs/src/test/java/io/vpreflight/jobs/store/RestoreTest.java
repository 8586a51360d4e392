// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.schedule.Reminders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreTest {
  private static final Instant NOW = Instant.parse("2026-11-21T03:04:05Z");

  @TempDir Path temp;

  private Path state;
  private Path copy;

  /** A store with three lines, a copy of it, and three more lines. */
  @BeforeEach
  void copied() throws IOException {
    state = temp.resolve("state");
    try (Store store = Store.open(state, "test")) {
      Lines.append(store, 3);
    }
    Files.writeString(state.resolve("approval.key"), "the old key");
    Files.createDirectories(state.resolve("reports/cbt"));
    copy = Backup.make(state, state.resolve("backups"), NOW);
    Files.writeString(state.resolve("approval.key"), "a newer key");
    try (Store store = Store.open(state, "test")) {
      Lines.append(store, 3);
    }
    // Elsewhere, for this process may not have let go of the database under its old name yet.
    Path moved = Files.move(state, temp.resolve("moved"));
    copy = moved.resolve(state.relativize(copy));
    state = moved;
  }

  private long lines(Path folder) {
    try (Store store = Store.look(folder)) {
      Verification verification = store.journal().verify();
      assertTrue(verification.good(), verification.toString());
      return verification.lines();
    }
  }

  @Test
  void the_copy_takes_the_place_of_what_was_there_and_that_is_kept() throws IOException {
    Path aside = Restore.of(copy, state, NOW.plusSeconds(60), "restore");
    assertEquals(3, lines(state));
    assertEquals("the old key", Files.readString(state.resolve("approval.key")));
    assertTrue(Files.isDirectory(state.resolve("reports/cbt")), "what no copy has stays");
    assertEquals(3, lines(copy), "it can be gone back to again");
    assertEquals(6, lines(aside));
    assertEquals("a newer key", Files.readString(aside.resolve("approval.key")));
    try (Store store = Store.open(state, "test")) {
      assertEquals(4, store.journal().append(Lines.line("op", JournalEvent.SENT, "M1")));
    }
    assertFalse(
        Files.exists(Backup.make(state, temp.resolve("later"), NOW).resolve(aside.getFileName())));
  }

  @Test
  void what_was_under_way_when_the_copy_was_made_does_not_go_on_by_itself() {
    Path place = temp.resolve("busy");
    Path made;
    try (Store store = Store.open(place, "test");
        Reminders reminders = Reminders.of(store)) {
      reminders.keep("plan");
      made = Backup.make(place, temp.resolve("backups"), NOW);
    }
    try (Store kept = Store.look(made)) {
      assertEquals(Set.of("plan"), kept.reminders().all().keySet());
    }
    Path fresh = temp.resolve("fresh");
    Restore.of(made, fresh, NOW.plusSeconds(60), "restore");
    try (Store store = Store.open(fresh, "test");
        Reminders reminders = Reminders.of(store)) {
      assertEquals(Map.of(), store.reminders().all());
      reminders.keep("plan");
      assertEquals(Set.of("plan"), store.reminders().all().keySet());
    }
  }

  @Test
  void an_older_copy_brings_no_file_of_a_service_that_ran() throws IOException {
    Files.writeString(copy.resolve("service.json"), "{\"token\": \"vp_of_then\"}");
    Path aside = Restore.of(copy, state, NOW.plusSeconds(60), "restore");
    assertFalse(Files.exists(state.resolve("service.json")));
    assertEquals(3, lines(state));
    Files.writeString(state.resolve("service.json"), "{\"token\": \"vp_of_now\"}");
    Path next = Restore.of(aside, state, NOW.plusSeconds(120), "restore");
    assertTrue(Files.readString(state.resolve("service.json")).contains("vp_of_now"));
    assertFalse(Files.exists(next.resolve("service.json")), "a secret is not left in what is kept");
  }

  @Test
  void a_machine_that_lost_all_begins_with_the_copy() {
    Path fresh = temp.resolve("another/machine");
    Restore.of(copy, fresh, NOW, "restore");
    assertEquals(3, lines(fresh));
  }

  @Test
  void a_store_that_somebody_has_is_left_alone() {
    try (Store store = Store.open(state, "serve")) {
      StoreException refused =
          assertThrows(StoreException.class, () -> Restore.of(copy, state, NOW, "restore"));
      assertEquals(StoreException.Kind.IN_USE, refused.kind());
    }
    assertEquals(6, lines(state));
  }

  @Tag("F49")
  @Test
  void a_copy_whose_journal_cannot_be_trusted_replaces_nothing() throws IOException {
    Files.delete(HeadFile.in(copy));
    StoreException refused =
        assertThrows(StoreException.class, () -> Restore.of(copy, state, NOW, "restore"));
    assertEquals(StoreException.Kind.JOURNAL, refused.kind());
    assertThrows(
        StoreException.class, () -> Restore.of(temp.resolve("none"), state, NOW, "restore"));
    assertEquals(6, lines(state));
  }

  /** After the old one was put aside, or after the new one came without its head. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void one_that_was_cut_off_is_refused_until_it_is_done_again(boolean isNewThere)
      throws IOException {
    Files.delete(Database.file(state));
    if (isNewThere) {
      Files.copy(Database.file(copy), Database.file(state));
    }
    assertThrows(StoreException.class, () -> Store.open(state, "serve").close());
    Restore.of(copy, state, NOW.plusSeconds(1), "restore");
    assertEquals(3, lines(state));
  }
}
