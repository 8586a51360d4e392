// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.jobs.check.Text;

/**
 * A reason why an audit is not whole, so that what it did not find proves nothing.
 *
 * @param cause which kind of reason
 * @param text in words
 */
public record Incompleteness(Cause cause, Text text) {
  /** The kinds of reason. */
  public enum Cause {
    /** A vCenter could not be read at all. */
    UNREACHABLE,
    /** The reading of a vCenter ended before it was whole. */
    STOPPED,
    /** The account does not see everything. */
    PARTIAL_VIEW,
    /** Objects are not accounted for. */
    NOT_CONSERVED,
    /** A check broke. */
    BROKE,
    /** More objects of a kind than allowed could not be read. */
    UNREADABLE,
    /** Something was to be asked about, and nothing that was read is called so. */
    SCOPE
  }
}
