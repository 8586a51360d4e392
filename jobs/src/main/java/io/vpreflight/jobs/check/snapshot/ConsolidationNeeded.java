// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.ChainState;
import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.DiskChains;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.SnapshotStorage;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.SnapshotProperty;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;

/**
 * Files are left in the chains that no snapshot needs: vCenter says so, or only the chains do, or
 * vCenter says so and the chains show nothing. The flag is not notified reliably: it is held
 * against the chains both ways.
 */
public final class ConsolidationNeeded implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.snapshot.consolidation-needed", "flagged", "flagged-stale", "hidden")
          .requires(VmProperty.CONSOLIDATION_NEEDED)
          .mayRead(
              VmProperty.SNAPSHOT,
              VmProperty.SNAPSHOT_IN_BACKGROUND,
              VmProperty.DEVICES,
              VmProperty.LAYOUT,
              VmProperty.VM_PATH_NAME,
              SnapshotProperty.DEVICES,
              VCenterFact.TASKS,
              DatastoreProperty.SUMMARY,
              HostProperty.PRODUCT)
          .seedRows("002-37", "003-12")
          .errorIds("AzureMigrate:572")
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
    Boolean needed = vm.runtime().consolidationNeeded();
    if (needed == null) {
      return Outcome.unset(VmProperty.CONSOLIDATION_NEEDED);
    }
    if (VmTasks.in(scene).isSettling(vm, scene)) {
      return List.of();
    }
    ChainState chains = DiskChains.in(scene).of(vm);
    if (needed) {
      // Without a layout a chain is only as long as the devices say, which is not enough to
      // contradict vCenter.
      boolean stale = chains.isClean() && vm.layoutEx() != null;
      return VmTasks.ifSettled(hit(stale ? "flagged-stale" : "flagged", chains, true), scene);
    }
    // With an empty tree this is a phantom snapshot, which is a check of its own.
    boolean shown = !SnapshotTree.of(vm).isEmpty();
    if (shown && chains.isDirty()) {
      return VmTasks.ifSettled(hit("hidden", chains, false), scene);
    }
    // Native snapshots leave nothing to merge: there the flag is all that can be asked.
    return shown && chains.doubt() != null && !SnapshotStorage.isNative(chains.doubt())
        ? List.of(new Outcome.Undetermined("chain", chains.doubt()))
        : List.of();
  }

  private static List<Outcome> hit(String kind, ChainState chains, boolean flag) {
    Outcome.HitBuilder hit =
        Outcome.hit(kind)
            .with(chains.leftovers().size())
            .evidence(VmProperty.CONSOLIDATION_NEEDED, flag);
    if (chains.isDirty() || chains.isClean()) {
      hit.evidence("layoutEx.disk.chain", chains.leftovers());
    }
    return hit.only();
  }
}
