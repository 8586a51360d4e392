// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the last reading of a vCenter went.
 *
 * @param vcenter as the configuration names it
 * @param schedule that asked for it
 * @param audit id of the audit
 * @param at when that audit began
 * @param reached false when nothing of it could be read
 * @param uuid instance UUID; empty when it was never reached
 * @param version such as {@code 8.0.3}; empty when it was never reached
 * @param hosts that were read; 0 when it was not reached
 * @param vms virtual machines that were read; 0 when it was not reached
 * @param took how long reading it took; null when it was not reached, or not known
 */
public record Reading(
    String vcenter,
    String schedule,
    String audit,
    Instant at,
    boolean reached,
    String uuid,
    String version,
    int hosts,
    int vms,
    @Nullable Duration took) {}
