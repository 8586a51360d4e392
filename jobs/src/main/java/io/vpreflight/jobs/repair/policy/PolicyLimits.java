// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.policy;

import io.vpreflight.jobs.repair.plan.RunLimits;

/**
 * How much a policy may do, whoever triggers it and how often.
 *
 * @param perRun virtual machines in one plan
 * @param perDay virtual machines in any 24 hours, all its plans together
 * @param perHost virtual machines at once on one host
 * @param perDatastore virtual machines at once on one datastore
 * @param perVCenter virtual machines at once in one vCenter
 * @param stopAfterFailures failures in any 24 hours, all its plans together, after which nothing
 *     more is begun
 */
public record PolicyLimits(
    int perRun, int perDay, int perHost, int perDatastore, int perVCenter, int stopAfterFailures) {
  /** More than this is refused, whoever writes it. */
  public static final PolicyLimits MOST = new PolicyLimits(100, 500, 4, 4, 8, 10);

  /** What holds unless the policy says otherwise: little, because nobody watches. */
  public static final PolicyLimits DEFAULT = new PolicyLimits(5, 20, 1, 1, 2, 1);

  /**
   * Checks.
   *
   * @throws IllegalArgumentException when a limit is below 1
   */
  public PolicyLimits {
    if (perRun < 1
        || perDay < 1
        || perHost < 1
        || perDatastore < 1
        || perVCenter < 1
        || stopAfterFailures < 1) {
      throw new IllegalArgumentException("a limit below 1");
    }
  }

  /**
   * The limits of its next plan.
   *
   * @param failures that it had of late, fewer than {@link #stopAfterFailures}
   */
  RunLimits run(int failures) {
    return new RunLimits(
        perHost,
        perDatastore,
        RunLimits.MOST_OPEN_SNAPSHOTS,
        perVCenter,
        RunLimits.DEFAULT.waves(),
        stopAfterFailures - failures,
        0,
        RunLimits.DEFAULT.deadline(),
        RunLimits.DEFAULT.guests());
  }
}
