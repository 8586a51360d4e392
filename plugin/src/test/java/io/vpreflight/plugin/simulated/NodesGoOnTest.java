// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.PostgresServer;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.testing.PostgresOfTests;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two services on one PostgreSQL, in processes of their own: what one of them leaves on the way,
 * the other one brings to its end, although nobody asks. Judged from what the vCenter was asked to
 * do, and from the journal.
 */
@Tag("long")
@Timeout(600)
class NodesGoOnTest {
  private static final Duration PACE = Duration.ofMillis(500);

  @TempDir Path temp;
  private final PostgresServer database = PostgresOfTests.schema();
  private RepairBench first;
  private RepairBench second;

  @BeforeEach
  void begin() throws Exception {
    Path dump = RepairBench.plant(temp, 2);
    first = RepairBench.node(temp.resolve("a"), dump, PACE, database, ServedBench.REPAIRER);
    second = RepairBench.node(temp.resolve("b"), first);
  }

  @AfterEach
  void end() {
    first.close();
  }

  private static ServedApart serve(RepairBench node, @Nullable String crash) throws Exception {
    Path config = ServedBench.config(node, ServedBench.ON, ServedBench.repairAccount(node));
    return new ServedApart(node, config, crash);
  }

  private static void begin(ServedApart service, PlanFile plan) throws Exception {
    service
        .local()
        .post("/api/v1/plans/" + plan.digest() + "/run", "{\"reason\":\"a test\"}", Map.of());
  }

  /**
   * As if the time of the leases of whoever is gone were over, and a minute since anybody looked.
   */
  private void later() {
    String schema = database.url().substring(database.url().indexOf('=') + 1);
    PostgresOfTests.sql("update " + schema + ".lease set expires_at = clock_timestamp()");
    PostgresOfTests.sql(
        "update "
            + schema
            + ".qrtz_triggers set next_fire_time = "
            + System.currentTimeMillis()
            + " where trigger_group = 'repairs'");
  }

  private String state(PlanFile plan) {
    try (Store store = Store.look(first.place())) {
      return store.plans().find(plan.digest()).orElseThrow().state();
    }
  }

  private boolean isReminded(PlanFile plan) {
    try (Store store = Store.look(first.place())) {
      return store.reminders().all().containsKey(plan.digest());
    }
  }

  private void awaitFinished(PlanFile plan) throws InterruptedException {
    while (!state(plan).equals("FINISHED")) {
      Thread.sleep(200);
    }
  }

  /** Waits until so much was executed. */
  private void awaitExecuted(int calls) throws InterruptedException {
    while (first.executed().size() < calls) {
      Thread.sleep(20);
    }
  }

  /** How often it was begun, and taken up. */
  private List<String> begun(PlanFile plan) {
    return first.journal(plan).stream()
        .filter(line -> line.operationId().isEmpty())
        .filter(line -> Set.of(JournalEvent.STARTED, JournalEvent.RESUMED).contains(line.event()))
        .map(
            line ->
                line.event()
                    + ("service:itself".equals(line.details().get("by")) ? " by itself" : ""))
        .toList();
  }

  private void assertWell(PlanFile plan) {
    assertEquals(Trial.SIX, first.executed());
    plan.plan()
        .repaired()
        .forEach(target -> assertEquals(List.of(), first.broken(target.object().ref())));
    assertFalse(isReminded(plan), "nobody looks after what has ended");
    try (Store store = Store.look(first.place())) {
      assertTrue(store.journal().verify().good(), store.journal().verify().toString());
    }
  }

  @Test
  @Tag("F31")
  @Tag("F41")
  void what_a_node_leaves_with_tracking_off_the_other_one_brings_to_its_end() throws Exception {
    PlanFile plan = first.approved(RepairKind.RESET_CBT, 1);
    try (ServedApart other = serve(second, null)) {
      try (ServedApart gone = serve(first, "M3:after-send")) {
        begin(gone, plan);
        gone.halted();
      }
      assertFalse(first.broken(plan.plan().repaired().get(0).object().ref()).isEmpty());
      later();
      awaitFinished(plan);
      assertTrue(other.said().contains("goes on by itself"), other.said());
      other.end();
    }
    assertEquals(List.of("STARTED", "RESUMED by itself"), begun(plan));
    assertWell(plan);
    try (ServedApart back = serve(first, null)) {
      // It comes back, and finds nothing to do.
      back.end();
    }
    assertWell(plan);
  }

  @Test
  @Tag("F31")
  @Tag("F41")
  void a_node_that_slept_does_nothing_beside_the_one_that_took_over_and_takes_over_from_it()
      throws Exception {
    PlanFile plan = first.approved(RepairKind.RESET_CBT, 1);
    try (ServedApart slept = serve(first, null);
        ServedApart other = serve(second, null)) {
      begin(slept, plan);
      awaitExecuted(1);
      slept.signal("STOP");
      later();
      awaitExecuted(3);
      slept.signal("CONT");
      while (!slept.said().contains("was cut off")) {
        Thread.sleep(50);
      }
      assertTrue(isReminded(plan), "the other one is at it");
      other.kill();
      later();
      awaitFinished(plan);
      slept.end();
    }
    assertEquals(List.of("STARTED", "RESUMED by itself", "RESUMED by itself"), begun(plan));
    assertWell(plan);
  }
}
