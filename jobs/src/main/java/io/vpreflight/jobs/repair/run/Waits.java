// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The waits of one operation: while it waits it keeps its lease and hears a request to stop. For
 * one thread.
 */
final class Waits {
  private static final Duration NAP = Duration.ofSeconds(15);

  private final Operation operation;
  private final RunTools.Time time;
  private final Holding holding;
  private final Consent consent;
  private @Nullable Duration first;
  private @Nullable Duration last;

  Waits(Operation operation, RunTools.Time time, Holding holding, Consent consent) {
    this.operation = operation;
    this.time = time;
    this.holding = holding;
    this.consent = consent;
  }

  /** What was in the way is no longer. */
  void over() {
    first = null;
  }

  /**
   * How long until something is looked at again that passes: the ladder, from when it was first
   * met.
   *
   * @return null when that is later than the operation may wait
   */
  @Nullable Duration next() {
    Duration now = time.pause().elapsed();
    Duration since = first == null ? now : first;
    Duration before = first == null || last == null ? now : last;
    Duration next = RetryLadder.next(since, before);
    first = since;
    last = next;
    return next.compareTo(since.plus(operation.deadline())) > 0 ? null : next.minus(now);
  }

  /**
   * What is left until that time of the clock; never longer than the ladder, for the clock may have
   * been set back since somebody tried.
   */
  Duration until(Instant next) {
    Duration left = Duration.between(time.now(), next);
    return left.compareTo(RetryLadder.LONGEST) > 0 ? RetryLadder.LONGEST : left;
  }

  /** Sleeps, and ends early when somebody asks to stop. */
  void sleep(Duration wait) throws InterruptedException {
    boolean asked = consent.stop(operation.id()) != null;
    Duration end = time.in(wait);
    while (!time.isOver(end)) {
      Duration left = end.minus(time.pause().elapsed());
      time.pause().sleep(left.compareTo(NAP) < 0 ? left : NAP);
      holding.keep();
      if (!asked && consent.stop(operation.id()) != null) {
        return;
      }
    }
  }
}
