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
  private @Nullable Instant first;
  private @Nullable Instant last;

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
   * When to look again for something that passes: the ladder, from when it was first met.
   *
   * @return null when that is later than the operation may wait
   */
  @Nullable Instant next() {
    Instant now = time.now();
    Instant since = first == null ? now : first;
    Instant before = first == null || last == null ? now : last;
    Instant next = RetryLadder.next(since, before);
    first = since;
    last = next;
    return next.isAfter(since.plus(operation.deadline())) ? null : next;
  }

  /** Sleeps, and ends early when somebody asks to stop. */
  void until(Instant next) throws InterruptedException {
    boolean asked = consent.stop(operation.id()) != null;
    for (Instant now = time.now(); now.isBefore(next); now = time.now()) {
      Duration left = Duration.between(now, next);
      time.pause().sleep(left.compareTo(NAP) < 0 ? left : NAP);
      holding.keep();
      if (!asked && consent.stop(operation.id()) != null) {
        return;
      }
    }
  }
}
