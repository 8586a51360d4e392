// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One snapshot in the tree. Source: vim25 {@code VirtualMachineSnapshotTree}.
 *
 * @param snapshot reference
 * @param name as its maker named it
 * @param description as its maker described it
 * @param id number inside the virtual machine
 * @param createTime by the clock of vCenter
 * @param state power state when it was taken; powered on means that memory was saved, if there is a
 *     memory file
 * @param quiesced the guest was quiesced
 * @param childSnapshotList children
 */
public record SnapshotNode(
    MoRef snapshot,
    String name,
    @Nullable String description,
    int id,
    @Nullable Instant createTime,
    @Nullable VmPowerState state,
    @Nullable Boolean quiesced,
    List<SnapshotNode> childSnapshotList) {
  public SnapshotNode {
    childSnapshotList = List.copyOf(childSnapshotList);
  }
}
