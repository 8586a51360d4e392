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
    return switch (type) {
      case "ParaVirtualSCSIController",
          "VirtualBusLogicController",
          "VirtualLsiLogicController",
          "VirtualLsiLogicSASController",
          "VirtualSCSIController" ->
          "scsi";
      case "VirtualAHCIController", "VirtualSATAController" -> "sata";
      case "VirtualNVMEController" -> "nvme";
      case "VirtualIDEController" -> "ide";
      default -> null;
    };
  }
}
