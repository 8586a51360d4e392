// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import io.vpreflight.vsphere.inventory.MoRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A changeId that a snapshot showed of a disk: the first one of its epoch that was seen. Source:
 * vim25 {@code VirtualMachineSnapshot.config.hardware.device.backing.changeId}.
 *
 * @param vm the virtual machine
 * @param diskKey the device key
 * @param diskUuid which disk was there; source: {@code backing.uuid}
 * @param seenAt when it was read, by the clock of vCenter
 * @param snapshot the snapshot
 * @param snapshotName its name
 * @param createTime of the snapshot
 * @param changeId with its epoch and its number
 */
public record ShownChangeId(
    MoRef vm,
    int diskKey,
    String diskUuid,
    Instant seenAt,
    MoRef snapshot,
    String snapshotName,
    Instant createTime,
    String changeId) {
  /** What lasts until tracking of a disk begins anew. */
  public record Identity(MoRef vm, int diskKey, String diskUuid, String epoch) {}

  /** Which disk, and which epoch of it. */
  public Identity identity() {
    String epoch = epoch(changeId);
    return new Identity(vm, diskKey, diskUuid, epoch == null ? changeId : epoch);
  }

  /**
   * The part of a changeId that lasts until tracking begins anew: what stands before the slash.
   * Null when there is none.
   */
  public static @Nullable String epoch(@Nullable String changeId) {
    if (changeId == null) {
      return null;
    }
    int slash = changeId.indexOf('/');
    return slash < 1 ? null : changeId.substring(0, slash).strip();
  }
}
