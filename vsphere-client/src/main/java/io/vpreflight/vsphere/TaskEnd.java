// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import org.jspecify.annotations.Nullable;

/**
 * How the waiting for a task ended, which is something else than how the task ended.
 *
 * @param kind why we stopped waiting
 * @param last the task as it was last seen; null when it was never seen
 * @param problem why it could not be looked at any more, for {@link Kind#LOST} and perhaps for
 *     {@link Kind#TIME_OVER}
 */
public record TaskEnd(Kind kind, @Nullable TaskState last, @Nullable VSphereException problem) {

  /** Why we stopped waiting. */
  public enum Kind {
    /** The task ended, and vCenter says that it succeeded. */
    SUCCESS,
    /** The task ended with an error, or was cancelled. */
    ERROR,
    /** vCenter does not know the task any more: look at what it was to do. */
    FORGOTTEN,
    /** It takes longer than we wait. It may still be running. */
    TIME_OVER,
    /** We were told to stop waiting. It may still be running. */
    STOPPED,
    /** It cannot be looked at any more. It may still be running. */
    LOST
  }

  /** True when it is known how the task ended; false means unknown, never success. */
  public boolean isKnown() {
    return kind == Kind.SUCCESS || kind == Kind.ERROR;
  }
}
