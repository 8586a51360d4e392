// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.check.Text;
import java.time.Instant;
import java.util.List;

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
 * @param incomplete why it is not whole; empty when it is, and when nobody kept why
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
    List<Reason> incomplete,
    Counts counts,
    String report) {
  public StoredAudit {
    incomplete = List.copyOf(incomplete);
  }

  /** One that is whole, or of which nobody kept why it is not. */
  public StoredAudit(
      String id,
      String schedule,
      String profile,
      Instant startedAt,
      Instant finishedAt,
      boolean complete,
      Counts counts,
      String report) {
    this(id, schedule, profile, startedAt, finishedAt, complete, List.of(), counts, report);
  }

  /**
   * Why an audit is not whole.
   *
   * @param cause which kind of reason, as reports name it
   * @param text in words; its key is kept in the store, so that no version may forget what it says
   */
  public record Reason(String cause, Text text) {}

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
