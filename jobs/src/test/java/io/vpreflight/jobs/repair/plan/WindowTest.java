// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WindowTest {
  @Test
  void a_window_is_meant_in_its_zone_and_may_pass_midnight() {
    Window window = WindowText.read("Saturday;22:00;6h", "Europe/Paris");
    // Saturday 21 November 2026; Paris is one hour ahead.
    assertFalse(window.isOpen(Instant.parse("2026-11-21T20:59:59Z")));
    assertTrue(window.isOpen(Instant.parse("2026-11-21T21:00:00Z")));
    assertTrue(window.isOpen(Instant.parse("2026-11-22T02:59:59Z")));
    assertFalse(window.isOpen(Instant.parse("2026-11-22T03:00:00Z")));
    assertEquals(
        Instant.parse("2026-11-22T03:00:00Z"),
        window.closesAt(Instant.parse("2026-11-22T00:00:00Z")));
  }

  @Tag("F39")
  @Test
  void the_night_when_clocks_change_is_as_long_as_it_is() {
    // 25 October 2026: Paris goes from UTC+2 to UTC+1 at 03:00.
    Window window = WindowText.read("Saturday;22:00;6h", "Europe/Paris");
    assertTrue(window.isOpen(Instant.parse("2026-10-24T20:00:00Z")));
    assertEquals(
        Instant.parse("2026-10-25T02:00:00Z"),
        window.closesAt(Instant.parse("2026-10-25T01:00:00Z")));
  }

  @Test
  void no_window_is_never_open() {
    Window none = WindowText.read("", "UTC");
    assertTrue(none.isOnDemand());
    assertNull(none.closesAt(Instant.parse("2026-11-21T21:00:00Z")));
  }

  @Test
  void a_week_long_span_is_always_open() {
    Window week = WindowText.read("Monday;7:00;7d", "UTC");
    assertTrue(week.isOpen(Instant.parse("2026-11-21T21:00:00Z")));
    assertTrue(week.isOpen(Instant.parse("2026-11-23T06:59:59Z")));
  }

  @Test
  void it_is_written_as_it_was_read() {
    for (String text : List.of("Monday;7:00;7h", "Saturday;22:00;6h|Sunday;1:30;1d2h30m", "")) {
      assertEquals(text, WindowText.of(WindowText.read(text, "Europe/Paris")));
    }
  }

  @Test
  void what_is_no_window_is_said_so() {
    for (String text :
        List.of(
            "Samedi;22:00;6h",
            "Saturday;25:00;6h",
            "Saturday;22:00;0h",
            "Saturday;22:00",
            "Saturday;22:00;8d",
            "Saturday;22:00;6h|",
            "x")) {
      assertThrows(PlanException.class, () -> WindowText.read(text, "UTC"), text);
    }
    assertThrows(PlanException.class, () -> WindowText.read("", "Paris"));
  }

  @Tag("F28")
  @Test
  void nobody_gets_more_than_four_open_snapshots_on_a_datastore() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new RunLimits(
                1,
                2,
                5,
                8,
                List.of(1),
                1,
                0,
                java.time.Duration.ofHours(1),
                RunLimits.Guests.DEFAULT));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new RunLimits(
                1,
                5,
                4,
                8,
                List.of(1),
                1,
                0,
                java.time.Duration.ofHours(1),
                RunLimits.Guests.DEFAULT));
  }
}
