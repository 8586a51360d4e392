// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;

/**
 * Change tracking is off and there are snapshots: it cannot be switched on soundly before they are
 * gone. An unset tree is how vCenter says that there is no snapshot.
 */
public final class SnapshotBeforeTracking implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.snapshot.before-tracking", "present")
          .requires(VmProperty.SNAPSHOT, VmProperty.CHANGE_TRACKING_ENABLED)
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
    Boolean tracking = vm.config().changeTrackingEnabled();
    if (tracking == null) {
      return Outcome.unset(VmProperty.CHANGE_TRACKING_ENABLED);
    }
    List<SnapshotNode> snapshots = tree.all();
    return tracking
        ? List.of()
        : Outcome.hit("present")
            .with(snapshots.size(), snapshots.get(0).name())
            .evidence(VmProperty.CHANGE_TRACKING_ENABLED, false)
            .evidence(VmProperty.SNAPSHOT, snapshots.stream().map(SnapshotNode::name).toList())
            .only();
  }
}
