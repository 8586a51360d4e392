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

/** Disks say that they are tracked, the virtual machine says no: nothing is tracked. */
public final class FlagOff implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      ChangeTracking.info("vm.cbt.flag-off", "flag-off").errorIds("AzureMigrate:563").build();

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
    if (tracking.unknown() != null) {
      return tracking.undetermined();
    }
    List<DiskTracking> on = tracking.in(TrackingState.DISK_ON_VM_FLAG_OFF);
    if (!on.isEmpty()) {
      Outcome.HitBuilder hit = Outcome.hit("flag-off").with(VmTracking.labels(on));
      on.forEach(disk -> disk.evidence().forEach(hit::evidence));
      return hit.only();
    }
    List<Outcome> unread = new ArrayList<>(0);
    for (DiskTracking disk : tracking.in(TrackingState.OFF)) {
      if (disk.isKeyUnknown() && disk.remark() != null) {
        unread.add(new Outcome.Undetermined(Integer.toString(disk.key()), disk.remark()));
      }
    }
    return unread;
  }
}
