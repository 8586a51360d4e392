// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

/** What one line of the journal tells. The names are kept in the database: none may change. */
public enum JournalEvent {
  /** A plan was made and kept. */
  PLANNED,
  /** Somebody approved it. */
  APPROVED,
  /** Something that was asked for was not done, and why. */
  REFUSED,
  /** A run of an approved plan began. */
  STARTED,
  /** A run went on where an earlier one had ended. */
  RESUMED,
  /** One mutating call is about to be sent; durable before a byte of it exists. */
  INTENT,
  /** The call left; what came of it is not known yet. */
  SENT,
  /** vCenter answered with a task. */
  TASK,
  /** The end of a call or its task, as vCenter told it. */
  OUTCOME,
  /** An outcome that had been lost, found by looking at vCenter. */
  SETTLED,
  /** Stopped at a legal state, to be resumed by a person. */
  PARKED,
  /** What was begun is being taken back. */
  COMPENSATING,
  /** Somebody asked to stop; the runner parks before its next step. */
  CANCEL_REQUESTED,
  /** One object, or a whole run, is done: its end state. */
  FINISHED
}
