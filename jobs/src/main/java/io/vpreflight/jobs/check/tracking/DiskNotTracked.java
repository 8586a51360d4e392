// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.ArrayList;
import java.util.List;

/** The virtual machine is tracked, one of its disks is not although it could be. */
public final class DiskNotTracked implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      ChangeTracking.info("vm.cbt.disk-off", "off", "off-or-pending")
          .seedRows("004-30")
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
    VmTracking tracking = ChangeTracking.in(scene).of(vm);
    List<Outcome> outcomes = new ArrayList<>(tracking.undetermined());
    for (DiskTracking disk : tracking.in(TrackingState.VM_FLAG_ON_DISK_OFF)) {
      Outcome.HitBuilder hit =
          Outcome.hit(tracking.pendingUnknown() == null ? "off" : "off-or-pending")
              .key(disk.key())
              .with(disk.label());
      disk.evidence().forEach(hit::evidence);
      outcomes.add(hit.build());
    }
    return outcomes;
  }
}
