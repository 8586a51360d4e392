// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody set the flag of a virtual machine. Source: vim25 {@code VmReconfiguredEvent}.
 *
 * @param at when, by the clock of vCenter
 * @param on to what
 * @param userName who
 */
public record Switch(Instant at, boolean on, @Nullable String userName) {}
