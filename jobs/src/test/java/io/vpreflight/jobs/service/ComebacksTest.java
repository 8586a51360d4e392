// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.run.RunProgress;
import io.vpreflight.jobs.schedule.Reminders;
import io.vpreflight.jobs.schedule.Reminders.Reminder;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.testing.APlan;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plans that a process left on the way. It is killed by being forgotten: nothing of it is told to
 * the one that comes after it on the same store.
 */
@Timeout(600)
class ComebacksTest {
  private static final Identity ANNE = Identity.ofToken("anne");
  private static final Identity BOB = Identity.ofToken("bob");
  private static final Instant START = APlan.NOW.plusSeconds(60);

  @TempDir Path temp;
  private final List<Lane> lanes = new ArrayList<>();
  private final AComeback told = new AComeback();
  private final Hands clock = new Hands();
  private Store store;
  private Reminders reminders;
  private PlanDesk plans;
  private PlanRuns runs;

  /** A clock that stands until it is turned. */
  private static final class Hands extends Clock {
    private Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /** A process: its desk, and the road on which a plan stays until it is let go or told to stop. */
  private final class Lane implements RunDesk.Road {
    private final Semaphore free = new Semaphore(0);
    private final Comebacks comebacks = new Comebacks(store, reminders, clock, told);
    private final RunDesk desk = new RunDesk(plans, runs, this, comebacks);
    private volatile @Nullable Text refusal;
    private volatile @Nullable Text withdrawn;
    private volatile LiveRun.@Nullable Trouble blocked;
    private final AtomicInteger driven = new AtomicInteger();

    Lane() {
      lanes.add(this);
    }

    @Override
    public @Nullable Text refusal(PlanFile plan) {
      return refusal;
    }

    @Override
    public @Nullable Text withdrawn(PlanFile plan) {
      return withdrawn;
    }

    @Override
    public LiveRun.@Nullable Trouble drive(PlanRun run, RunProgress progress)
        throws InterruptedException {
      driven.incrementAndGet();
      LiveRun.Trouble trouble = blocked;
      if (trouble != null) {
        return trouble;
      }
      run.begin().run();
      while (!free.tryAcquire() && run.consent().stop("o1") == null) {
        Thread.sleep(5);
      }
      return null;
    }

    void look(PlanFile plan) {
      comebacks.look(desk, reminders.find(plan.digest()).orElseThrow());
    }

    void whenEnded(PlanFile plan) throws InterruptedException {
      assertTrue(desk.live(plan.digest()).orElseThrow().whenEnded(Duration.ofSeconds(30)));
    }
  }

  @BeforeEach
  void open() {
    store = Store.open(temp, "test");
    reminders = Reminders.of(store);
    plans = new PlanDesk(store, temp, clock);
    runs = new PlanRuns(store, temp, clock);
  }

