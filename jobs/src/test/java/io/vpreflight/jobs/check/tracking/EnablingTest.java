// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnablingTest {
  private static final Instant ONE = Instant.parse("2026-11-20T01:00:00Z");
  private static final Instant TWO = Instant.parse("2026-11-20T02:00:00Z");
  private static final Instant THREE = Instant.parse("2026-11-20T03:00:00Z");

  private static Switch on(Instant at) {
    return new Switch(at, true, "admin");
  }

  private static Switch off(Instant at) {
    return new Switch(at, false, "admin");
  }

  @Test
  void on_as_long_as_anything_is_known_is_no_enabling() {
    assertNull(Enabling.of(List.of(), null));
    assertNull(Enabling.of(List.of(), on(ONE)));
    assertNull(Enabling.of(List.of(on(TWO)), on(ONE)));
  }

  @Test
  void the_first_of_several_settings_is_the_one() {
    assertEquals(
        new Enabling(TWO, true, true, "admin"),
        Enabling.of(List.of(off(ONE), on(TWO), on(THREE)), null));
  }

  @Test
  void a_setting_without_anything_before_may_have_changed_nothing() {
    assertEquals(new Enabling(TWO, true, false, "admin"), Enabling.of(List.of(on(TWO)), null));
  }

  @Test
  void off_in_the_baseline_and_set_since() {
    assertEquals(new Enabling(TWO, true, true, "admin"), Enabling.of(List.of(on(TWO)), off(ONE)));
  }

  @Test
  void off_in_the_baseline_and_set_by_nobody_seen() {
    assertEquals(new Enabling(ONE, false, true, null), Enabling.of(List.of(), off(ONE)));
  }

  @Test
  void switched_off_and_on_again_by_nobody_seen() {
    assertEquals(new Enabling(TWO, false, true, null), Enabling.of(List.of(off(TWO)), on(ONE)));
  }

  @Test
  void what_happened_before_the_baseline_is_remembered_beside_it() {
    assertEquals(
        new Enabling(TWO, true, true, "admin"), Enabling.of(List.of(off(ONE), on(TWO)), on(THREE)));
    assertEquals(new Enabling(TWO, true, false, "admin"), Enabling.of(List.of(on(TWO)), on(THREE)));
  }

  @Test
  void a_baseline_that_contradicts_the_events_is_believed() {
    assertEquals(new Enabling(THREE, false, true, null), Enabling.of(List.of(on(TWO)), off(THREE)));
    assertEquals(
        new Enabling(ONE, false, true, null), Enabling.of(List.of(off(ONE), on(THREE)), on(TWO)));
  }
}
