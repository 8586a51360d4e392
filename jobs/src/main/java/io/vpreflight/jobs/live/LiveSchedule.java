// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.live;

import io.vpreflight.jobs.audit.AuditRequest;
import java.util.Set;

/**
 * A schedule whose findings are kept fresh between its audits.
 *
 * @param name of the schedule
 * @param vcenters names of those that its audits read
 * @param request what its audits look for; sources and what was read before do not count
 * @param maxUnreadable as its audits have it
 */
public record LiveSchedule(
    String name, Set<String> vcenters, AuditRequest request, double maxUnreadable) {
  public LiveSchedule {
    vcenters = Set.copyOf(vcenters);
  }
}
