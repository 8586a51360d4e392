// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.DiskHolders;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.SharedFile;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;

/** Tells the machine whose snapshot linked clones stand on: it needs that snapshot. */
public final class CloneBase {
  private CloneBase() {}

  /** True for such a machine; false when its disks are not known. */
  public static boolean is(VirtualMachine vm, Scene scene) {
    Hardware hardware = vm.config().hardware();
    if (hardware == null) {
      return false;
    }
    for (VirtualDisk disk : hardware.disks()) {
      SharedFile file = DiskHolders.in(scene).shared(vm, disk);
      if (file != null
          && file.nature() == SharedFile.Nature.CLONE_BASE
          && file.owner() != null
          && file.owner().ref().equals(vm.ref())) {
        return true;
      }
    }
    return false;
  }
}
