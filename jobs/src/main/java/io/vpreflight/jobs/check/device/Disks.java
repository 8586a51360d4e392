// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.check.Unknowns;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import org.jspecify.annotations.Nullable;

/** What the checks of disks say alike. */
final class Disks {
  /** A property of the controller that a disk hangs on begins with this. */
  private static final String CONTROLLER = "controller";

  private Disks() {}

  /** The path of a property of one disk, as evidence names it. */
  static String path(VirtualDisk disk, String property) {
    return "config.hardware.device[" + disk.key() + "]." + property;
  }

  /** vCenter has no value for a property of that disk, or one that nobody here knows. */
  static Outcome missing(VirtualMachine vm, VirtualDisk disk, String property) {
    Integer controller = disk.controllerKey();
    String path =
        property.startsWith(CONTROLLER) && controller != null
            ? Unknowns.path(controller, property.substring(CONTROLLER.length()))
            : path(disk, property);
    Text unknown = Unknowns.at(path, vm.unreadable());
    return new Outcome.Undetermined(
        Integer.toString(disk.key()),
        unknown == null ? Text.of("reason.device.disk-unset", disk.label(), property) : unknown);
  }

  /** The same of a property that is not to be taken for unset; null when it is known. */
  static @Nullable Outcome unknown(VirtualMachine vm, VirtualDisk disk, String property) {
    return Unknowns.at(path(disk, property), vm.unreadable()) == null
        ? null
        : missing(vm, disk, property);
  }

  /** True for a raw device in physical mode: it is outside of all snapshots whatever else it is. */
  static boolean isPhysicalRawDevice(VirtualDisk disk) {
    return disk.backing().isRawDevice()
        && "physicalMode".equals(disk.backing().compatibilityMode());
  }
}
