// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.schedule;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Date;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/**
 * The times of a cron expression in a zone whose clocks are changed. A time that comes twice in
 * autumn counts once; one that the clocks skip in spring comes at the first moment after, once,
 * where Quartz would leave it out.
 */
final class WallClock {
  /** Quartz itself looks no further. */
  private static final Duration HORIZON = Duration.ofDays(36_525);

  private final String cron;
  private final ZoneId zone;
  private final CronExpression times;

  /**
   * Those times.
   *
   * @throws ParseException when the cron expression is none
   */
  WallClock(String cron, ZoneId zone) throws ParseException {
    this.cron = cron;
    this.zone = zone;
    times = in(TimeZone.getTimeZone(zone));
  }

  private CronExpression in(TimeZone place) throws ParseException {
    CronExpression expression = new CronExpression(cron);
    expression.setTimeZone(place);
    return expression;
  }

  /** As Quartz has it. */
  CronExpression times() {
    return times;
  }

  /** The first time after that moment; null when there is none. */
  @Nullable Date after(Date moment) {
    Date regular = times.getNextValidTimeAfter(moment);
    Instant from = moment.toInstant();
    Instant until = regular == null ? from.plus(HORIZON) : regular.toInstant();
    ZoneOffsetTransition change = zone.getRules().nextTransition(from);
    while (change != null && change.getInstant().isBefore(until)) {
      if (change.isGap() && skips(change)) {
        return Date.from(change.getInstant());
      }
      change = zone.getRules().nextTransition(change.getInstant());
    }
    return regular;
  }

  /** Whether a time would have come in that hour, had the clocks gone on as before. */
  private boolean skips(ZoneOffsetTransition gap) {
    try {
      CronExpression before = in(TimeZone.getTimeZone(gap.getOffsetBefore()));
      Date first = before.getNextValidTimeAfter(Date.from(gap.getInstant().minusSeconds(1)));
      return first != null && first.toInstant().isBefore(gap.getInstant().plus(gap.getDuration()));
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }
}
