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
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Objects;
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
        "Africa/Cairo",
        "America/Havana",
        "Asia/Kolkata",
        "UTC"
      })
  void whatever_clocks_do_it_is_done_once_on_every_day(String zone) {
    ZoneId there = ZoneId.of(zone);
    List<LocalDate> days =
        Stream.iterate(LocalDate.of(2026, 1, 2), day -> day.plusDays(1)).limit(365).toList();
    for (LocalTime time :
        List.of(
            LocalTime.MIN,
            LocalTime.of(0, 30),
            LocalTime.of(1, 15),
            LocalTime.of(2, 0),
            LocalTime.of(2, 15),
            LocalTime.of(2, 30),
            LocalTime.of(3, 0),
            LocalTime.of(23, 30))) {
      String cron = "0 %d %d * * ?".formatted(time.getMinute(), time.getHour());
      List<Instant> times =
          new Schedule("night", cron, there, Missed.ONCE, Duration.ZERO)
              .next(LocalDateTime.of(2026, 1, 1, 23, 59).atZone(there).toInstant(), days.size());
      for (int i = 0; i < days.size(); i++) {
        LocalDateTime wanted = days.get(i).atTime(time);
        ZoneOffsetTransition change = there.getRules().getTransition(wanted);
        String said = zone + " " + cron + " " + wanted;
        if (change != null && change.isGap()) {
          assertEquals(change.getInstant(), times.get(i), said);
        } else {
          assertEquals(wanted, LocalDateTime.ofInstant(times.get(i), there), said);
        }
      }
    }
  }

  @Tag("F39")
  @Test
  void what_comes_more_often_than_clocks_change_has_no_time_twice() {
    Instant change = Instant.parse("2026-03-29T01:00:00Z");
    assertEquals(
        List.of(change.minusSeconds(900), change, change.plusSeconds(900)),
        at("0 0/15 * * * ?").next(change.minusSeconds(901), 3));
    // Half past two is skipped, and half past three is another time.
    assertEquals(
        List.of(change, change.plusSeconds(1800)),
        at("0 30 2,3 * * ?").next(change.minusSeconds(7200), 2));
    // Only on that day, which has no such time: it comes all the same, and never again.
    assertEquals(List.of(change), at("0 30 2 29 3 ? 2026").next(change.minusSeconds(86_400), 2));
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
                Blackout.on(LocalDate.of(2026, 12, 24), LocalDate.of(2026, 12, 26)),
                Blackout.on(LocalDate.of(2026, 12, 28), LocalDate.of(2026, 12, 28))));
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
    for (String good :
        List.of(
            "2026-12-24",
            "2026-12-24..2027-01-02",
            "Sun",
            "Mon..Fri",
            "08:00..18:00",
            "22:00..06:00",
            "Sat..Sun 00:00..24:00",
            "2026-12-24 18:00..24:00",
            "2026-12-24..2027-01-02 22:00..06:00")) {
      assertEquals(good, String.valueOf(Blackout.of(good)));
    }
    for (String bad :
        List.of(
            "",
            "24.12.2026",
            "2026-02-30",
            "2026-12-24..",
            "2026-12-24..2026-12-23",
            "..",
            "Mon..",
            "Monday",
            "Mon..Fri08:00..18:00",
            "8:00..18:00",
            "18:00..18:00",
            "24:30..25:00",
            "08:00",
            "Mon 08:00",
            " ..",
            "2026-12-24 Mon")) {
      assertNull(Blackout.of(bad), bad);
    }
  }

  private static List<String> times(String except, String cron, String after, int count) {
    Blackout blackout = Objects.requireNonNull(Blackout.of(except), except);
    return new Schedule("hourly", cron, PARIS, Missed.ONCE, Duration.ZERO, List.of(blackout))
        .next(LocalDateTime.parse(after).atZone(PARIS).toInstant(), count).stream()
            .map(time -> LocalDateTime.ofInstant(time, PARIS).toString())
            .toList();
  }

  @Test
  void hours_that_are_left_out_have_no_times_whatever_the_day_on_which_they_end() {
    String hourly = "0 0 * * * ?";
    assertEquals(
        List.of("2026-11-20T07:00", "2026-11-20T18:00"),
        times("Mon..Fri 08:00..18:00", hourly, "2026-11-20T06:30", 2));
    assertEquals(
        List.of("2026-11-21T09:00"),
        times("Mon..Fri 08:00..18:00", hourly, "2026-11-21T08:30", 1),
        "a Saturday");
    assertEquals(
        List.of("2026-11-20T21:00", "2026-11-21T06:00"),
        times("Fri 22:00..06:00", hourly, "2026-11-20T20:30", 2));
    assertEquals(List.of("2026-11-22T00:00"), times("Fri..Sat", hourly, "2026-11-19T23:30", 1));
    assertEquals(
        List.of("2026-11-23T00:00"), times("Sat..Sun 00:00..24:00", hourly, "2026-11-20T23:30", 1));
  }

  @Test
  void when_every_time_is_left_out_there_is_none() {
    assertEquals(List.of(), times("00:00..06:00", "0 30 2 * * ?", "2026-11-20T06:30", 1));
    assertEquals(List.of(), times("Mon..Sun", "* * * * * ?", "2026-11-20T06:30", 1));
  }

  @Test
  void a_window_is_open_from_its_time_on_for_its_length_and_not_on_days_that_are_left_out() {
    Instant night = Instant.parse("2026-11-21T01:30:00Z");
    Duration length = Duration.ofHours(2);
    Schedule nightly = at("0 30 2 * * ?");
    assertFalse(nightly.isOpen(night.minusMillis(1), length));
    assertTrue(nightly.isOpen(night, length));
    assertTrue(nightly.isOpen(night.plus(length).minusSeconds(1), length));
    assertFalse(nightly.isOpen(night.plus(length), length));
    assertTrue(nightly.isOpen(night.plus(length), Duration.ofHours(30)), "they overlap");
    Instant far = night.plus(Duration.ofDays(2));
    assertEquals(night.plus(length), nightly.closesAt(night.plusSeconds(9), length, far));
    assertNull(nightly.closesAt(night.plus(length), length, far));
    assertEquals(far, nightly.closesAt(night, Duration.ofHours(30), far), "they overlap for ever");
    Schedule often = at("0 0/30 22-23 ? * SAT");
    Instant saturday = Instant.parse("2026-11-21T21:10:00Z");
    assertEquals(
        Instant.parse("2026-11-21T23:30:00Z"),
        often.closesAt(saturday, Duration.ofHours(1), saturday.plus(Duration.ofDays(1))));
    LocalDate day = LocalDate.of(2026, 11, 21);
    Schedule holiday =
        new Schedule(
            "night",
            "0 30 2 * * ?",
            PARIS,
            Missed.ONCE,
            Duration.ZERO,
            List.of(Blackout.on(day, day)));
    assertFalse(holiday.isOpen(night.plusSeconds(1), length));
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
