// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RetryLadderTest {
  private static final Instant FIRST = Instant.parse("2026-03-02T10:00:00Z");

  @Test
  void one_two_four_eight_and_ten_minutes_after_the_first_attempt_then_every_thirty() {
    List<Long> minutes = new ArrayList<>();
    Instant last = FIRST;
    for (int i = 0; i < 8; i++) {
      last = RetryLadder.next(FIRST, last);
      minutes.add(Duration.between(FIRST, last).toMinutes());
    }
    assertEquals(List.of(1L, 2L, 4L, 8L, 10L, 40L, 70L, 100L), minutes);
  }

  @Tag("F40")
  @Test
  void what_was_missed_is_not_made_up_for() {
    Instant late = FIRST.plus(Duration.ofHours(5));
    assertEquals(FIRST.plus(Duration.ofMinutes(310)), RetryLadder.next(FIRST, late));
    assertEquals(
        FIRST.plus(Duration.ofMinutes(4)),
        RetryLadder.next(FIRST, FIRST.plus(Duration.ofSeconds(121))));
  }
}
