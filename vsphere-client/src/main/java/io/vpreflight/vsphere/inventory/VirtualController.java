// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import org.jspecify.annotations.Nullable;

/**
 * A disk controller. Source: vim25 {@code VirtualController}.
 *
 * @param key device key, such as 1000
 * @param type class, such as {@code ParaVirtualSCSIController}
 * @param busNumber number on its bus
 * @param sharedBus {@code noSharing}, {@code virtualSharing}, {@code physicalSharing}; null for
 *     controllers without one
 */
public record VirtualController(int key, String type, int busNumber, @Nullable String sharedBus) {

  /**
   * The name that configuration keys use for this bus: {@code scsi}, {@code sata}, {@code nvme} or
   * {@code ide}; null for a kind that we do not know.
   */
  public @Nullable String bus() {
    if (type.contains("SCSI") || type.contains("LsiLogic") || type.contains("BusLogic")) {
      return "scsi";
    }
    if (type.contains("AHCI") || type.contains("SATA")) {
      return "sata";
    }
    if (type.contains("NVME")) {
      return "nvme";
    }
    return type.contains("IDE") ? "ide" : null;
  }
}
