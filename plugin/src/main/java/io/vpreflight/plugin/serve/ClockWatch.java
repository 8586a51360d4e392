// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/** Notices that somebody sets the clock of the machine. For one thread. */
final class ClockWatch {
  /** What a clock that is kept right is corrected by is less. */
  private static final Duration MUCH = Duration.ofMinutes(1);

  private final Clock clock;
  private final LongSupplier nanos;
  private Instant at;
  private long since;

  /** From now on. */
  ClockWatch() {
    this(Clock.systemUTC(), System::nanoTime);
  }

  /**
   * From now on.
   *
   * @param nanos a time that nobody can move
   */
  ClockWatch(Clock clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
    at = clock.instant();
    since = nanos.getAsLong();
  }

  /**
   * By how much it was set since the last look, which has to be soon.
   *
   * @return negative when it was set back; zero when it was not, or by less than a minute
   */
  Duration moved() {
    Instant now = clock.instant();
    long then = nanos.getAsLong();
    Duration moved = Duration.between(at, now).minusNanos(then - since);
    at = now;
    since = then;
    return moved.abs().compareTo(MUCH) < 0 ? Duration.ZERO : moved;
  }
}
