// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.List;

/**
 * Change tracking is off, could be switched on, and there are snapshots: it cannot be switched on
 * soundly before they are gone. An unset tree is how vCenter says that there is no snapshot.
 */
public final class SnapshotBeforeTracking implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      ChangeTracking.info("vm.snapshot.before-tracking", "present")
          .requires(VmProperty.SNAPSHOT, VmProperty.CHANGE_TRACKING_ENABLED, VmProperty.DEVICES)
          .seedRows("004-59")
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
    SnapshotInfo tree = vm.snapshot();
    if (tree == null || tree.rootSnapshotList().isEmpty()) {
      return List.of();
    }
    VmTracking tracking = ChangeTracking.in(scene).of(vm);
    List<DiskTracking> untracked = new ArrayList<>(tracking.in(TrackingState.OFF));
    untracked.addAll(tracking.in(TrackingState.DISK_ON_VM_FLAG_OFF));
    if (untracked.isEmpty()) {
      return tracking.undetermined();
    }
    List<SnapshotNode> snapshots = tree.all();
    return Outcome.hit("present")
        .with(snapshots.size(), snapshots.get(0).name())
        .evidence(VmProperty.CHANGE_TRACKING_ENABLED, vm.config().changeTrackingEnabled())
        .evidence("disks", untracked.stream().map(DiskTracking::label).toList())
        .evidence(VmProperty.SNAPSHOT, snapshots.stream().map(SnapshotNode::name).toList())
        .only();
  }
}
