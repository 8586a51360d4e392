// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.List;

/** A disk is a raw device mapping: its content lies on a LUN, not in a file. */
public final class RawDeviceDisk implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.disk.raw-device", "physical", "virtual")
          .requires(VmProperty.DEVICES)
          .seedRows("004-59")
          .errorIds("AzureMigrate:1023")
          .build();

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
      if (disk.backing().type().isEmpty()) {
        outcomes.add(Disks.missing(vm, disk, "backing"));
      } else if (disk.backing().isRawDevice()) {
        outcomes.add(judge(vm, disk));
      }
    }
    return outcomes;
  }

  private static Outcome judge(VirtualMachine vm, VirtualDisk disk) {
    String mode = disk.backing().compatibilityMode();
    if (mode == null) {
      return Disks.missing(vm, disk, "backing.compatibilityMode");
    }
    return Outcome.hit(mode.equals("physicalMode") ? "physical" : "virtual")
        .key(disk.key())
        .with(disk.label())
        .evidence(Disks.path(disk, "backing.compatibilityMode"), mode)
        .evidence(Disks.path(disk, "backing.fileName"), disk.backing().fileName())
        .build();
  }
}
