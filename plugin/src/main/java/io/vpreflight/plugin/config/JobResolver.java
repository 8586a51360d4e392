// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.schedule.JobKind;
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
  private final boolean repairs;
  private final List<String> vcenters;
  private final List<Text> problems;

  /**
   * Problems are added to the list.
   *
   * @param store where the store is; null for the state folder
   * @param repairs true when the service may carry out plans
   * @param vcenters by name
   */
  JobResolver(
      ScheduleResolver times,
      @Nullable PostgresServer store,
      boolean repairs,
      List<String> vcenters,
      List<Text> problems) {
    this.times = times;
    this.store = store;
    this.repairs = repairs;
    this.vcenters = List.copyOf(vcenters);
    this.problems = problems;
  }

  /** The job; null when it cannot be had, which is a problem. */
  @Nullable ScheduledJob resolve(ScheduleDraft draft) {
    Schedule schedule = times.resolve(draft);
    JobKind kind = draft.kind;
    if (kind == null) {
      return null;
    }
    return switch (kind) {
      case AUDIT -> throw new IllegalArgumentException(draft.name.value());
      case BACKUP -> backup(draft, schedule);
      case EXPIRY -> expiry(draft, schedule);
      case REPAIR -> repair(draft, schedule);
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

  private @Nullable ScheduledJob repair(ScheduleDraft draft, @Nullable Schedule schedule) {
    String name = draft.name.value();
    String origin = draft.name.origin();
    if (!repairs) {
      problems.add(Text.of("config.window-off", origin, name));
    }
    Setting span = draft.values.get("length");
    Setting policy = draft.values.get("policy");
    if (span == null || policy == null) {
      problems.add(Text.of("config.window-half", origin, name));
    }
    Duration length = ScheduleResolver.span(span, Duration.ZERO, problems);
    if (span != null && length.isZero()) {
      problems.add(Text.of("config.bad-span", span.origin(), span.value()));
    }
    if (policy != null) {
      try {
        PolicyFile.read(Path.of(policy.value()));
      } catch (ConfigException e) {
        problems.addAll(e.problems());
      }
    }
    Setting said = draft.values.get("vcenter");
    String vcenter = said == null && vcenters.size() == 1 ? vcenters.get(0) : "";
    if (said != null) {
      vcenter = said.value();
    }
    boolean isUnread = said != null && Unread.is(said);
    if (!isUnread && !vcenters.contains(vcenter)) {
      problems.add(Text.of("config.window-vcenter", origin, name, String.join(", ", vcenters)));
    }
    return span == null || policy == null || schedule == null
        ? null
        : new ScheduledJob.Repair(
            schedule,
            length,
            Path.of(policy.value()),
            vcenter,
            draft.ownVm.stream().map(Setting::value).toList());
  }
}
