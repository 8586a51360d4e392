// SPDX-License-Identifier: Apache-2.0
/**
 * What is kept between two runs, on disk before it counts: plans, approvals, leases and the
 * journal.
 */
@org.jspecify.annotations.NullMarked
package io.vpreflight.jobs.store;
