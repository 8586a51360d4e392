// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Virtual hardware. Source: vim25 {@code VirtualHardware}.
 *
 * @param numCPU virtual CPUs
 * @param memoryMB MiB
 * @param disks every disk
 * @param controllers every controller
 * @param adapters every network adapter
 * @param others everything else
 */
public record Hardware(
    @Nullable Integer numCPU,
    @Nullable Integer memoryMB,
    List<VirtualDisk> disks,
    List<VirtualController> controllers,
    List<EthernetCard> adapters,
    List<OtherDevice> others) {
  public Hardware {
    disks = List.copyOf(disks);
    controllers = List.copyOf(controllers);
    adapters = List.copyOf(adapters);
    others = List.copyOf(others);
  }

  /** The controller with that key, or null. */
  public @Nullable VirtualController controller(@Nullable Integer key) {
    if (key != null) {
      for (VirtualController controller : controllers) {
        if (controller.key() == key) {
          return controller;
        }
      }
    }
    return null;
  }

  /** The disk with that key, or null. */
  public @Nullable VirtualDisk disk(int key) {
    for (VirtualDisk disk : disks) {
      if (disk.key() == key) {
        return disk;
      }
    }
    return null;
  }

  /**
   * The place of a disk as configuration keys name it, such as {@code scsi0:1}, by the bus number
   * of its controller. Null when the controller is not there or of an unknown kind.
   */
  public @Nullable String place(VirtualDisk disk) {
    VirtualController controller = controller(disk.controllerKey());
    if (controller == null || controller.bus() == null || disk.unitNumber() == null) {
      return null;
    }
    return controller.bus() + controller.busNumber() + ":" + disk.unitNumber();
  }
}
