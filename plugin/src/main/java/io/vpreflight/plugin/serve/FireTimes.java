// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;

/** Times of a schedule as people say them, with the day of the week. */
public final class FireTimes {
  private FireTimes() {}

  /** In the zone of the schedule; with seconds as soon as one of them needs them. */
  public static List<String> words(List<Instant> times, ZoneId zone, Locale locale) {
    boolean exact = times.stream().anyMatch(time -> time.getEpochSecond() % 60 != 0);
    DateTimeFormatter words =
        DateTimeFormatter.ofLocalizedDateTime(
                FormatStyle.FULL, exact ? FormatStyle.MEDIUM : FormatStyle.SHORT)
            .withLocale(locale);
    return times.stream().map(time -> words.format(time.atZone(zone))).toList();
  }
}
