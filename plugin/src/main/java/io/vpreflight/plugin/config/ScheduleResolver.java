// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.schedule.Blackout;
import io.vpreflight.jobs.schedule.JobKind;
import io.vpreflight.jobs.schedule.Schedule;
import io.vpreflight.jobs.schedule.Schedule.Missed;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the checked times of a schedule, whatever it does. */
final class ScheduleResolver {
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,5}");

  /** It becomes a folder, and a word on a command line. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final List<Text> problems;

  /** Problems are added to the list. */
  ScheduleResolver(List<Text> problems) {
    this.problems = problems;
  }

  /** Its times; null when it has none, which is a problem. */
  @Nullable Schedule resolve(ScheduleDraft draft) {
    Setting name = draft.name;
    if (!NAME.matcher(name.value()).matches()) {
      problems.add(Text.of("config.bad-schedule-name", name.origin(), name.value()));
    }
    ZoneId zone =
        SettingValues.zone(draft.values.get("timeZone"), ZoneId.systemDefault(), problems);
    Missed missed = missed(draft.values.get("missed"));
    Duration jitter = span(draft.values.get("jitter"), Duration.ZERO, problems);
    List<Blackout> except = except(draft.except);
    Setting cron = draft.values.get("cron");
    if (cron == null) {
      problems.add(Text.of("config.no-cron", name.origin(), name.value()));
      return null;
    }
    String wrong = Schedule.problem(cron.value());
    if (wrong != null) {
      boolean unix = cron.value().strip().split("\\s+", -1).length == 5;
      String key = unix ? "config.bad-cron.unix" : "config.bad-cron";
      problems.add(Text.of(key, cron.origin(), cron.value(), wrong));
      return null;
    }
    JobKind kind = draft.kind == null ? JobKind.AUDIT : draft.kind;
    Schedule schedule =
        new Schedule(name.value(), cron.value(), zone, missed, jitter, except, kind);
    if (!except.isEmpty() && schedule.next(Instant.now(), 1).isEmpty()) {
      problems.add(Text.of("config.except-all", draft.except.get(0).origin(), name.value()));
    }
    return schedule;
  }

  private Missed missed(@Nullable Setting said) {
    if (said == null || said.value().equals("once")) {
      return Missed.ONCE;
    }
    if (!said.value().equals("skip")) {
      problems.add(Text.of("config.bad-missed", said.origin(), said.value()));
    }
    return Missed.SKIP;
  }

  private List<Blackout> except(List<Setting> said) {
    List<Blackout> days = new ArrayList<>();
    for (Setting one : said) {
      Blackout found = Blackout.of(one.value());
      if (found == null) {
        problems.add(Text.of("config.bad-days", one.origin(), one.value()));
      } else {
        days.add(found);
      }
    }
    return days;
  }

  /** How many are kept; what holds when nothing is said, or something wrong. */
  static int count(@Nullable Setting said, int otherwise, List<Text> problems) {
    if (said == null) {
      return otherwise;
    }
    if (!NUMBER.matcher(said.value()).matches()) {
      problems.add(Text.of("config.bad-keep", said.origin(), said.value()));
      return otherwise;
    }
    return Integer.parseInt(said.value());
  }

  /** A span of time; what holds when nothing is said, or something wrong. */
  static Duration span(@Nullable Setting said, Duration otherwise, List<Text> problems) {
    if (said == null) {
      return otherwise;
    }
    Duration span = Spans.of(said.value());
    if (span == null) {
      problems.add(Text.of("config.bad-span", said.origin(), said.value()));
      return otherwise;
    }
    return span;
  }
}
