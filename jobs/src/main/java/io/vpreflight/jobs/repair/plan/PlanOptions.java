// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

/**
 * What an admin chose for every target of a plan.
 *
 * @param prove one more snapshot before, so that the old changeIds are known: two more stuns
 * @param deepProbe {@code QueryChangedDiskAreas} is asked afterwards
 * @param consolidateAfter when the removal of a snapshot of ours leaves deltas, they are merged
 *     once
 */
public record PlanOptions(boolean prove, boolean deepProbe, boolean consolidateAfter) {
  /** Nothing chosen. */
  public static final PlanOptions DEFAULT = new PlanOptions(false, false, true);
}
