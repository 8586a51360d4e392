// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A finding of a schedule.
 *
 * @param schedule whose it is
 * @param history what is known of it
 * @param vcenterName of its vCenter, as the last reading of it named it; null when none is kept
 * @param notCheckedSince when its vCenter was last looked at, if the last audit could not: nobody
 *     knows whether it is still there. Null when it was looked at, and when it is resolved
 */
public record HeldFinding(
    String schedule,
    FindingHistory history,
    @Nullable String vcenterName,
    @Nullable Instant notCheckedSince) {
  /** One that the last audit looked at, of a vCenter whose name is not known. */
  public HeldFinding(String schedule, FindingHistory history) {
    this(schedule, history, null, null);
  }
}
