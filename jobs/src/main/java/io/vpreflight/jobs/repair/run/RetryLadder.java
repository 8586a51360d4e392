// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import java.time.Duration;
import java.time.Instant;

/**
 * When to try again what may pass by itself: 1, 2, 4, 8 and 10 minutes after the first attempt,
 * then every 30 minutes. Pure: a process that was away for a while tries once, not once for each
 * time that it missed.
 */
public final class RetryLadder {
  private static final int[] MINUTES = {1, 2, 4, 8, 10};
  private static final Duration THEN = Duration.ofMinutes(30);

  private RetryLadder() {}

  /**
   * The next attempt.
   *
   * @param first when it was tried for the first time
   * @param last when it was tried for the last time, not before the first
   */
  public static Instant next(Instant first, Instant last) {
    for (int minutes : MINUTES) {
      Instant rung = first.plus(Duration.ofMinutes(minutes));
      if (rung.isAfter(last)) {
        return rung;
      }
    }
    Instant top = first.plus(Duration.ofMinutes(MINUTES[MINUTES.length - 1]));
    long missed = Duration.between(top, last).dividedBy(THEN);
    return top.plus(THEN.multipliedBy(missed + 1));
  }
}
