// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import java.util.Locale;

/** How the repair of one object ended. There is no other way to end. */
public enum RepairOutcome {
  /** Nothing was changed. */
  UNTOUCHED,
  /** Done, and proven. */
  COMPLETE,
  /** Done; what vCenter shows does not prove that it had the effect. */
  COMPLETE_NOT_PROVEN,
  /** As it was before: the flag as it stood, no snapshot of ours. */
  ROLLED_BACK,
  /** Tracking is switched on, and becomes effective at the next stun. */
  ARMED,
  /** Waiting for somebody else to finish; nothing of ours is in the way. */
  PARKED,
  /** Something is left that only a person can finish, and it says what. */
  NEEDS_HUMAN,
  /** The object is not in this vCenter any more. */
  GONE;

  /** As commands and files write it: {@code complete-not-proven}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The outcome that is written so. */
  public static RepairOutcome of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** True when nobody has to do anything about this object. */
  public boolean isGood() {
    return this == COMPLETE || this == COMPLETE_NOT_PROVEN;
  }

  /** True when it counts against the limit of failures. */
  public boolean isFailure() {
    return this == ROLLED_BACK || this == NEEDS_HUMAN || this == ARMED || this == PARKED;
  }

  /** True when it will be taken up again: by {@code repair resume}. */
  public boolean isOpen() {
    return this == PARKED;
  }
}
