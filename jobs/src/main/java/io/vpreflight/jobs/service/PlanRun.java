// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.run.RepairRunner;
import io.vpreflight.jobs.repair.run.StoredConsent;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A plan on its way.
 *
 * @param plan that is carried out
 * @param consent asked before every step
 * @param patience how long to stay with machines that others work on
 * @param answered other installations, by id, that whoever asks for it answers for besides those
 *     that the plan names
 * @param begin done when the right vCenter has answered: before that a plan has not begun
 * @param end given what came of it when it has come to an end of its own, before its state tells
 * @param isByItself true when nobody asked: what stopped it before still counts
 */
public record PlanRun(
    PlanFile plan,
    StoredConsent consent,
    Duration patience,
    Set<String> answered,
    Runnable begin,
    Consumer<RepairRunner.Result> end,
    boolean isByItself) {
  public PlanRun {
    answered = Set.copyOf(answered);
  }

  /** One that somebody asked for. */
  public PlanRun(
      PlanFile plan,
      StoredConsent consent,
      Duration patience,
      Set<String> answered,
      Runnable begin) {
    this(plan, consent, patience, answered, begin, result -> {}, false);
  }

  /** The same, with more to do when it begins. */
  public PlanRun beginning(Runnable other) {
    return new PlanRun(plan, consent, patience, answered, other, end, isByItself);
  }

  /** The same, with something to do at its end. */
  PlanRun ending(Consumer<RepairRunner.Result> other) {
    return new PlanRun(plan, consent, patience, answered, begin, other, isByItself);
  }

  /** The same, for which nobody asked. */
  PlanRun byItself() {
    return new PlanRun(plan, consent, patience, answered, begin, end, true);
  }
}
