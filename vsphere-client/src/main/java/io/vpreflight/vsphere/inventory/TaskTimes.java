// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a task was queued, began and ended, by the clock of vCenter.
 *
 * @param queueTime queued
 * @param startTime began; null while it waits
 * @param completeTime ended; null while it runs
 */
public record TaskTimes(
    @Nullable Instant queueTime, @Nullable Instant startTime, @Nullable Instant completeTime) {}
