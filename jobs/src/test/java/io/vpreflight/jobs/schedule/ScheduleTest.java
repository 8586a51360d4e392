// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.schedule.Schedule.Missed;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  private static Schedule at(String cron) {
    return new Schedule("night", cron, PARIS, Missed.ONCE, Duration.ZERO);
  }

  @Tag("F39")
  @Test
  void times_are_meant_in_its_zone_and_follow_its_clock_changes() {
    assertEquals(
        List.of(
            Instant.parse("2026-10-24T00:30:00Z"),
            // Half past two comes twice that night; it is done the second time.
            Instant.parse("2026-10-25T01:30:00Z"),
            Instant.parse("2026-10-26T01:30:00Z")),
        at("0 30 2 * * ?").next(Instant.parse("2026-10-23T12:00:00Z"), 3));
  }

  @Tag("F39")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Europe/Paris",
        "America/New_York",
        "Australia/Lord_Howe",
        "America/Santiago",
        "UTC"
      })
  void every_day_on_which_the_time_comes_is_done_once_when_clocks_change(String zone) {
    ZoneId there = ZoneId.of(zone);
    for (LocalTime time : List.of(LocalTime.MIN, LocalTime.of(1, 15), LocalTime.of(2, 30))) {
      // One that clocks skip in spring does not come that day; one that comes twice counts once.
      List<LocalDate> days =
          Stream.iterate(LocalDate.of(2026, 1, 2), day -> day.plusDays(1))
              .limit(365)
              .filter(day -> !there.getRules().getValidOffsets(day.atTime(time)).isEmpty())
              .toList();
      String cron = "0 %d %d * * ?".formatted(time.getMinute(), time.getHour());
      assertEquals(
          days,
          new Schedule("night", cron, there, Missed.ONCE, Duration.ZERO)
                  .next(LocalDateTime.of(2026, 1, 1, 12, 0).atZone(there).toInstant(), days.size())
                  .stream()
                  .map(each -> each.atZone(there).toLocalDate())
                  .toList(),
          zone + " " + cron);
    }
  }

  @Test
  void days_that_are_left_out_have_no_times_and_are_days_of_its_zone() {
    Schedule night =
        new Schedule(
            "night",
            "0 30 0 * * ?",
            PARIS,
            Missed.ONCE,
            Duration.ZERO,
            List.of(
                new Days(LocalDate.of(2026, 12, 24), LocalDate.of(2026, 12, 26)),
                new Days(LocalDate.of(2026, 12, 28), LocalDate.of(2026, 12, 28))));
    assertEquals(
        List.of(
            Instant.parse("2026-12-22T23:30:00Z"),
            Instant.parse("2026-12-26T23:30:00Z"),
            Instant.parse("2026-12-28T23:30:00Z")),
        night.next(Instant.parse("2026-12-22T12:00:00Z"), 3));
    assertTrue(night.leavesOut(Instant.parse("2026-12-23T23:00:00Z")));
    assertFalse(night.leavesOut(Instant.parse("2026-12-26T23:00:00Z")));
  }

  @Test
  void days_are_read_as_they_are_written_and_nothing_else_is_taken_for_days() {
    for (String good : List.of("2026-12-24", "2026-12-24..2027-01-02")) {
      assertEquals(good, String.valueOf(Days.of(good)));
    }
    for (String bad :
        List.of("", "24.12.2026", "2026-02-30", "2026-12-24..", "2026-12-24..2026-12-23", "..")) {
      assertNull(Days.of(bad), bad);
    }
  }

  @Test
  void a_time_that_is_over_has_no_next() {
    assertEquals(List.of(), at("0 0 0 1 1 ? 2020").next(Instant.parse("2026-01-01T00:00:00Z"), 5));
  }

  @Tag("F44")
  @ParameterizedTest
  @ValueSource(strings = {"", "30 2 * * *", "0 61 2 * * ?", "0 0 2 * * *", "every night"})
  void what_is_no_cron_expression_of_quartz_is_said(String cron) {
    assertNotNull(Schedule.problem(cron));
  }

  @Test
  void a_cron_expression_is_taken() {
    assertNull(Schedule.problem("0 0/15 6-22 ? * MON-FRI"));
  }

  @Tag("F40")
  @Test
  void the_jitter_is_within_its_limit_the_same_for_the_same_time_and_not_for_another() {
    Duration limit = Duration.ofMinutes(10);
    Schedule one = new Schedule("one", "0 0 2 * * ?", PARIS, Missed.SKIP, limit);
    Instant time = Instant.parse("2026-11-21T01:00:00Z");
    assertEquals(one.delay(time), one.delay(time));
    assertTrue(one.delay(time).compareTo(limit) <= 0 && !one.delay(time).isNegative());
    Schedule two = new Schedule("two", "0 0 2 * * ?", PARIS, Missed.SKIP, limit);
    assertNotEquals(one.delay(time), two.delay(time));
    assertEquals(Duration.ZERO, at("0 0 2 * * ?").delay(time));
  }
}
