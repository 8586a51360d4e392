// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;

/** A snapshot is still being written in the background, though its task has ended. */
public final class SnapshotBackground implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.snapshot.background", "writing")
          .requires(VmProperty.SNAPSHOT_IN_BACKGROUND, VmProperty.SNAPSHOT)
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
    Boolean background = vm.runtime().snapshotInBackground();
    if (background == null) {
      // vCenter 8.0.3 leaves it unset on machines that have no snapshot; there it cannot be true.
      return SnapshotTree.of(vm).isEmpty()
          ? List.of()
          : Outcome.unset(VmProperty.SNAPSHOT_IN_BACKGROUND);
    }
    return background
        ? Outcome.hit("writing").evidence(VmProperty.SNAPSHOT_IN_BACKGROUND, true).only()
        : List.of();
  }
}
