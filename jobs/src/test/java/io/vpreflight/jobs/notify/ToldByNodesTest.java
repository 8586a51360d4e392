// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.Incompleteness.Cause;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.store.PostgresServer;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.jobs.store.StoredAudit;
import io.vpreflight.jobs.testing.AnAudit;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.PostgresOfTests;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes that find the same at the same moment, for two schedules. */
@Timeout(600)
class ToldByNodesTest {
  private static final Instant AT = Instant.parse("2026-11-20T12:00:00Z");
  private static final int ROUNDS = 10;
  private static final Map<String, Set<String>> SCHEDULES =
      Map.of("nightly", Set.of(AnAudit.CHECK), "hourly", Set.of(AnAudit.CHECK));

  @TempDir Path temp;
  private final PostgresServer server = PostgresOfTests.schema();
  private final CyclicBarrier together = new CyclicBarrier(2);

  /** Finds and finds mended by turns. */
  private void audits(Store store, String schedule, UnaryOperator<AnAudit> wrong) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      AnAudit made = AnAudit.of(new AnInventory());
      Audit audit = (round % 2 == 0 ? wrong.apply(made) : made).build();
      Instant at = AT.plusSeconds(round);
      StoredAudit kept =
          new StoredAudit(
              schedule + round,
              schedule,
              "p",
              at,
              at,
              audit.incomplete().isEmpty(),
              new StoredAudit.Counts(1, 0, 0, 0, 0, 0),
              "");
      Telling telling =
          new Telling(
              List.of(ANotice.rules("ops")),
              Clock.fixed(at, ZoneOffset.UTC),
              UnaryOperator.identity(),
              () -> SCHEDULES);
      together.await();
      store
          .audits()
          .record(
              kept,
              audit.findings().stream().map(Seen::of).toList(),
              Set.of(),
              Set.of(AnAudit.CHECK),
              Troubles.of(audit),
              telling.of(audit, kept));
    }
  }

  @Test
  void what_two_nodes_find_at_once_is_told_once_and_so_is_that_it_is_mended() throws Exception {
    bothTell(made -> made.finding(Severity.ERROR, "a"));
  }

  @Test
  void a_vcenter_that_two_nodes_cannot_read_is_told_once_and_so_is_that_it_can_be_read_again()
      throws Exception {
    bothTell(made -> made.incomplete(Cause.UNREACHABLE, Text.of("incomplete.unreachable", "vc1")));
  }

  private void bothTell(UnaryOperator<AnAudit> wrong) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Store a = Store.open(new StorePlace(temp.resolve("a"), server), "test");
        Store b = Store.open(new StorePlace(temp.resolve("b"), server), "test")) {
      List<Future<Void>> both =
          threads.invokeAll(
              List.of(
                  () -> {
                    audits(a, "nightly", wrong);
                    return null;
                  },
                  () -> {
                    audits(b, "hourly", wrong);
                    return null;
                  }));
      for (Future<Void> each : both) {
        each.get();
      }
      List<Boolean> bad = new ArrayList<>();
      a.outbox()
          .list(100)
          .forEach(entry -> bad.add(0, Notice.fromJson(entry.letter().body()).isBad()));
      List<Boolean> expected = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        expected.add(round % 2 == 0);
      }
      assertEquals(expected, bad);
    } finally {
      threads.shutdownNow();
    }
  }
}
