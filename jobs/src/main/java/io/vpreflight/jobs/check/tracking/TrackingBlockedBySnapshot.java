// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;

/** Change tracking is off and snapshots exist, so that it cannot be switched on as things are. */
public final class TrackingBlockedBySnapshot implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      ChangeTracking.info("vm.cbt.blocked-by-snapshot", "snapshots")
          .requires(VmProperty.CHANGE_TRACKING_ENABLED, VmProperty.DEVICES, VmProperty.SNAPSHOT)
          .errorIds("AzureMigrate:31453")
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
    SnapshotInfo snapshot = vm.snapshot();
    boolean off =
        !tracking.in(TrackingState.OFF).isEmpty()
            || !tracking.in(TrackingState.DISK_ON_VM_FLAG_OFF).isEmpty();
    if (!off || snapshot == null || snapshot.rootSnapshotList().isEmpty()) {
      return List.of();
    }
    List<String> names = snapshot.all().stream().map(node -> node.name()).toList();
    return Outcome.hit("snapshots")
        .with(names.size())
        .evidence(VmProperty.CHANGE_TRACKING_ENABLED, false)
        .evidence("snapshot.rootSnapshotList", names)
        .only();
  }
}
