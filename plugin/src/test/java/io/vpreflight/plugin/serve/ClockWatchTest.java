// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
  private final Instant begun = Instant.parse("2026-11-22T10:00:00Z");
  private Duration passed = Duration.ZERO;
  private Duration set = Duration.ZERO;
  private final ClockWatch watch = new ClockWatch(new Machine(), () -> passed.toNanos());

  /** Its clock, which somebody may have set. */
  private final class Machine extends Clock {
    @Override
    public Instant instant() {
      return begun.plus(passed).plus(set);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private Duration after(Duration time) {
    passed = passed.plus(time);
    return watch.moved();
  }

  @Test
  @Tag("F39")
  void a_clock_that_is_set_is_noticed_once_whichever_way() {
    assertEquals(Duration.ZERO, after(Duration.ofSeconds(30)));
    set = Duration.ofDays(-1);
    assertEquals(Duration.ofDays(-1), after(Duration.ofSeconds(30)));
    assertEquals(Duration.ZERO, after(Duration.ofSeconds(30)));
    set = Duration.ofHours(1);
    assertEquals(Duration.ofHours(25), after(Duration.ofSeconds(30)));
    assertEquals(Duration.ZERO, after(Duration.ofHours(5)), "a look that was late");
  }

  @Test
  void a_clock_that_is_kept_right_is_nothing_to_be_told() {
    set = Duration.ofMillis(-900);
    assertEquals(Duration.ZERO, after(Duration.ofSeconds(30)));
    set = Duration.ofSeconds(20);
    assertEquals(Duration.ZERO, after(Duration.ofSeconds(30)));
  }
}
