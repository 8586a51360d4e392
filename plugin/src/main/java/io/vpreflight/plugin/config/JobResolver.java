// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.schedule.Schedule;
import io.vpreflight.jobs.store.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes checked schedules of what is no audit; everything that is wrong is told at once. */
final class JobResolver {
  private static final int COPIES = 14;
  private static final Duration AHEAD = Duration.ofDays(30);
  private static final Duration RESOLVED = Duration.ofDays(400);

  private final ScheduleResolver times;
  private final @Nullable PostgresServer store;
  private final List<Text> problems;

  /**
   * Problems are added to the list.
   *
   * @param store where the store is; null for the state folder
   */
  JobResolver(ScheduleResolver times, @Nullable PostgresServer store, List<Text> problems) {
    this.times = times;
    this.store = store;
    this.problems = problems;
  }

  /** The job; null when it cannot be had, which is a problem. */
  @Nullable ScheduledJob resolve(ScheduleDraft draft) {
    Schedule schedule = times.resolve(draft);
    return switch (draft.kind) {
      case AUDIT -> throw new IllegalArgumentException(draft.name.value());
      case BACKUP -> backup(draft, schedule);
      case EXPIRY -> expiry(draft, schedule);
      case RETENTION -> {
        Duration resolved = ScheduleResolver.span(draft.values.get("resolved"), RESOLVED, problems);
        yield schedule == null ? null : new ScheduledJob.Retention(schedule, resolved);
      }
      case SETTLE -> schedule == null ? null : new ScheduledJob.Settle(schedule);
    };
  }

  private @Nullable ScheduledJob backup(ScheduleDraft draft, @Nullable Schedule schedule) {
    int keep = ScheduleResolver.count(draft.values.get("keep"), COPIES, problems);
    Setting to = draft.values.get("to");
    if (to == null) {
      problems.add(Text.of("config.backup-no-folder", draft.name.origin(), draft.name.value()));
    }
    if (store != null) {
      problems.add(Text.of("config.backup-server", draft.name.origin(), draft.name.value()));
    }
    return to == null || schedule == null
        ? null
        : new ScheduledJob.Backup(schedule, Path.of(to.value()), keep);
  }

  private @Nullable ScheduledJob expiry(ScheduleDraft draft, @Nullable Schedule schedule) {
    Duration ahead = ScheduleResolver.span(draft.values.get("ahead"), AHEAD, problems);
    Setting said = draft.values.get("passwordAge");
    Duration age = said == null ? null : ScheduleResolver.span(said, Duration.ZERO, problems);
    return schedule == null ? null : new ScheduledJob.Expiry(schedule, ahead, age);
  }
}
