// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.time.Duration;
import java.time.Instant;

/**
 * Leave to work on one thing alone, for a while.
 *
 * @param resource what it is for: instance UUID of the vCenter, {@code /}, moId
 * @param holder who has it
 * @param fencingNumber greater than that of every lease ever given before
 * @param length how long from each renewal
 * @param until end by the time of the database, as it was when this was given; a renewal moves the
 *     end in the database only
 */
public record Lease(
    String resource, String holder, long fencingNumber, Duration length, Instant until) {}
