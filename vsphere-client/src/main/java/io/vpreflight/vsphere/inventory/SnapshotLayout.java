// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.List;

/**
 * The files of a snapshot. Source: vim25 {@code VirtualMachineFileLayoutExSnapshotLayout}.
 *
 * @param key the snapshot
 * @param dataKey its data file; -1 when there is none
 * @param memoryKey its memory file; -1 when there is none
 * @param disk its disks
 */
public record SnapshotLayout(MoRef key, int dataKey, int memoryKey, List<DiskChain> disk) {
  public SnapshotLayout {
    disk = List.copyOf(disk);
  }
}
