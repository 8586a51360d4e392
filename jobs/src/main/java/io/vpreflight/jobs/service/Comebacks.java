// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanState;
import io.vpreflight.jobs.repair.run.RetryLadder;
import io.vpreflight.jobs.schedule.Reminders;
import io.vpreflight.jobs.schedule.Reminders.Reminder;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoredPlan;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a plan which a service carries out, and which is cut off by the end of the
 * process, goes on by itself. A reminder in the store is kept from before its beginning to its end;
 * when it comes and nobody is at the plan, the plan is taken up under the approval that it has, on
 * the rungs of the {@link RetryLadder}. What speaks against that for good ends it, and is told.
 * Safe for several threads.
 */
public final class Comebacks {
  /** What is over soon, and nothing to be told each time. */
  private static final Set<String> SOON =
      Set.of("repair.busy", "repair.looking", "repair.reason.process-ends");

  /** What another node, or this one with its key, may do. */
  private static final Set<String> HERE =
      Set.of("approval.problem.other-key", "approval.problem.key");

  private final Store store;
  private final Reminders reminders;
  private final Clock clock;
  private final Telling telling;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /** Who is told. */
  public interface Telling {
    /** It is taken up now. */
    void goesOn(PlanFile plan);

    /** It cannot be taken up here; it is tried again then. Told once for each reason. */
    void later(PlanFile plan, Text why, Instant nextAt);

    /** It is not taken up by itself any more. */
    void left(PlanFile plan, Text why);
  }

  /**
   * Of that store.
   *
   * @param reminders that nobody else keeps or forgets
   * @param clock by which the reminders come
   */
  public Comebacks(Store store, Reminders reminders, Clock clock, Telling telling) {
    this.store = store;
    this.reminders = reminders;
    this.clock = clock;
    this.telling = telling;
  }

  /** A plan is about to begin because somebody said so: whatever happens, it is looked after. */
  void begins(String digest) {
    reminders.keep(digest);
  }

  /** It has come to an end of its own, or stopped because somebody wished it. */
  void ended(String digest) {
    reminders.forget(digest);
  }

  /** It broke off, before or after it had begun. */
  void brokeOff(PlanFile plan, LiveRun.Trouble trouble) {
    if (!isOpen(plan.digest())) {
      reminders.forget(plan.digest());
    } else if (!trouble.passes()) {
      leave(plan, trouble.text());
    } else {
      tell(plan, trouble.text());
    }
  }

  /**
   * When that plan is looked after next; empty when it is for a person.
   *
   * @throws IllegalStateException when the store cannot be read
   */
  public Optional<Instant> nextAt(String digest) {
    return reminders.find(digest).map(Reminder::at);
  }

  /**
   * Looks after one: does nothing while somebody is at the plan.
   *
   * @param desk that carries it out
   */
  public void look(RunDesk desk, Reminder reminder) {
    String digest = reminder.name();
    if (desk.isUnderWay(digest) || store.isRepairedElsewhere()) {
      // Which of the nodes is at which plan only the journal knows, and one repairs at a time.
      return;
    }
    if (reminders.find(digest).isEmpty()) {
      // The plan came to an end of its own after this reminder was on its way.
      return;
    }
    Optional<StoredPlan> kept = store.plans().find(digest);
    if (kept.isEmpty() || !isOpen(digest) || !PlanRuns.isOfService(store.journal(), digest)) {
      // At its end, never begun, or somebody else's by now.
      reminders.forget(digest);
      return;
    }
    PlanFile plan;
    try {
      plan = PlanDesk.file(kept.get());
    } catch (PlanException e) {
      // Another version wrote it: that one may be back.
      return;
    }
    Text refusal = desk.refusal(plan);
    if (refusal != null) {
      // Nothing is asked of anybody: it comes again in a minute.
      tell(plan, refusal);
      return;
    }
    try {
      desk.mayGoOn(plan);
      Instant now = clock.instant();
      Instant first = reminder.since();
      // The clock may have been set back meanwhile: the ladder begins anew then.
      Instant since = first == null || first.isAfter(now) ? now : first;
      // First of all: whatever becomes of it, and of this process, the next try is not before that.
      reminders.putOff(digest, RetryLadder.next(since, now), since);
      if (desk.goOn(plan)) {
        telling.goesOn(plan);
      }
    } catch (PlanException e) {
      if (HERE.contains(e.problem().key())) {
        tell(plan, e.problem());
      } else if (!SOON.contains(e.problem().key())) {
        leave(plan, e.problem());
      }
    } catch (IOException e) {
      tell(plan, Text.of("repair.no-key", String.valueOf(e.getMessage())));
    }
  }

  private void tell(PlanFile plan, Text why) {
    Optional<Reminder> reminder = reminders.find(plan.digest());
    if (reminder.isPresent() && told.add(plan.digest() + why)) {
      telling.later(plan, why, reminder.get().at());
    }
  }

  private void leave(PlanFile plan, Text why) {
    if (reminders.forget(plan.digest())) {
      telling.left(plan, why);
    }
  }

  private boolean isOpen(String digest) {
    @Nullable String state = store.plans().find(digest).map(StoredPlan::state).orElse(null);
    return PlanState.RUNNING.name().equals(state) || PlanState.PARKED.name().equals(state);
  }
}
