// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.time.Instant;

/**
 * An audit that a schedule has done.
 *
 * @param id of the audit, unique and sortable by time
 * @param schedule its name
 * @param profile id of the profile
 * @param startedAt by our clock
 * @param finishedAt by our clock
 * @param complete false when part of what was asked could not be seen; such an audit resolves
 *     nothing
 * @param counts how much there was
 * @param report where the reports are; empty when none was written
 */
public record StoredAudit(
    String id,
    String schedule,
    String profile,
    Instant startedAt,
    Instant finishedAt,
    boolean complete,
    Counts counts,
    String report) {
  /**
   * How much there was.
   *
   * @param vms virtual machines that were read
   * @param critical findings of that severity, as the next three
   * @param undetermined what could not be known
   */
  public record Counts(int vms, int critical, int error, int warning, int info, int undetermined) {
    private static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

    /** True when there was nothing at all. */
    public boolean isNone() {
      return equals(NONE);
    }
  }

  /**
   * True when there was nothing at all in an audit that is not whole: no virtual machine was read,
   * and the zeros tell nothing.
   */
  public boolean readNothing() {
    return !complete && counts.isNone();
  }
}
