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

/** The configuration forbids change tracking, so that no product can switch it on. */
public final class TrackingDisallowed implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      ChangeTracking.info("vm.cbt.disallowed", "disallowed")
          .requires(VmProperty.DEVICES, VmProperty.EXTRA_CONFIG_TRACKING)
          .mayRead(ChangeTracking.readsWith())
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
    if (vm.config().hardware() == null) {
      return Outcome.unset(VmProperty.DEVICES);
    }
    VmTracking tracking = ChangeTracking.in(scene).of(vm);
    List<DiskTracking> forbidden = tracking.in(TrackingState.DISALLOWED);
    if (forbidden.isEmpty()) {
      return List.of();
    }
    Outcome.HitBuilder hit = Outcome.hit("disallowed").with(VmTracking.labels(forbidden));
    forbidden.forEach(disk -> disk.evidence().forEach(hit::evidence));
    return hit.only();
  }
}
