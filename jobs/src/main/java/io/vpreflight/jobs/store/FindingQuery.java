// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

/**
 * Which findings are wanted; what is empty does not narrow.
 *
 * @param schedule its name
 * @param state whether they are still there
 * @param severity its label, in whatever case
 * @param check its id
 * @param vm name or moId of the object
 */
public record FindingQuery(String schedule, State state, String severity, String check, String vm) {
  /** Whether a finding is still there. */
  public enum State {
    /** Still there. */
    OPEN,
    /** Gone. */
    RESOLVED,
    /** Either. */
    ALL
  }

  /** Those of one schedule; all schedules when it is empty. */
  public static FindingQuery of(String schedule, State state) {
    return new FindingQuery(schedule, state, "", "", "");
  }
}
