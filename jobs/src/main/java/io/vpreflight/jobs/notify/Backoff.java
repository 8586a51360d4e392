// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a letter that was not taken is tried again: after 1, 2, 4, 8 ... minutes, at last hourly.
 */
final class Backoff {
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int DOUBLED = 6;

  private Backoff() {}

  /**
   * The next time.
   *
   * @param attempts so far; 1 or more
   * @param patience how long the receiver wants to be left alone; null when it did not say
   * @return null when it is given up
   */
  static @Nullable Instant next(
      Instant now, int attempts, @Nullable Duration patience, Instant giveUpAt) {
    if (!now.isBefore(giveUpAt)) {
      return null;
    }
    Duration wait = Duration.ofMinutes(1L << Math.min(Math.max(attempts - 1, 0), DOUBLED));
    if (patience != null && patience.compareTo(wait) > 0) {
      wait = patience;
    }
    if (wait.compareTo(LONGEST) > 0) {
      wait = LONGEST;
    }
    Instant next = now.plus(wait);
    return next.isAfter(giveUpAt) ? giveUpAt : next;
  }

  /**
   * When a letter is tried that is to be tried then: now, when that is further ahead than any wait
   * is long, because somebody set the clock back.
   */
  static Instant sooner(Instant now, Instant dueAt) {
    return dueAt.isAfter(now.plus(LONGEST)) ? now : dueAt;
  }
}
