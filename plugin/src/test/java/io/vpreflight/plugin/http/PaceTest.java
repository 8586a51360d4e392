// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** How fast a token may ask. */
class PaceTest {
  private Instant now = Instant.parse("2026-11-20T01:00:00Z");
  private final Pace pace =
      new Pace(
          new Clock() {
            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }

            @Override
            public Instant instant() {
              return now;
            }
          });

  private int let(String token, int requests) {
    int in = 0;
    for (int i = 0; i < requests; i++) {
      in += pace.tooFast(token) ? 0 : 1;
    }
    return in;
  }

  @Test
  void who_asks_without_end_is_let_in_so_many_times_a_second() {
    assertTrue(let("a", 1_000) == Pace.AT_ONCE);
    now = now.plus(Duration.ofSeconds(1));
    assertTrue(let("a", 1_000) == Pace.A_SECOND);
    now = now.plus(Duration.ofHours(1));
    assertTrue(let("a", 1_000) == Pace.AT_ONCE);
  }

  @Test
  void one_token_takes_nothing_from_another() {
    let("a", 1_000);
    assertFalse(pace.tooFast("b"));
  }

  @Test
  void a_clock_that_is_set_back_shuts_nobody_out_for_long() {
    let("a", 1_000);
    now = now.minus(Duration.ofHours(2));
    assertTrue(pace.tooFast("a"));
    now = now.plus(Duration.ofSeconds(1));
    assertFalse(pace.tooFast("a"));
  }
}
