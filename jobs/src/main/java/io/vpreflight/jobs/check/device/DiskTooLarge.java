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
    int first = Integer.MAX_VALUE;
    for (VirtualDisk disk : hardware.disks()) {
      first = Math.min(first, disk.key());
    }
    Bytes boot = scene.limits().size("disk.boot.max");
    Bytes data = scene.limits().size("disk.data.max");
    List<Outcome> outcomes = new ArrayList<>();
    for (VirtualDisk disk : hardware.disks()) {
      // Not copied at all, so its size is not what stops it.
      if (Disks.isPhysicalRawDevice(disk)) {
        continue;
      }
      boolean isFirst = disk.key() == first;
      Bytes limit = isFirst ? boot : data;
      Long capacity = disk.capacityInBytes();
      if (capacity == null) {
        outcomes.add(Disks.missing(vm, disk, "capacityInBytes"));
      } else if (capacity > limit.count()) {
        outcomes.add(
            Outcome.hit(isFirst ? "boot" : "data")
                .key(disk.key())
                .with(disk.label(), new Bytes(capacity), limit)
                .evidence(Disks.path(disk, "capacityInBytes"), capacity)
                .build());
      }
    }
    return outcomes;
  }
}
