// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

/** Where a plan is in its life. The names are kept in the store: none may change. */
public enum PlanState {
  /** Made, and not approved. */
  PLANNED,
  /** Approved, and not begun. */
  APPROVED,
  /** Begun; a process that died leaves it so, and it is settled when it is resumed. */
  RUNNING,
  /** Stopped at a legal state: to be resumed by a person. */
  PARKED,
  /** Every target has come to an end. */
  FINISHED
}
