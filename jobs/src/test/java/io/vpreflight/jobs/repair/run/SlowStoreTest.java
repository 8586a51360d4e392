// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.repair.run.CrashHook.Point;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.MeddledStore;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A repair on a store that takes its time, or that has no connection for it. */
@Timeout(600)
class SlowStoreTest {
  private static final Duration LEASE = Duration.ofSeconds(2);

  @TempDir Path temp;

  @Tag("F35")
  @Test
  void an_intent_that_the_disk_takes_longer_for_than_a_lease_lasts_is_not_acted_on() {
    Set<String> slow = new HashSet<>(Set.of("M1", "M3"));
    boolean[] next = {false};
    MeddledStore.Meddling disk =
        new MeddledStore.Meddling() {
          @Override
          public void beforeCommit() {
            if (next[0]) {
              next[0] = false;
              sleep(LEASE.plusMillis(300));
            }
          }
        };
    try (Store store = MeddledStore.open(temp, disk)) {
      Rig rig = new Rig(store);
      rig.patience = shortLease(rig.patience);
      rig.crash = (step, point) -> next[0] |= point == Point.BEFORE_INTENT && slow.remove(step);
      int[] sent = {0};
      rig.world.before =
          (method, count) -> {
            sent[0]++;
            assertEquals(1, durableIntents(store), "sent without leave");
          };
      Ending ending = rig.run();
      assertEquals(RepairOutcome.COMPLETE, ending.outcome(), ending.toString());
      assertEquals(List.of(), rig.broken(ending));
      assertEquals(6, sent[0]);
      assertEquals(
          List.of("M1", "M3"),
          rig.journal().stream()
              .filter(line -> line.event() == JournalEvent.OUTCOME)
              .filter(line -> Ledger.REFUSED.equals(line.details().get(Ledger.RESULT)))
              .map(line -> line.step())
              .toList(),
          "that the lease ran out is written down");
    }
  }

  private static RunTools.Patience shortLease(RunTools.Patience usual) {
    return new RunTools.Patience(usual.poll(), usual.settle(), usual.soft(), usual.hard(), LEASE);
  }

  /** Intents that another connection sees as the last line, under a lease that is held now. */
  private static int durableIntents(Store store) {
    try (Connection connection = store.connections().getConnection();
        PreparedStatement look =
            connection.prepareStatement(
                "select count(*) from journal j join lease l"
                    + " on l.fencing_number = j.fencing_number"
                    + " where j.number = (select max(number) from journal)"
                    + " and j.event = 'INTENT' and l.expires_at > current_timestamp");
        ResultSet row = look.executeQuery()) {
      assertTrue(row.next());
      return row.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Tag("F35")
  @ParameterizedTest
  @ValueSource(strings = {"M1:before-intent", "M2:after-task-stored"})
  void without_a_connection_no_mutation_starts_and_what_has_begun_goes_on_from_the_journal(
      String where) throws SQLException {
    try (Store store =
        MeddledStore.open(temp, new MeddledStore.Meddling() {}, Duration.ofSeconds(1))) {
      Rig rig = new Rig(store);
      rig.patience = shortLease(rig.patience);
      int[] sent = {0};
      rig.world.before = (method, count) -> sent[0]++;
      List<Connection> taken = new ArrayList<>();
      rig.crash =
          (step, point) -> {
            if (where.equals(step + ":" + point.id())) {
              take(store, taken);
            }
          };
      StoreException none = assertThrows(StoreException.class, rig::run);
      assertEquals(StoreException.Kind.NOT_TAKEN, none.kind(), none.toString());
      assertEquals(where.startsWith("M1") ? 0 : 2, sent[0]);
      rig.crash = CrashHook.none();
      for (Connection one : taken) {
        one.close();
      }
      Ending ending = whenFree(rig);
      assertEquals(RepairOutcome.COMPLETE, ending.outcome(), ending.toString());
      assertEquals(List.of(), rig.broken(ending));
      assertEquals(6, sent[0], "each once");
      assertTrue(store.journal().verify().good());
      assertFalse(rig.journal().isEmpty());
    }
  }

  /** Whoever could not give the lease back either loses it in its time. */
  private static Ending whenFree(Rig rig) {
    while (true) {
      try {
        return rig.run();
      } catch (Holding.Lost e) {
        sleep(Duration.ofMillis(50));
      }
    }
  }

  private static void take(Store store, List<Connection> taken) {
    try {
      taken.addAll(MeddledStore.exhaust(store, 0));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
