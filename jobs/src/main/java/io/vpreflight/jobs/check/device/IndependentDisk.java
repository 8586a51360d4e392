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

/** A disk is independent: no snapshot holds it, so nothing that works by snapshots copies it. */
public final class IndependentDisk implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.disk.independent", "persistent", "nonpersistent")
          .requires(VmProperty.DEVICES)
          .seedRows("004-32")
          .errorIds("AzureMigrate:563", "MABS:33621")
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
      String mode = disk.backing().diskMode();
      // vSphere always shows a raw device in physical mode as independent; it is found as such.
      if (Disks.isPhysicalRawDevice(disk)) {
        continue;
      }
      if (mode == null) {
        outcomes.add(Disks.missing(vm, disk, "backing.diskMode"));
      } else if (mode.startsWith("independent_")) {
        // It may be such a raw device.
        Outcome unknown = Disks.unknown(vm, disk, "backing.compatibilityMode");
        outcomes.add(unknown == null ? hit(disk, mode) : unknown);
      }
    }
    return outcomes;
  }

  private static Outcome hit(VirtualDisk disk, String mode) {
    return Outcome.hit(mode.equals("independent_nonpersistent") ? "nonpersistent" : "persistent")
        .key(disk.key())
        .with(disk.label())
        .evidence(Disks.path(disk, "backing.diskMode"), mode)
        .evidence(Disks.path(disk, "backing.fileName"), disk.backing().fileName())
        .build();
  }
}
