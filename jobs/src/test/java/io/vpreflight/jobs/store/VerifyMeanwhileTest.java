// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.testing.AStore;
import io.vpreflight.jobs.testing.PostgresOfTests;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A journal that is verified takes lines meanwhile, and they are no reason to distrust it. */
@Timeout(600)
class VerifyMeanwhileTest {
  private static final int LINES = 150;

  @TempDir Path temp;

  @ParameterizedTest
  @EnumSource(AStore.class)
  void lines_that_are_appended_while_it_is_verified_are_as_good_as_any(AStore kept)
      throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (Store store = kept.open(temp.resolve("state"))) {
      Lines.append(store, 3);
      Future<?> appending = other.submit(() -> Lines.append(store, LINES));
      while (!appending.isDone()) {
        assertNull(store.journal().verify().problem());
      }
      appending.get();
      assertEquals(LINES + 3, store.journal().verify().lines());
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void who_appends_does_not_wait_for_who_reads_all_of_it() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    StorePlace place = new StorePlace(temp.resolve("node"), PostgresOfTests.schema());
    try (Store store = Store.open(place, "test");
        Connection lock = store.connections().getConnection()) {
      Lines.append(store, 3);
      lock.setAutoCommit(false);
      sql(lock, "lock table journal in access exclusive mode");
      Future<Verification> verified = other.submit(() -> store.journal().verify());
      while (!isWaitedFor(store)) {
        Thread.onSpinWait();
      }
      // What every line is appended under.
      synchronized (store.journal()) {
        lock.rollback();
      }
      assertTrue(verified.get().good());
    } finally {
      other.shutdownNow();
    }
  }

  private static void sql(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static boolean isWaitedFor(Store store) throws SQLException {
    try (Connection connection = store.connections().getConnection();
        Statement statement = connection.createStatement();
        ResultSet waiting =
            statement.executeQuery("select count(*) from pg_locks where not granted")) {
      return waiting.next() && waiting.getInt(1) > 0;
    }
  }
}
