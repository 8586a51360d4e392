// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot object: the configuration that it froze. Source: vim25 {@code VirtualMachineSnapshot}.
 *
 * @param ref reference
 * @param disks its disks, with the changeIds that the current disks lack; null when unset
 * @param unreadable what was asked for and not given
 */
public record Snapshot(MoRef ref, @Nullable List<VirtualDisk> disks, Unreadable unreadable) {
  public Snapshot {
    disks = disks == null ? null : List.copyOf(disks);
  }
}
