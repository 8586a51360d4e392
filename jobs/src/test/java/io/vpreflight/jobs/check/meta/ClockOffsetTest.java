// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.meta;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockOffsetTest {
  private static final String NAME = "vc01.example.org";

  private final AnInventory inventory = new AnInventory();

  private Results run(long seconds) {
    inventory.clockOffset = Duration.ofSeconds(seconds);
    return Runs.run(new ClockOffset(), inventory);
  }

  @Test
  void clocks_that_agree_pass() {
    assertEquals(List.of(), Runs.found(run(59)));
    assertEquals(List.of(), Runs.found(run(-59)));
  }

  @Test
  void a_minute_is_off_and_five_are_far_off_in_both_directions() {
    assertEquals(List.of(NAME + ": off"), Runs.found(run(60)));
    assertEquals(List.of(NAME + ": off"), Runs.found(run(-299)));
    assertEquals(List.of(NAME + ": far-off"), Runs.found(run(300)));
    assertEquals(List.of(NAME + ": far-off"), Runs.found(run(-3600)));
    assertEquals(List.of(Duration.ofHours(1)), run(-3600).findings().get(0).summary().args());
  }

  @Test
  void a_file_says_nothing_of_clocks() {
    inventory.userName = null;
    assertEquals(List.of(NAME + ": reason.meta.offset-not-measured"), Runs.undetermined(run(0)));
  }
}
