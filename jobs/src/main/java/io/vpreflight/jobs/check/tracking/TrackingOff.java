// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;

/** Change tracking is switched off. */
public final class TrackingOff implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      ChangeTracking.info("vm.cbt.off", "off")
          .seedRows("002-27")
          .errorIds("AzureMigrate:563")
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
    if (tracking.unknown() != null) {
      return tracking.undetermined();
    }
    List<DiskTracking> off = tracking.in(TrackingState.OFF);
    boolean half = !tracking.in(TrackingState.DISK_ON_VM_FLAG_OFF).isEmpty();
    return off.isEmpty() || half
        ? List.of()
        : Outcome.hit("off")
            .with(off.size())
            .evidence(VmProperty.CHANGE_TRACKING_ENABLED, false)
            .evidence("disks", off.stream().map(DiskTracking::label).toList())
            .only();
  }
}
