// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;

/** A virtual machine has more disks than the product replicates. */
public final class TooManyDisks implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.disk.too-many", "over").requires(VmProperty.DEVICES).build();

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
    int disks = hardware.disks().size();
    int limit = scene.limits().number("disk.count.max");
    return disks > limit
        ? Outcome.hit("over").with(disks, limit).evidence("disks", disks).only()
        : List.of();
  }
}
