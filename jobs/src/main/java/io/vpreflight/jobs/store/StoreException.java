// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.check.Text;
import org.jspecify.annotations.Nullable;

/** The store cannot do what was asked; says what to do about it. Nothing may be sent then. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble. */
  public enum Kind {
    /**
     * The store is well and did not take this: others were at the same each time, or it does not
     * fit. Nothing of it was written.
     */
    NOT_TAKEN,
    /** Another process has the store. */
    IN_USE,
    /** The folder cannot be made, read or written. */
    FOLDER,
    /** The disk is full, or the file cannot be written. */
    WRITE,
    /** The file is no store, or damaged. */
    DAMAGED,
    /** A file is missing that must be there. */
    MISSING,
    /** The journal is not as it was written, or older than what was seen before. */
    JOURNAL,
    /** Written by a newer version of this program. */
    NEWER,
    /** PostgreSQL cannot be reached, or what it confirms cannot be relied on. */
    SERVER,
    /** Opened to be read only. */
    READ_ONLY,
    /** The lease is lost. */
    LEASE_LOST,
    /** Several plans begin so. */
    AMBIGUOUS
  }

  private final Kind kind;
  private final transient Text problem;

  /** Trouble of that kind, in words. */
  public StoreException(Kind kind, Text problem, @Nullable Throwable cause) {
    super(problem.key() + " " + problem.args(), cause);
    this.kind = kind;
    this.problem = problem;
  }

  /** What kind of trouble. */
  public Kind kind() {
    return kind;
  }

  /** True when nothing can be kept any more; otherwise only what was asked was not done. */
  public boolean isLost() {
    return switch (kind) {
      case NOT_TAKEN, IN_USE, READ_ONLY, LEASE_LOST, AMBIGUOUS -> false;
      case FOLDER, WRITE, DAMAGED, MISSING, JOURNAL, NEWER, SERVER -> true;
    };
  }

  /** What is wrong and what to do, in words. */
  public Text problem() {
    return problem;
  }
}