  @AfterEach
  void close() {
    lanes.forEach(lane -> lane.desk.close());
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

  /** A plan that was under way when its process was killed. */
  private PlanFile cutOff() throws Exception {
    PlanFile plan = approved("app");
    new Lane().desk.run(plan, ANNE, "now", Duration.ZERO);
    return plan;
  }

  private String state(PlanFile plan) {
    return plans.entry(plan.digest()).orElseThrow().state();
  }

  private List<String> begun(PlanFile plan) {
    return store.journal().ofPlan(plan.digest()).stream()
        .filter(line -> Set.of(JournalEvent.STARTED, JournalEvent.RESUMED).contains(line.event()))
        .map(line -> line.event() + " " + line.details().get("by"))
        .toList();
  }

  private boolean isReminded(PlanFile plan) {
    return reminders.find(plan.digest()).isPresent();
  }

  @Test
  void what_was_cut_off_goes_on_once_under_its_approval_and_nobody_is_reminded_after_its_end()
      throws Exception {
    PlanFile plan = cutOff();
    assertTrue(isReminded(plan));
    Lane next = new Lane();
    Reminder first = reminders.find(plan.digest()).orElseThrow();
    next.look(plan);
    next.look(plan);
    next.comebacks.look(next.desk, first);
    next.free.release();
    next.whenEnded(plan);
    assertEquals(1, next.driven.get());
    assertEquals(List.of("STARTED token:anne", "RESUMED service:itself"), begun(plan));
    assertEquals(List.of("goes on"), List.copyOf(told.told));
    assertEquals("parked", state(plan));
    assertEquals(false, isReminded(plan));
    next.comebacks.look(next.desk, first);
    assertEquals(false, next.desk.isUnderWay(plan.digest()), "what ended is for a person");
    assertEquals(false, isReminded(plan));
  }

  @Test
  void while_it_is_under_way_nothing_is_put_off() throws Exception {
    PlanFile plan = cutOff();
    Reminder before = reminders.find(plan.digest()).orElseThrow();
    lanes.get(0).look(plan);
    assertEquals(before, reminders.find(plan.digest()).orElseThrow());
    assertEquals(List.of("STARTED token:anne"), begun(plan));
  }

  @Test
  void the_end_of_the_process_keeps_the_reminder_and_a_wish_to_stop_ends_it() throws Exception {
    PlanFile plan = approved("app");
    Lane first = new Lane();
    first.desk.run(plan, ANNE, "now", Duration.ZERO);
    first.desk.close();
    assertEquals("parked", state(plan));
    assertTrue(isReminded(plan));
    Instant goesOn = plans.entry(plan.digest()).orElseThrow().waitsUntil();
    assertEquals(reminders.find(plan.digest()).orElseThrow().at(), goesOn);
    Lane second = new Lane();
    second.look(plan);
    plans.cancel(plan.digest(), BOB, "not tonight");
    second.whenEnded(plan);
    assertEquals("parked", state(plan));
    assertEquals(false, isReminded(plan));
  }

  @Test
  void what_somebody_wished_to_stop_is_not_taken_up_and_the_wish_stays() throws Exception {
    PlanFile plan = approved("app");
    Lane first = new Lane();
    first.desk.run(plan, ANNE, "now", Duration.ZERO);
    first.desk.close();
    plans.cancel(plan.digest(), BOB, "not tonight");
    assertEquals(null, plans.entry(plan.digest()).orElseThrow().goesOnAt());
    Lane second = new Lane();
    second.look(plan);
    assertTrue(second.desk.live(plan.digest()).isEmpty());
    assertEquals(List.of("left: repair.reason.cancelled"), List.copyOf(told.told));
    assertEquals(false, isReminded(plan));
    assertTrue(store.cancels().find(plan.digest()).isPresent());
    // Somebody says so: the wish is forgotten, and from now on it goes on by itself again.
    second.desk.resume(plan, ANNE, Duration.ZERO, Set.of());
    assertTrue(isReminded(plan));
  }

  @Test
  void when_the_approval_is_over_it_is_told_and_left() throws Exception {
    PlanFile plan = cutOff();
    clock.now = plan.plan().expiresAt();
    Lane next = new Lane();
    next.look(plan);
    assertTrue(next.desk.live(plan.digest()).isEmpty());
    assertEquals(List.of("left: plan.problem.expired"), List.copyOf(told.told));
    assertEquals(false, isReminded(plan));
  }

  @Test
  void what_the_policy_does_not_stand_by_any_more_is_left() throws Exception {
    PlanFile plan = cutOff();
    Lane next = new Lane();
    next.withdrawn = Text.of("policy.changed", "nightly");
    next.look(plan);
    assertTrue(next.desk.live(plan.digest()).isEmpty());
    assertEquals(List.of("left: policy.changed"), List.copyOf(told.told));
    assertEquals(false, isReminded(plan));
  }

  @Test
  void what_lies_with_this_node_is_told_once_and_asks_nobody() throws Exception {
    PlanFile plan = cutOff();
    Reminder before = reminders.find(plan.digest()).orElseThrow();
    Lane next = new Lane();
    next.refusal = Text.of("repair.service-off");
    next.look(plan);
    next.look(plan);
    assertEquals(List.of("later: repair.service-off"), List.copyOf(told.told));
    assertTrue(next.desk.live(plan.digest()).isEmpty());
    assertEquals(before, reminders.find(plan.digest()).orElseThrow(), "it comes each minute");
    next.refusal = null;
    next.look(plan);
    next.free.release();
    next.whenEnded(plan);
    assertEquals(1, next.driven.get());
  }

  @Test
  void a_vcenter_that_is_not_there_is_tried_on_the_rungs_and_told_once() throws Exception {
    PlanFile plan = cutOff();
    Lane next = new Lane();
    next.blocked = new LiveRun.Trouble(Text.of("repair.reason.unreachable", "x"), true);
    List<Long> minutes = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      next.look(plan);
      next.whenEnded(plan);
      Instant at = reminders.find(plan.digest()).orElseThrow().at();
      minutes.add(Duration.between(START, at).toMinutes());
      clock.now = at;
    }
    assertEquals(List.of(1L, 2L, 4L, 8L, 10L, 40L, 70L), minutes);
    assertEquals(7, next.driven.get());
    assertEquals(1, told.told.stream().filter("later: repair.reason.unreachable"::equals).count());
    // After a night it is one try, not one for each rung that went by.
    clock.now = START.plus(Duration.ofHours(9));
    next.blocked = null;
    next.look(plan);
    next.free.release();
    next.whenEnded(plan);
    assertEquals(8, next.driven.get());
    assertEquals(List.of("STARTED token:anne", "RESUMED service:itself"), begun(plan));
  }

