// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.VirtualDisk;

/** What the checks of disks say alike. */
final class Disks {
  private Disks() {}

  /** The path of a property of one disk, as evidence names it. */
  static String path(VirtualDisk disk, String property) {
    return "config.hardware.device[" + disk.key() + "]." + property;
  }

  /** vCenter has no value for a property of that disk. */
  static Outcome unset(VirtualDisk disk, String property) {
    return new Outcome.Undetermined(
        Integer.toString(disk.key()), Text.of("reason.device.disk-unset", disk.label(), property));
  }

  /** True for a raw device in physical mode: it is outside of all snapshots whatever else it is. */
  static boolean isPhysicalRawDevice(VirtualDisk disk) {
    return disk.backing().isRawDevice()
        && "physicalMode".equals(disk.backing().compatibilityMode());
  }
}
