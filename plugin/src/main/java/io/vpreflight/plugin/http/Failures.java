// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts tokens that were wrong, for each address they came from. Safe for several threads. */
final class Failures {
  /** So many may be wrong within {@link #SPAN}. */
  static final int MOST = 10;

  static final Duration SPAN = Duration.ofMinutes(1);
  private static final int ADDRESSES = 1_000;

  private final Clock clock;
  private final Map<String, Count> counts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > ADDRESSES;
        }
      };

  Failures(Clock clock) {
    this.clock = clock;
  }

  private record Count(Instant since, int wrong) {}

  /** Counts one more; true when that is too many. */
  synchronized boolean tooMany(String address) {
    Instant now = clock.instant();
    Count count = counts.get(address);
    if (count == null || !now.isBefore(count.since().plus(SPAN))) {
      count = new Count(now, 0);
    }
    counts.put(address, new Count(count.since(), count.wrong() + 1));
    return count.wrong() >= MOST;
  }
}
