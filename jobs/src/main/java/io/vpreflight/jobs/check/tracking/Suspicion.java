// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why increments of a disk may miss blocks although it is tracked.
 *
 * @param cause what happened
 * @param at when; null when it is not known
 * @param snapshot the snapshot that tells it; null where none does
 */
public record Suspicion(Cause cause, @Nullable Instant at, @Nullable FrozenDisk snapshot) {
  /** What happened, the worst first. */
  public enum Cause {
    /** Tracking was switched on while a snapshot existed: from 6.5 on no query reports an error. */
    ENABLED_WITH_SNAPSHOT,
    /** Tracked by its configuration, but its newest snapshot shows no changeId. */
    SNAPSHOT_WITHOUT_CHANGE_ID,
    /** Went back to a snapshot: changes since an earlier increment are no longer known. */
    REVERTED,
    /** Stopped without closing its disks: host failure or power loss. */
    DIRTY_POWER_OFF;

    /** The name in files: lower case with hyphens. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
