// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How fast each token asks: so many requests a second over time, and a few seconds of them at once.
 * Safe for several threads.
 */
final class Pace {
  /** Requests a second. */
  static final int A_SECOND = 20;

  /** Requests that somebody who has been silent may send at once. */
  static final int AT_ONCE = 5 * A_SECOND;

  private final Clock clock;
  private final Map<String, Allowance> allowances = new HashMap<>();

  Pace(Clock clock) {
    this.clock = clock;
  }

  private record Allowance(Instant at, double left) {}

  /** Counts one more request; true when it comes too soon after the others. */
  synchronized boolean tooFast(String token) {
    Instant now = clock.instant();
    Allowance known = allowances.getOrDefault(token, new Allowance(now, AT_ONCE));
    // A clock that is set back takes nothing away.
    double since = Math.max(0, Duration.between(known.at(), now).toNanos() / 1e9);
    double left = Math.min(AT_ONCE, known.left() + since * A_SECOND);
    boolean tooFast = left < 1;
    allowances.put(token, new Allowance(now, tooFast ? left : left - 1));
    return tooFast;
  }
}
