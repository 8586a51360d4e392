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

  /** Between two attempts is never more. */
  public static final Duration LONGEST = Duration.ofMinutes(30);

  private RetryLadder() {}

  /**
   * The next attempt.
   *
   * @param first when it was tried for the first time
   * @param last when it was tried for the last time, not before the first
   */
  public static Instant next(Instant first, Instant last) {
    return first.plus(next(Duration.ZERO, Duration.between(first, last)));
  }

  /** The same of times since some moment. */
  static Duration next(Duration first, Duration last) {
    for (int minutes : MINUTES) {
      Duration rung = first.plusMinutes(minutes);
      if (rung.compareTo(last) > 0) {
        return rung;
      }
    }
    Duration top = first.plusMinutes(MINUTES[MINUTES.length - 1]);
    long missed = last.minus(top).dividedBy(LONGEST);
    return top.plus(LONGEST.multipliedBy(missed + 1));
  }
}
