// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.testing.AStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(AStore.class)
class JournalTest {
  private final AStore kept;
  @TempDir Path temp;

  JournalTest(AStore kept) {
    this.kept = kept;
  }

  @Test
  void what_was_appended_is_there_when_the_store_is_opened_again() {
    Path folder = temp.resolve("state");
    JournalEntry line = Lines.line("op-1", JournalEvent.SENT, "M1");
    try (Store store = kept.open(folder)) {
      assertEquals(1, store.journal().append(line));
      assertEquals(2, store.journal().append(Lines.line("op-2", JournalEvent.TASK, "M1")));
    }
    try (Store store = kept.open(folder)) {
      assertEquals(List.of(line.numbered(1)), store.journal().of("op-1"));
      assertEquals(2, store.journal().ofPlan("ab12").size());
      assertEquals(List.of(), store.journal().of("op-3"));
      assertEquals(3, store.journal().append(line));
      assertTrue(store.journal().verify().good());
    }
  }

  @Test
  void every_line_hangs_on_the_one_before() {
    try (Store store = kept.open(temp)) {
      Lines.append(store, 20);
      List<JournalLine> all = new ArrayList<>();
      store.journal().each(all::add);
      String before = "0".repeat(64);
      for (JournalLine line : all) {
        assertEquals(before, line.previousHash());
        before = line.hash();
      }
      Verification verification = store.journal().verify();
      assertEquals(new Verification(20, before, 0, null), verification);
    }
  }

  @Test
  void text_that_no_database_keeps_is_replaced_before_it_is_hashed() {
    try (Store store = kept.open(temp)) {
      JournalEntry odd =
          new JournalEntry(
              0,
              Instant.parse("2026-11-21T10:00:00.123456789Z"),
              "op\0x",
              "",
              7,
              JournalEvent.OUTCOME,
              "",
              "\ud800",
              "",
              Map.of("b", "2", "a", "\udc00|😀"));
      store.journal().append(odd);
      JournalEntry kept = store.journal().of("op\ufffdx").get(0);
      assertEquals("\ufffd", kept.object());
      assertEquals(Map.of("a", "\ufffd|😀", "b", "2"), kept.details());
      assertEquals(Instant.parse("2026-11-21T10:00:00.123456Z"), kept.at());
      assertTrue(store.journal().verify().good());
    }
  }

  @Test
  void the_folder_is_nobody_elses_business() throws Exception {
    Path folder = Files.createDirectory(temp.resolve("open"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    kept.open(folder).close();
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
  }

  @Test
  void whoever_only_looks_sees_everything_and_changes_nothing() throws Exception {
    try (Store store = kept.open(temp)) {
      Lines.append(store, 5);
      try (Store look = Store.look(kept.place(temp))) {
        assertEquals(5, look.journal().verify().lines());
        StoreException refused = assertThrows(StoreException.class, () -> Lines.append(look, 1));
        assertEquals(StoreException.Kind.READ_ONLY, refused.kind());
      }
      Lines.append(store, 1);
    }
    List<byte[]> before = files();
    try (Store look = Store.look(kept.place(temp))) {
      assertEquals(6, look.journal().verify().lines());
    }
    assertArrayEquals(before.toArray(), files().toArray());
  }

  /** Of the folder; a server has files of its own. */
  private List<byte[]> files() throws IOException {
    List<byte[]> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(temp)) {
      for (Path file : files.sorted().toList()) {
        all.add(Files.readAllBytes(file));
      }
    }
    return all;
  }

  @Test
  void a_line_under_a_lease_that_is_gone_is_not_written() {
    try (Store store = kept.open(temp)) {
      Duration length = Duration.ofMinutes(5);
      Turn turn = store.beginRepairs("me", length);
      Lease lease = turn.acquire("vc/vm-1", "me", length).orElseThrow();
      JournalEntry intent =
          new JournalEntry(
              0,
              Lines.AT,
              "op",
              "",
              lease.fencingNumber(),
              JournalEvent.INTENT,
              "vc",
              "vm-1",
              "M1",
              Map.of());
      assertEquals(1, store.journal().append(intent, lease));
      turn.release(lease);
      StoreException lost =
          assertThrows(StoreException.class, () -> store.journal().append(intent, lease));
      assertEquals(StoreException.Kind.LEASE_LOST, lost.kind());
      Lines.append(store, 1);
      assertEquals(2, store.journal().verify().lines());
    }
  }

  @Test
  void a_thread_that_is_interrupted_closes_the_store_for_nobody() throws InterruptedException {
    try (Store store = kept.open(temp)) {
      for (int round = 0; round < 20; round++) {
        AtomicInteger written = new AtomicInteger();
        AtomicBoolean enough = new AtomicBoolean();
        Thread writer =
            new Thread(
                () -> {
                  while (!enough.get()) {
                    try {
                      store.journal().append(Lines.line("op-1", JournalEvent.SENT, "M1"));
                    } catch (StoreException e) {
                      return;
                    }
                    written.incrementAndGet();
                  }
                });
        writer.start();
        while (written.get() < 3 && writer.isAlive()) {
          Thread.onSpinWait();
        }
        writer.interrupt();
        enough.set(true);
        writer.join();
        store.journal().append(Lines.line("op-2", JournalEvent.TASK, "M1"));
      }
      assertTrue(store.journal().verify().good());
    }
    try (Store store = kept.open(temp)) {
      assertTrue(store.journal().verify().good());
      assertEquals(20, store.journal().of("op-2").size());
    }
  }
}
