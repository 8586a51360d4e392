// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a repair may begin something new. What has begun is finished or undone, whatever the hour.
 *
 * @param zone in which days and hours are meant
 * @param spans every week; empty for a plan that is run when somebody says so
 */
public record Window(ZoneId zone, List<Span> spans) {
  public Window {
    spans = List.copyOf(spans);
  }

  /**
   * A span of every week.
   *
   * @param day on which it begins
   * @param from at which it begins
   * @param length at most a week
   */
  public record Span(DayOfWeek day, LocalTime from, Duration length) {
    public Span {
      if (length.isNegative() || length.isZero() || length.compareTo(Duration.ofDays(7)) > 0) {
        throw new IllegalArgumentException("a span of " + length);
      }
    }
  }

  /** True when there is no window: somebody must say now. */
  public boolean isOnDemand() {
    return spans.isEmpty();
  }

  /** True when something new may begin at that moment; never when there is no window. */
  public boolean isOpen(Instant at) {
    return closesAt(at) != null;
  }

  /** When the span that is open at that moment ends, the latest of them; null when none is. */
  public @Nullable Instant closesAt(Instant at) {
    Instant latest = null;
    ZonedDateTime local = at.atZone(zone);
    for (Span span : spans) {
      // A span of a week that began seven days ago may still be open today.
      for (int back = 0; back <= 7; back++) {
        ZonedDateTime day = local.minusDays(back);
        if (day.getDayOfWeek() == span.day()) {
          Instant begin = day.toLocalDate().atTime(span.from()).atZone(zone).toInstant();
          Instant end = begin.plus(span.length());
          if (!at.isBefore(begin) && at.isBefore(end) && (latest == null || end.isAfter(latest))) {
            latest = end;
          }
        }
      }
    }
    return latest;
  }
}
