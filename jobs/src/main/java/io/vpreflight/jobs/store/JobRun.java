// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the last run of a schedule went that is no audit.
 *
 * @param schedule its name
 * @param startedAt when it began
 * @param finishedAt when it ended
 * @param good true when it did what it is for
 * @param lastGoodAt when the last good one ended, this one or an earlier; null when none ever did
 */
public record JobRun(
    String schedule,
    Instant startedAt,
    Instant finishedAt,
    boolean good,
    @Nullable Instant lastGoodAt) {}
