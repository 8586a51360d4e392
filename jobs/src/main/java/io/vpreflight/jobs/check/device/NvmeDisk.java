// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.VirtualController;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.List;

/** A disk hangs on a virtual NVMe controller. */
public final class NvmeDisk implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.disk.nvme-controller", "attached").requires(VmProperty.DEVICES).build();

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Subject<VirtualMachine> subject() {
    return Subject.VM;
  }

  @Override
  public List<Outcome> check(VirtualMachine vm, Scene scene) {
    Hardware hardware = vm.config().hardware();
    if (hardware == null) {
      return Outcome.unset(VmProperty.DEVICES);
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (VirtualDisk disk : hardware.disks()) {
      VirtualController controller = hardware.controller(disk.controllerKey());
      // A server that is spoken to in an old version shows an NVMe controller without its class.
      if (controller == null || controller.bus() == null) {
        outcomes.add(Disks.missing(vm, disk, "controller"));
      } else if (controller.bus().equals("nvme")) {
        outcomes.add(
            Outcome.hit("attached")
                .key(disk.key())
                .with(disk.label())
                .evidence("config.hardware.device[" + controller.key() + "]", controller.type())
                .evidence(Disks.path(disk, "controllerKey"), disk.controllerKey())
                .build());
      }
    }
    return outcomes;
  }
}
