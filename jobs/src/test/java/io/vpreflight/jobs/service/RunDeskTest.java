// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.run.RunProgress;
import io.vpreflight.jobs.schedule.Reminders;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.testing.APlan;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plans that are carried out while whoever asked does something else. */
@Timeout(600)
class RunDeskTest {
  private static final Identity ANNE = Identity.ofToken("anne");
  private static final Identity BOB = Identity.ofToken("bob");
  private static final Clock CLOCK = Clock.fixed(APlan.NOW.plusSeconds(60), ZoneOffset.UTC);

  @TempDir Path temp;
  private Store store;
  private PlanDesk plans;
  private Reminders reminders;
  private RunDesk runs;
  private final Lane road = new Lane();

  /** A road on which a plan begins and stays until it is let go, or is told to stop. */
  private static final class Lane implements RunDesk.Road {
    private final List<String> driven = new ArrayList<>();
    private final List<Duration> patience = new ArrayList<>();
    private final BlockingQueue<String> free = new LinkedBlockingQueue<>();
    private LiveRun.@Nullable Trouble blocked;

    @Override
    public @Nullable Text refusal(PlanFile plan) {
      return null;
    }

    @Override
    public @Nullable Text withdrawn(PlanFile plan) {
      return null;
    }

    @Override
    public LiveRun.@Nullable Trouble drive(PlanRun run, RunProgress progress)
        throws InterruptedException {
      driven.add(run.plan().digest());
      patience.add(run.patience());
      if (blocked != null) {
        return blocked;
      }
      run.begin().run();
      while (free.poll() == null && run.consent().stop("o1") == null) {
        Thread.sleep(5);
      }
      return null;
    }
  }

  @BeforeEach
  void open() {
    store = Store.open(temp, "test");
    plans = new PlanDesk(store, temp, CLOCK);
    reminders = Reminders.of(store);
    Comebacks comebacks = new Comebacks(store, reminders, CLOCK, new AComeback());
    runs = new RunDesk(plans, new PlanRuns(store, temp, CLOCK), road, comebacks);
  }

  @AfterEach
  void close() {
    runs.close();
    reminders.close();
    store.close();
  }

  private PlanFile approved(String machine) throws Exception {
    PlanFile plan =
        PlanFile.of(APlan.of(RepairKind.RESET_CBT).plan(AnInventory.of(AVm.named(machine))));
    plans.keep(plan);
    plans.approve(plan, BOB, "INC1");
    return plan;
  }

  private String state(PlanFile plan) {
    return plans.entry(plan.digest()).orElseThrow().state();
  }

  private void whenEnded(PlanFile plan) throws InterruptedException {
    assertTrue(runs.live(plan.digest()).orElseThrow().whenEnded(Duration.ofSeconds(30)));
  }

  private static String refused(org.junit.jupiter.api.function.Executable work) {
    return assertThrows(PlanException.class, work).problem().key();
  }

  @Test
  void asked_twice_it_is_done_once_and_another_one_waits_for_its_turn() throws Exception {
    PlanFile plan = approved("app");
    PlanFile other = approved("db");
    runs.run(plan, ANNE, "now", Duration.ZERO);
    runs.run(plan, ANNE, "now", Duration.ZERO);
    assertEquals("running", state(plan));
    assertEquals("repair.busy", refused(() -> runs.run(other, ANNE, "now", Duration.ZERO)));
    assertEquals("approved", state(other));
    road.free.add("one");
    whenEnded(plan);
    runs.run(plan, ANNE, "and again", Duration.ZERO);
    runs.run(other, ANNE, "now", Duration.ZERO);
    assertEquals(List.of(plan.digest(), other.digest()), road.driven);
    assertEquals(
        List.of("token:anne now"),
        store.journal().ofPlan(plan.digest()).stream()
            .filter(line -> line.event() == JournalEvent.STARTED)
            .map(line -> line.details().get("by") + " " + line.details().get("reason"))
            .toList());
  }

  @Test
  void what_did_not_begin_may_be_asked_again() throws Exception {
    PlanFile plan = approved("app");
    road.blocked = new LiveRun.Trouble(Text.of("repair.reason.unreachable", "x"), true);
    assertThrows(NotBegun.class, () -> runs.run(plan, ANNE, "now", Duration.ZERO));
    assertEquals("approved", state(plan));
    assertNotNull(runs.live(plan.digest()).orElseThrow().trouble());
    road.blocked = new LiveRun.Trouble(Text.of("repair.reason.privileges", "x"), false);
    assertEquals(
        "repair.reason.privileges", refused(() -> runs.run(plan, ANNE, "now", Duration.ZERO)));
    road.blocked = null;
    runs.run(plan, ANNE, "now", Duration.ZERO);
    assertEquals("running", state(plan));
    assertNull(runs.live(plan.digest()).orElseThrow().trouble());
  }

  @Test
  void told_to_end_it_parks_what_is_under_way_and_begins_nothing_more() throws Exception {
    PlanFile plan = approved("app");
    PlanFile other = approved("db");
    runs.run(plan, ANNE, "now", Duration.ZERO);
    runs.close();
    assertEquals("parked", state(plan));
    assertFalse(runs.live(plan.digest()).orElseThrow().isUnderWay());
    assertEquals(
        "repair.reason.process-ends", refused(() -> runs.run(other, ANNE, "now", Duration.ZERO)));
    assertEquals(
        "repair.reason.process-ends",
        refused(() -> runs.resume(plan, ANNE, Duration.ZERO, Set.of())));
  }

  @Test
  void what_was_left_goes_on_when_somebody_says_so() throws Exception {
    PlanFile plan = approved("app");
    assertEquals(
        "repair.not-begun", refused(() -> runs.resume(plan, ANNE, Duration.ZERO, Set.of())));
    runs.run(plan, ANNE, "now", Duration.ZERO);
    plans.cancel(plan.digest(), BOB, "not tonight");
    whenEnded(plan);
    assertEquals("parked", state(plan));
    runs.resume(plan, ANNE, Duration.ofHours(2), Set.of());
    assertEquals("running", state(plan), "the wish to stop is forgotten");
    road.free.add("one");
    whenEnded(plan);
    assertEquals(2, road.driven.size());
    assertEquals(List.of(Duration.ZERO, Duration.ofHours(2)), road.patience);
  }

  @Test
  void who_made_a_plan_does_not_approve_it_unless_nobody_knows_who_they_are() throws Exception {
    PlanFile plan =
        PlanFile.of(APlan.of(RepairKind.RESET_CBT).plan(AnInventory.of(AVm.named("app"))));
    plans.keep(plan);
    String planner = plan.plan().planner();
    assertEquals(
        "repair.own-plan", refused(() -> plans.approve(plan, new Identity(planner, true), "INC1")));
    assertFalse(plans.approve(plan, new Identity(planner, false), "INC1").authenticated());
  }
}
