// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

/**
 * A finding of a schedule.
 *
 * @param schedule whose it is
 * @param history what is known of it
 */
public record HeldFinding(String schedule, FindingHistory history) {}