  @Test
  @Tag("F39")
  void after_a_clock_was_set_back_the_next_try_is_not_a_day_away() throws Exception {
    PlanFile plan = cutOff();
    Instant before = START.plus(Duration.ofDays(1));
    reminders.putOff(plan.digest(), before, before);
    Lane next = new Lane();
    next.blocked = new LiveRun.Trouble(Text.of("repair.reason.unreachable", "x"), true);
    next.look(plan);
    next.whenEnded(plan);
    assertEquals(
        new Reminder(plan.digest(), START.plus(Duration.ofMinutes(1)), START),
        reminders.find(plan.digest()).orElseThrow());
  }

  @Test
  void without_the_key_of_its_approval_it_waits_for_a_node_that_has_it() throws Exception {
    PlanFile plan = cutOff();
    Path key = temp.resolve("approval-key");
    byte[] ours = Files.readAllBytes(key);
    Files.delete(key);
    Lane next = new Lane();
    next.look(plan);
    next.look(plan);
    assertEquals(List.of("later: approval.problem.other-key"), List.copyOf(told.told));
    Files.write(key, ours);
    next.look(plan);
    next.free.release();
    next.whenEnded(plan);
    assertEquals(1, next.driven.get());
  }

  @Test
  void what_wants_the_answer_of_a_person_is_left_to_one() throws Exception {
    PlanFile plan = cutOff();
    Lane next = new Lane();
    next.blocked = new LiveRun.Trouble(Text.of("repair.other-installation-resume", "x"), false);
    next.look(plan);
    next.whenEnded(plan);
    assertEquals(false, isReminded(plan));
    assertTrue(told.told.contains("left: repair.other-installation-resume"), told.told.toString());
    assertEquals(List.of("STARTED token:anne"), begun(plan));
  }

  @Test
  void what_somebody_took_up_by_a_command_is_theirs() throws Exception {
    PlanFile plan = cutOff();
    runs.resume(plan, runs.consents().toResume(plan), ANNE, Set.of());
    Lane next = new Lane();
    next.look(plan);
    assertTrue(next.desk.live(plan.digest()).isEmpty());
    assertEquals(List.of(), List.copyOf(told.told));
    assertEquals(false, isReminded(plan));
  }

  @Test
  void a_process_that_was_killed_before_it_wrote_down_that_it_begins_has_begun_nothing()
      throws Exception {
    PlanFile plan = approved("app");
    reminders.keep(plan.digest());
    Lane next = new Lane();
    next.look(plan);
    assertTrue(next.desk.live(plan.digest()).isEmpty());
    assertEquals("approved", state(plan));
    assertEquals(false, isReminded(plan));
  }
}
