// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import io.vpreflight.jobs.check.Text;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A window as it is written: {@code Saturday;22:00;6h|Sunday;1:30;1d2h30m}, day, beginning and
 * length, several joined by a bar. Days are English whatever the language, so that a plan means the
 * same everywhere.
 */
public final class WindowText {
  private static final Pattern SPAN =
      Pattern.compile("([A-Za-z]+);([0-9]{1,2}):([0-9]{2});((?:[0-9]{1,4}[dhm])+)");
  private static final Pattern LENGTH = Pattern.compile("([0-9]{1,4})([dhm])");

  private WindowText() {}

  /** The spans of a window; empty when there are none. */
  public static String of(Window window) {
    return window.spans().stream().map(WindowText::of).collect(Collectors.joining("|"));
  }

  private static String of(Window.Span span) {
    Duration length = span.length();
    String text =
        part(length.toDays(), "d")
            + part(length.toHoursPart(), "h")
            + part(length.toMinutesPart(), "m");
    return span.day().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
        + ";"
        + span.from().getHour()
        + String.format(Locale.ROOT, ":%02d", span.from().getMinute())
        + ";"
        + text;
  }

  private static String part(long count, String unit) {
    return count == 0 ? "" : count + unit;
  }

  /**
   * Reads a window.
   *
   * @param text empty for none
   * @throws PlanException with what cannot be understood
   */
  public static Window read(String text, String zone) {
    try {
      List<Window.Span> spans = new ArrayList<>();
      if (!text.isBlank()) {
        for (String each : text.split("\\|", -1)) {
          spans.add(span(each.strip()));
        }
      }
      return new Window(ZoneId.of(zone), spans);
    } catch (DateTimeException e) {
      throw new PlanException(Text.of("plan.problem.zone", zone));
    }
  }

  private static Window.Span span(String text) {
    Matcher span = SPAN.matcher(text);
    if (span.matches()) {
      Duration length = Duration.ZERO;
      Matcher part = LENGTH.matcher(span.group(4));
      while (part.find()) {
        long count = Long.parseLong(part.group(1));
        length =
            switch (part.group(2)) {
              case "d" -> length.plusDays(count);
              case "h" -> length.plusHours(count);
              default -> length.plusMinutes(count);
            };
      }
      try {
        DayOfWeek day = DayOfWeek.valueOf(span.group(1).toUpperCase(Locale.ROOT));
        LocalTime from =
            LocalTime.of(Integer.parseInt(span.group(2)), Integer.parseInt(span.group(3)));
        return new Window.Span(day, from, length);
      } catch (IllegalArgumentException | DateTimeException e) {
        throw new PlanException(Text.of("plan.problem.window", text));
      }
    }
    throw new PlanException(Text.of("plan.problem.window", text));
  }
}
