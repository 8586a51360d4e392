// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import io.vpreflight.jobs.check.Severity;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a channel wants to hear, and when.
 *
 * @param name of the channel
 * @param minimum severity below which a finding is not told
 * @param schedules of which it wants to hear; empty for all
 * @param quiet hours in which it is left alone; null for none
 * @param isAlways true when it wants to hear that nothing changed, too
 * @param locale its language
 * @param zone in which times are told
 */
public record Rules(
    String name,
    Severity minimum,
    Set<String> schedules,
    @Nullable Quiet quiet,
    boolean isAlways,
    Locale locale,
    ZoneId zone) {
  public Rules {
    schedules = Set.copyOf(schedules);
  }

  /** When it is told what there is to tell now: at the end of its quiet hours, or at once. */
  Instant begin(Instant now) {
    Instant end = quiet == null ? null : quiet.until(now);
    return end == null ? now : end;
  }

  boolean wants(String schedule) {
    return schedules.isEmpty() || schedules.contains(schedule);
  }

  boolean wants(Severity severity) {
    return severity.atLeast(minimum);
  }
}
