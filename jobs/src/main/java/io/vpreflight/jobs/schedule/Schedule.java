// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.schedule;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/**
 * When something is done, again and again.
 *
 * @param name unique, at most 200 characters
 * @param cron in the form of Quartz: seconds, minutes, hours, day of month, month, day of week, and
 *     a year if one likes. A time that clocks skip comes at the first moment after
 * @param zone in which the cron expression is meant
 * @param missed what is done about times at which nobody was there
 * @param jitter at most so much later, so that many do not begin at once; zero for none
 * @param except when it is not begun by itself, in that zone; nothing of that is caught up
 * @param kind what is done
 */
public record Schedule(
    String name,
    String cron,
    ZoneId zone,
    Missed missed,
    Duration jitter,
    List<Blackout> except,
    JobKind kind) {
  /** Years that are looked at for a time that is not left out; one of leap years is among them. */
  private static final int LOOKED_AT = 9;

  /** What is done about times that went by while the service was down or busy. */
  public enum Missed {
    /** It is done once, as soon as possible, however many they were. */
    ONCE,
    /** It is not done; the next time counts. */
    SKIP
  }

  /**
   * Checks.
   *
   * @throws IllegalArgumentException when the cron expression is none
   */
  public Schedule {
    String wrong = problem(cron);
    if (wrong != null) {
      throw new IllegalArgumentException(wrong);
    }
    except = List.copyOf(except);
  }

  /** An audit. */
  public Schedule(
      String name,
      String cron,
      ZoneId zone,
      Missed missed,
      Duration jitter,
      List<Blackout> except) {
    this(name, cron, zone, missed, jitter, except, JobKind.AUDIT);
  }

  /** An audit on every day on which its time comes. */
  public Schedule(String name, String cron, ZoneId zone, Missed missed, Duration jitter) {
    this(name, cron, zone, missed, jitter, List.of());
  }

  /** True for times at which it is not begun by itself. */
  public boolean leavesOut(Instant time) {
    return goesOnAt(time) != null;
  }

  /** When the longest is over of what leaves out that time; null when nothing does. */
  private @Nullable Instant goesOnAt(Instant time) {
    Instant latest = null;
    for (Blackout one : except) {
      ZonedDateTime end = one.endsAt(time.atZone(zone));
      if (end != null && (latest == null || end.toInstant().isAfter(latest))) {
        latest = end.toInstant();
      }
    }
    return latest;
  }

  /** What is wrong with a cron expression; null when nothing is. */
  public static @Nullable String problem(String cron) {
    try {
      new CronExpression(cron);
      return null;
    } catch (ParseException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /**
   * The next times, without the jitter.
   *
   * @return fewer when there are no more
   */
  public List<Instant> next(Instant after, int count) {
    WallClock times = times();
    List<Instant> found = new ArrayList<>();
    Date last = Date.from(after);
    // What is left out may be every time there is.
    Instant latest = after.atZone(zone).plusYears(LOOKED_AT).toInstant();
    while (found.size() < count) {
      last = times.after(last);
      if (last == null || (!except.isEmpty() && last.toInstant().isAfter(latest))) {
        break;
      }
      Instant goesOnAt = goesOnAt(last.toInstant());
      if (goesOnAt == null) {
        found.add(last.toInstant());
      } else {
        last = Date.from(goesOnAt.minusMillis(1));
      }
    }
    return List.copyOf(found);
  }

  /**
   * True within so long after one of its times, on days that are not left out: a window.
   *
   * @param length positive
   */
  public boolean isOpen(Instant at, Duration length) {
    return between(at.minus(length), at) != null;
  }

  /**
   * When the window closes that is open at a time; windows that overlap are one.
   *
   * @param length positive
   * @param latest looked no further than until then
   * @return null when none is open
   */
  public @Nullable Instant closesAt(Instant at, Duration length, Instant latest) {
    Instant begun = between(at.minus(length), at);
    if (begun == null) {
      return null;
    }
    while (begun.plus(length).isBefore(latest)) {
      Instant end = begun.plus(length);
      // Of many times that follow each other closely the last ones are tried first.
      Instant later = between(end.minus(length.dividedBy(16)), end);
      later = later == null ? between(begun, end) : later;
      if (later == null) {
        return end;
      }
      begun = later;
    }
    return latest;
  }

  /** The first time after one moment and not after the other; null when there is none. */
  private @Nullable Instant between(Instant after, Instant until) {
    return next(after, 1).stream().filter(time -> !time.isAfter(until)).findFirst().orElse(null);
  }

  /**
   * How much later than at that time it begins: always the same for the same time, another for
   * another schedule.
   */
  public Duration delay(Instant time) {
    if (jitter.isZero()) {
      return Duration.ZERO;
    }
    long spread = (name + time.getEpochSecond()).hashCode() & 0xFFFF;
    return Duration.ofMillis(jitter.toMillis() * spread / 0xFFFF);
  }

  WallClock times() {
    try {
      return new WallClock(cron, zone);
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }
}
