// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import io.vpreflight.jobs.schedule.Timetable.Standing;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.JobRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schedule, with what it did last.
 *
 * @param standing whether it is paused, under way, and when its next time is
 * @param last its last audit; null before the first, and for what is no audit
 * @param lastWhole the last one that saw everything; null when none that is kept did
 * @param run its last run; null before the first, and for audits
 */
public record ScheduleState(
    Standing standing,
    Audits.@Nullable Entry last,
    Audits.@Nullable Entry lastWhole,
    @Nullable JobRun run) {
  private static final int LOOKED_AT = 9;

  /** Its next times, without the jitter, at most that many; none while it is paused. */
  public List<Instant> next(int count) {
    Instant first = standing.nextAt();
    if (first == null || count < 1) {
      return List.of();
    }
    List<Instant> times = new ArrayList<>(List.of(first));
    times.addAll(standing.schedule().next(first, count - 1));
    return List.copyOf(times);
  }

  /**
   * The longest time from one of its next times to the one after that, a week's worth or so looked
   * at; null while it is paused, and when it has no two times more.
   */
  public @Nullable Duration interval() {
    List<Instant> times = next(LOOKED_AT);
    Duration longest = null;
    for (int i = 1; i < times.size(); i++) {
      Duration gap = Duration.between(times.get(i - 1), times.get(i));
      longest = longest == null || gap.compareTo(longest) > 0 ? gap : longest;
    }
    return longest;
  }

  /** When it was done last, well or not; null before the first time. */
  public @Nullable Instant lastRunAt() {
    if (run != null) {
      return run.startedAt();
    }
    return last == null ? null : last.audit().startedAt();
  }

  /** Whether it did all that it is for then; null before the first time. */
  public @Nullable Boolean isLastGood() {
    if (run != null) {
      return run.good();
    }
    return last == null ? null : last.audit().complete();
  }

  /** When the last one ended that did all that it is for; null when none is known. */
  public @Nullable Instant lastGoodAt() {
    if (run != null) {
      return run.lastGoodAt();
    }
    return lastWhole == null ? null : lastWhole.audit().finishedAt();
  }

  /** How long the last one took; null before the first time. */
  public @Nullable Duration took() {
    if (run != null) {
      return Duration.between(run.startedAt(), run.finishedAt());
    }
    return last == null
        ? null
        : Duration.between(last.audit().startedAt(), last.audit().finishedAt());
  }
}
