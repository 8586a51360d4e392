// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
  private static final Instant NOW = Instant.parse("2026-11-21T03:04:05Z");

  @TempDir Path temp;

  private Path state() throws IOException {
    Path state = temp.resolve("state");
    try (Store store = Store.open(state, "test")) {
      Lines.append(store, 3);
    }
    Files.writeString(state.resolve("approval.key"), "a key");
    Files.createDirectories(state.resolve("baselines/cbt"));
    Files.writeString(state.resolve("baselines/cbt/a.vpf"), "a capture");
    Files.createDirectories(state.resolve("reports/cbt"));
    return state;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void a_copy_is_a_state_folder_that_can_be_gone_on_with() throws IOException {
    Path copy = Backup.make(state(), temp.resolve("backups"), NOW);
    assertEquals("vpreflight-20261121T030405Z", copy.getFileName().toString());
    try (Store store = Store.open(copy, "test")) {
      assertEquals(3, store.journal().verify().lines());
      assertEquals(4, store.journal().append(Lines.line("op", JournalEvent.SENT, "M1")));
    }
  }

  @Test
  void keys_and_baselines_are_in_it_and_reports_are_not() throws IOException {
    Path copy = Backup.make(state(), temp.resolve("backups"), NOW);
    assertEquals(List.of("approval.key", "baselines", "store.head", "store.mv.db"), names(copy));
    assertEquals("a capture", Files.readString(copy.resolve("baselines/cbt/a.vpf")));
  }

  @Test
  void what_belongs_to_a_process_that_runs_is_not_in_it() throws IOException {
    Path state = state();
    try (Store store = Store.open(state, "serve")) {
      for (String name :
          List.of("service.json", ".vpreflight-1.tmp", "store.owner.new", "store.head.new")) {
        Files.writeString(state.resolve(name), "{\"token\": \"vp_secret\"}");
      }
      Path copy = Backup.make(state, temp.resolve("backups"), NOW);
      assertEquals(List.of("approval.key", "baselines", "store.head", "store.mv.db"), names(copy));
      assertTrue(store.journal().verify().good());
    }
  }

  @Test
  void a_copy_can_lie_in_the_state_folder_and_does_not_hold_the_others() throws IOException {
    Path state = state();
    Path backups = state.resolve("backups");
    Backup.make(state, backups, NOW);
    Path second = Backup.make(state, backups, NOW.plus(1, ChronoUnit.HOURS));
    assertFalse(Files.exists(second.resolve("backups")));
  }

  @Test
  void the_store_is_copied_while_another_process_writes_without_pause() throws Exception {
    Path state = temp.resolve("busy");
    try (StoreProcess other = StoreProcess.start(List.of(), "many", state)) {
      for (int i = 0; i < 5; i++) {
        assertEquals("appended", String.valueOf(other.says()).split(" ", 2)[0]);
        Path copy = Backup.make(state, temp.resolve("backups"), NOW.plusSeconds(i));
        try (Store store = Store.open(copy, "test")) {
          Verification verification = store.journal().verify();
          assertTrue(verification.good(), verification.toString());
          assertTrue(verification.lines() > i, verification.toString());
        }
      }
    }
  }

  @Tag("F49")
  @Test
  void a_journal_that_was_changed_is_not_copied_as_if_it_were_whole() throws IOException {
    Path state = state();
    Files.delete(HeadFile.in(state));
    StoreException refused =
        assertThrows(StoreException.class, () -> Backup.make(state, temp.resolve("backups"), NOW));
    assertEquals(StoreException.Kind.JOURNAL, refused.kind());
    assertFalse(Files.exists(temp.resolve("backups")));
  }

  @Test
  void a_folder_without_a_store_is_told() {
    StoreException refused =
        assertThrows(StoreException.class, () -> Backup.make(temp, temp.resolve("backups"), NOW));
    assertEquals(StoreException.Kind.MISSING, refused.kind());
  }

  @Test
  void the_newest_are_kept_and_nothing_else_is_touched() throws IOException {
    Path state = state();
    Path backups = temp.resolve("backups");
    for (int i = 0; i < 4; i++) {
      Backup.make(state, backups, NOW.plus(i, ChronoUnit.DAYS));
    }
    Files.createDirectory(backups.resolve("photos"));
    Backup.forget(backups, 2);
    assertEquals(
        List.of("photos", "vpreflight-20261123T030405Z", "vpreflight-20261124T030405Z"),
        names(backups));
  }
}
