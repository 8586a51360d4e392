// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import java.time.LocalDate;

/**
 * A finding that somebody has accepted, for a while and for a reason.
 *
 * @param check id of the check, or {@code *} for all
 * @param object pattern for path and name, with {@code *} and {@code ?}
 * @param owner who accepted it
 * @param reason why
 * @param until last day on which it holds
 */
public record Waiver(String check, Pattern object, String owner, String reason, LocalDate until) {
  /** True when it speaks of that finding, whether it still holds or not. */
  public boolean covers(Finding finding) {
    return (check.equals("*") || check.equals(finding.check())) && object.matches(finding.object());
  }

  /** True when its last day is over. */
  public boolean isExpired(LocalDate today) {
    return today.isAfter(until);
  }
}
