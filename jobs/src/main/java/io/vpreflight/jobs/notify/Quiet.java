// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Hours in which nobody is told anything.
 *
 * @param from their first minute
 * @param to the first minute after them; before {@code from} when midnight is among them
 * @param zone in which that is meant
 */
public record Quiet(LocalTime from, LocalTime to, ZoneId zone) {
  /** When the quiet hours end that it is in; null outside of them. */
  public @Nullable Instant until(Instant now) {
    ZonedDateTime here = now.atZone(zone);
    LocalTime time = here.toLocalTime();
    boolean overMidnight = to.isBefore(from);
    boolean isEvening = overMidnight && !time.isBefore(from);
    boolean isMorning = time.isBefore(to) && (overMidnight || !time.isBefore(from));
    if (!isEvening && !isMorning) {
      return null;
    }
    return here.toLocalDate().plusDays(isEvening ? 1 : 0).atTime(to).atZone(zone).toInstant();
  }
}
