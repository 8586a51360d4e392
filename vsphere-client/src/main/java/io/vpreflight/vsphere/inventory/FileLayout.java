// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a virtual machine. Source: vim25 {@code VirtualMachineFileLayoutEx}.
 *
 * @param file disk and snapshot files; logs, swap and the like are left out
 * @param disk files of each current disk, base first
 * @param snapshot files of each snapshot
 * @param timestamp when the numbers were taken
 */
public record FileLayout(
    List<LayoutFile> file,
    List<DiskChain> disk,
    List<SnapshotLayout> snapshot,
    @Nullable Instant timestamp) {
  public FileLayout {
    file = List.copyOf(file);
    disk = List.copyOf(disk);
    snapshot = List.copyOf(snapshot);
  }

  /** The file with that key, or null. */
  public @Nullable LayoutFile file(int key) {
    for (LayoutFile candidate : file) {
      if (candidate.key() == key) {
        return candidate;
      }
    }
    return null;
  }
}
