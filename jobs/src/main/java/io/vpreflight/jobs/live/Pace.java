// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.live;

import java.time.Duration;

/**
 * How often things are done at most.
 *
 * @param judging between two judgements; what changes meanwhile is judged together
 * @param rereading between two looks at what vCenter does not announce
 * @param whole after which everything is read anew, whatever was announced
 * @param firstPause after something was lost for the first time; doubled each time
 * @param longestPause the most of that
 */
public record Pace(
    Duration judging,
    Duration rereading,
    Duration whole,
    Duration firstPause,
    Duration longestPause) {
  /** What a production vCenter and this process bear without being noticed. */
  public static final Pace DEFAULT =
      new Pace(
          Duration.ofSeconds(10),
          Duration.ofMinutes(10),
          Duration.ofHours(24),
          Duration.ofSeconds(1),
          Duration.ofMinutes(5));

  /** Nothing that takes long is done more than a tenth of the time. */
  private static final int SHARE = 10;

  /** How long to leave it, after it took so long. */
  static Duration after(Duration atLeast, Duration took) {
    Duration share = took.multipliedBy(SHARE - 1L);
    return share.compareTo(atLeast) > 0 ? share : atLeast;
  }

  /** How long to leave a vCenter alone that was lost so many times in a row. */
  Duration pause(int failures) {
    Duration pause = firstPause.multipliedBy(1L << Math.min(failures, 20));
    return pause.compareTo(longestPause) > 0 ? longestPause : pause;
  }
}
