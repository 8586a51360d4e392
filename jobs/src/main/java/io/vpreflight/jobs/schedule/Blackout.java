// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.schedule;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times at which nothing is begun, in whatever zone they are meant: on days of the calendar or of
 * the week, the whole day or some hours of it. Hours that end before they begin go over midnight
 * and belong to the day on which they begin.
 *
 * @param dates the only days of the calendar; null for all
 * @param week the only days of the week; null for all
 * @param hours the only hours; null for the whole day
 */
public record Blackout(@Nullable Dates dates, @Nullable Week week, @Nullable Hours hours) {
  private static final String TO = "..";
  private static final String DATE = "\\d{4}-\\d{2}-\\d{2}";
  private static final String DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
  private static final String HOUR = "(?:[01]\\d|2[0-4]):[0-5]\\d";
  private static final Pattern TEXT =
      Pattern.compile(
          "(?:(?<date>%1$s)(?:\\.\\.(?<lastDate>%1$s))?|(?<day>%2$s)(?:\\.\\.(?<lastDay>%2$s))?)?"
                  .formatted(DATE, DAY)
              + "(?<gap> +)?(?:(?<from>%1$s)\\.\\.(?<to>%1$s))?".formatted(HOUR));

  /**
   * Days of the calendar.
   *
   * @param first with it
   * @param last with it; not before the first
   */
  public record Dates(LocalDate first, LocalDate last) {
    public Dates {
      if (last.isBefore(first)) {
        throw new IllegalArgumentException(last + " is before " + first);
      }
    }

    boolean has(LocalDate day) {
      return !day.isBefore(first) && !day.isAfter(last);
    }

    @Override
    public String toString() {
      return first.equals(last) ? first.toString() : first + TO + last;
    }
  }

  /**
   * Days of every week.
   *
   * @param first with it
   * @param last with it; before the first when Sunday lies between them
   */
  public record Week(DayOfWeek first, DayOfWeek last) {
    boolean has(LocalDate day) {
      int fromFirst = Math.floorMod(day.getDayOfWeek().getValue() - first.getValue(), 7);
      return fromFirst <= Math.floorMod(last.getValue() - first.getValue(), 7);
    }

    @Override
    public String toString() {
      return first == last ? text(first) : text(first) + TO + text(last);
    }

    private static String text(DayOfWeek day) {
      return day.name().charAt(0) + day.name().substring(1, 3).toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Hours of a day.
   *
   * @param from with it
   * @param to without it; midnight is that after the day
   */
  public record Hours(LocalTime from, LocalTime to) {
    boolean isOverMidnight() {
      return !from.isBefore(to);
    }

    @Override
    public String toString() {
      return from + TO + (to.equals(LocalTime.MIDNIGHT) ? "24:00" : to.toString());
    }
  }

  /** Those days, whole. */
  public static Blackout on(LocalDate first, LocalDate last) {
    return new Blackout(new Dates(first, last), null, null);
  }

  /**
   * {@code 2026-12-24}, {@code 2026-12-24..2027-01-02}, {@code Sat..Sun}, {@code 08:00..18:00}, or
   * days and hours with a blank between them; null for anything else.
   */
  public static @Nullable Blackout of(String text) {
    String said = text.strip();
    Matcher parts = TEXT.matcher(said);
    if (said.isEmpty() || !parts.matches()) {
      return null;
    }
    boolean hasDays = parts.group("date") != null || parts.group("day") != null;
    if ((parts.group("gap") != null) != (hasDays && parts.group("from") != null)) {
      return null;
    }
    try {
      return new Blackout(dates(parts), week(parts), hours(parts));
    } catch (DateTimeException | IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable Dates dates(Matcher parts) {
    String first = parts.group("date");
    String last = parts.group("lastDate");
    return first == null
        ? null
        : new Dates(LocalDate.parse(first), LocalDate.parse(last == null ? first : last));
  }

  private static @Nullable Week week(Matcher parts) {
    String first = parts.group("day");
    String last = parts.group("lastDay");
    return first == null ? null : new Week(day(first), day(last == null ? first : last));
  }

  private static DayOfWeek day(String text) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (Week.text(day).equals(text)) {
        return day;
      }
    }
    throw new IllegalArgumentException(text);
  }

  private static @Nullable Hours hours(Matcher parts) {
    String from = parts.group("from");
    String to = parts.group("to");
    if (from == null || to == null) {
      return null;
    }
    LocalTime end = to.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(to);
    LocalTime begin = LocalTime.parse(from);
    if (begin.equals(end) && !to.equals("24:00")) {
      throw new IllegalArgumentException("no time at all, or all of it");
    }
    return new Hours(begin, end);
  }

  /** True for a time at which nothing is begun. */
  boolean has(ZonedDateTime time) {
    return endsAt(time) != null;
  }

  /** When it is over that holds at a time; null when none does. */
  @Nullable ZonedDateTime endsAt(ZonedDateTime time) {
    LocalDate day = time.toLocalDate();
    Hours some = hours;
    if (some == null) {
      return isOn(day) ? start(day.plusDays(1), time) : null;
    }
    LocalTime at = time.toLocalTime();
    if (isOn(day)
        && !at.isBefore(some.from())
        && (some.isOverMidnight() || at.isBefore(some.to()))) {
      LocalDate last = some.isOverMidnight() ? day.plusDays(1) : day;
      return last.atTime(some.to()).atZone(time.getZone());
    }
    boolean fromYesterday = some.isOverMidnight() && isOn(day.minusDays(1));
    return fromYesterday && at.isBefore(some.to())
        ? day.atTime(some.to()).atZone(time.getZone())
        : null;
  }

  private boolean isOn(LocalDate day) {
    return (dates == null || dates.has(day)) && (week == null || week.has(day));
  }

  private static ZonedDateTime start(LocalDate day, ZonedDateTime like) {
    return day.atStartOfDay(like.getZone());
  }

  /** As it is written. */
  @Override
  public String toString() {
    String days = dates != null ? dates.toString() : week != null ? week.toString() : "";
    return hours == null ? days : (days.isEmpty() ? "" : days + " ") + hours;
  }
}
