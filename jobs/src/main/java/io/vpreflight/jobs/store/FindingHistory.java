// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a finding over time.
 *
 * @param finding as it was seen last
 * @param firstSeenAt start of the audit that saw it first
 * @param lastSeenAt start of the audit that saw it last
 * @param resolvedAt start of the first whole audit that did not see it any more; null while it is
 *     open
 * @param timesBack how often it came back after it had been resolved
 */
public record FindingHistory(
    SeenFinding finding,
    Instant firstSeenAt,
    Instant lastSeenAt,
    @Nullable Instant resolvedAt,
    int timesBack) {}
