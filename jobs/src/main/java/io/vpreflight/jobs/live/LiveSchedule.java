// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.live;

import io.vpreflight.jobs.audit.AuditRequest;

/**
 * A schedule whose findings are kept fresh between its audits.
 *
 * @param name of the schedule
 * @param request what its audits look for; sources and baselines do not count
 * @param maxUnreadable as its audits have it
 */
public record LiveSchedule(String name, AuditRequest request, double maxUnreadable) {}
