// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.jobs.check.ShownChangeId;
import io.vpreflight.vsphere.inventory.MoRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A disk as a snapshot froze it: the only place where vCenter shows a changeId. Source: vim25
 * {@code VirtualMachineSnapshot.config.hardware.device}.
 *
 * @param snapshot the snapshot
 * @param name of the snapshot
 * @param createTime of the snapshot
 * @param read false when the configuration of the snapshot was not to be had
 * @param changeId null when the disk was not tracked at that moment, or {@code read} is false
 */
public record FrozenDisk(
    MoRef snapshot, String name, Instant createTime, boolean read, @Nullable String changeId) {

  /** True when the snapshot was read and shows none. */
  boolean lacksChangeId() {
    return read && changeId == null;
  }

  /**
   * The part of the changeId that lasts until tracking begins anew: what stands before the slash.
   * Null when there is none.
   */
  public @Nullable String epoch() {
    return ShownChangeId.epoch(changeId);
  }
}
