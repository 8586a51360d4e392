// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import io.vpreflight.jobs.check.Bytes;
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
import java.util.Comparator;
import java.util.List;

/**
 * A disk is larger than the target takes. vCenter does not know which disk the guest boots from:
 * the first one, the one with the lowest device key, is taken for it.
 */
public final class DiskTooLarge implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.disk.too-large", "boot", "data").requires(VmProperty.DEVICES).build();

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
    List<VirtualDisk> disks =
        hardware.disks().stream().sorted(Comparator.comparingInt(VirtualDisk::key)).toList();
    List<Outcome> outcomes = new ArrayList<>();
    for (VirtualDisk disk : disks) {
      // Not copied at all, so its size is not what stops it.
      if (Disks.isPhysicalRawDevice(disk)) {
        continue;
      }
      String kind = disk.equals(disks.get(0)) ? "boot" : "data";
      Bytes limit = scene.limits().size("disk." + kind + ".max");
      Long capacity = disk.capacityInBytes();
      if (capacity == null) {
        outcomes.add(Disks.unset(disk, "capacityInBytes"));
      } else if (capacity > limit.count()) {
        outcomes.add(
            Outcome.hit(kind)
                .key(disk.key())
                .with(disk.label(), new Bytes(capacity), limit)
                .evidence(Disks.path(disk, "capacityInBytes"), capacity)
                .build());
      }
    }
    return outcomes;
  }
}
