// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.ChainState;
import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.DiskChains;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;

/** A disk runs on a delta, but the machine shows no snapshot and vCenter sees nothing to merge. */
public final class PhantomSnapshot implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.snapshot.phantom", "phantom")
          .requires(VmProperty.SNAPSHOT, VmProperty.DEVICES)
          .mayRead(
              VmProperty.LAYOUT,
              VmProperty.CONSOLIDATION_NEEDED,
              VmProperty.SNAPSHOT_IN_BACKGROUND,
              VmProperty.VM_PATH_NAME,
              VCenterFact.TASKS,
              DatastoreProperty.SUMMARY,
              HostProperty.PRODUCT)
          .seedRows("003-12")
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
    boolean shown = !SnapshotTree.of(vm).isEmpty();
    boolean flagged = Boolean.TRUE.equals(vm.runtime().consolidationNeeded());
    if (shown || flagged || VmTasks.in(scene).isSettling(vm, scene)) {
      return List.of();
    }
    ChainState chains = DiskChains.in(scene).of(vm);
    if (chains.isDirty()) {
      List<Outcome> phantom =
          Outcome.hit("phantom")
              .with(chains.depth())
              .evidence("layoutEx.disk.chain", chains.leftovers())
              .evidence(VmProperty.SNAPSHOT, null)
              .evidence(VmProperty.CONSOLIDATION_NEEDED, vm.runtime().consolidationNeeded())
              .only();
      return VmTasks.ifSettled(phantom, scene);
    }
    return chains.doubt() == null
        ? List.of()
        : List.of(new Outcome.Undetermined("", chains.doubt()));
  }
}
