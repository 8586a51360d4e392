// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections to the store break, or there is none left. */
@Timeout(600)
class MeddledStoreTest {
  private static final long SEED = 20261122;
  private static final int LINES = 25;
  private static final double BREAKS = 0.2;

  @TempDir Path temp;

  /** Breaks one in five of whatever it may break. */
  private static final class Breaking implements MeddledStore.Meddling {
    private final Random random = new Random(SEED);
    private boolean on;
    private int connects;
    private int before;
    private int after;

    private boolean breaks() {
      return on && random.nextDouble() < BREAKS;
    }

    private static SQLException broken() {
      return new SQLException("the connection is broken", "08006");
    }

    @Override
    public synchronized void onConnect() throws SQLException {
      if (breaks()) {
        connects++;
        throw broken();
      }
    }

    @Override
    public synchronized void beforeCommit() throws SQLException {
      if (breaks()) {
        before++;
        throw broken();
      }
    }

    @Override
    public synchronized void afterCommit() throws SQLException {
      if (breaks()) {
        after++;
        throw broken();
      }
    }

    private synchronized void on(boolean now) {
      on = now;
    }

    private synchronized List<Integer> broke() {
      return List.of(connects, before, after);
    }
  }

  @Tag("F35")
  @Test
  void over_connections_that_break_every_line_is_there_once_and_none_is_lost() {
    Breaking breaking = new Breaking();
    List<Long> told = new ArrayList<>();
    Store store = MeddledStore.open(temp, breaking);
    try {
      breaking.on(true);
      MeddledStore.evict(store);
      for (int i = 0; i < LINES; i++) {
        Long number = null;
        while (number == null) {
          try {
            number = appended(store, "op-" + i);
          } catch (StoreException e) {
            // As a service does that ends and is started again; it looks before it writes.
            assertTrue(e.isLost(), e.toString());
            breaking.on(false);
            store.close();
            store = MeddledStore.open(temp, breaking);
            breaking.on(true);
            MeddledStore.evict(store);
          }
        }
        told.add(number);
      }
    } finally {
      breaking.on(false);
      store.close();
    }
    assertTrue(breaking.broke().stream().allMatch(count -> count > 0), breaking.broke().toString());
    try (Store mended = Store.open(temp, "test")) {
      Verification verification = mended.journal().verify();
      assertTrue(verification.good(), "seed " + SEED + ": " + verification);
      assertEquals(
          IntStream.range(0, LINES).mapToObj(i -> "op-" + i).toList(),
          mended.journal().page("", 0, 2 * LINES).stream()
              .map(line -> line.entry().operationId())
              .toList(),
          "seed " + SEED);
      assertEquals(IntStream.rangeClosed(1, LINES).mapToObj(Long::valueOf).toList(), told);
    }
  }

  /** The number of its line, which is written when it is not there yet. */
  private static long appended(Store store, String operation) {
    List<JournalEntry> there = store.journal().of(operation);
    return there.isEmpty()
        ? store.journal().append(Lines.line(operation, JournalEvent.INTENT, "M1"))
        : there.get(0).number();
  }

  @Tag("F35")
  @Test
  void when_all_connections_are_taken_nothing_is_written_and_that_is_told_and_it_goes_on_after()
      throws Exception {
    try (Store store =
        MeddledStore.open(temp, new MeddledStore.Meddling() {}, Duration.ofSeconds(1))) {
      List<Connection> taken = MeddledStore.exhaust(store, 0);
      StoreException none =
          assertThrows(StoreException.class, () -> appended(store, "op-1"), "nobody can write");
      assertEquals(StoreException.Kind.NOT_TAKEN, none.kind());
      give(taken);
      assertEquals(1, appended(store, "op-2"));
      assertEquals(1, store.journal().verify().lines());
    }
  }

  /** Whoever waits for a connection gets it in the moment in which a line was committed. */
  @Tag("F35")
  @Test
  void what_was_committed_is_never_said_to_be_not_written_for_want_of_a_connection()
      throws Exception {
    AtomicReference<@Nullable Runnable> whenCommitted = new AtomicReference<>();
    MeddledStore.Meddling meddling =
        new MeddledStore.Meddling() {
          @Override
          public void afterCommit() {
            Runnable work = whenCommitted.getAndSet(null);
            if (work != null) {
              work.run();
            }
          }
        };
    try (Store store = MeddledStore.open(temp, meddling, Duration.ofSeconds(1))) {
      List<Connection> taken = MeddledStore.exhaust(store, 1);
      CountDownLatch enough = new CountDownLatch(1);
      Thread greedy = new Thread(() -> keepOne(store, enough), "greedy");
      whenCommitted.set(
          () -> {
            greedy.start();
            awaitWaiting(store);
          });
      assertEquals(1, store.journal().append(Lines.line("op-1", JournalEvent.INTENT, "M1")));
      enough.countDown();
      greedy.join();
      give(taken);
      assertEquals(1, store.journal().verify().lines());
    }
  }

  private static void keepOne(Store store, CountDownLatch enough) {
    try (Connection connection = store.connections().getConnection()) {
      assertTrue(connection.isValid(1));
      enough.await();
    } catch (SQLException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitWaiting(Store store) {
    HikariDataSource pool = (HikariDataSource) store.connections();
    while (pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 0) {
      Thread.onSpinWait();
    }
  }

  private static void give(List<Connection> taken) throws SQLException {
    for (Connection one : taken) {
      one.close();
    }
  }
}
