// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tracking that is configured and waits for a stun: a power on, resume, snapshot or migration.
 *
 * @param cause what waits
 * @param since when that was changed; the moment of the earlier inventory, which knew nothing of it
 *     yet, if nobody was seen changing it
 * @param seen true when an event tells it
 * @param userName who changed it
 */
public record Pending(Cause cause, Instant since, boolean seen, @Nullable String userName) {
  /** What waits. */
  public enum Cause {
    /** The flag was set while the virtual machine ran. */
    FLAG_SET,
    /** The disk was added to a virtual machine that runs with the flag on. */
    DISK_ADDED
  }
}
