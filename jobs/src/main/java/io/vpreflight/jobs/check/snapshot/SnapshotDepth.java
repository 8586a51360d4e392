// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.ChainState;
import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.DiskChains;
import io.vpreflight.jobs.check.Limits;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;

/** Snapshots are stacked high: in the tree, or in the chain that the tree no longer tells of. */
public final class SnapshotDepth implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.snapshot.depth", "deep", "too-deep")
          .requires(VmProperty.SNAPSHOT, VmProperty.DEVICES)
          .mayRead(VmProperty.LAYOUT, VmProperty.VM_PATH_NAME)
          .seedRows("003-11")
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
    Limits limits = scene.limits();
    ChainState chains = DiskChains.in(scene).of(vm);
    int tree = vm.snapshot() == null ? 0 : vm.snapshot().depth();
    int own = Math.max(tree, chains.depth());
    // The limit of vSphere counts every file, those of a linked clone's parent too.
    int all = Math.max(tree, chains.levels());
    boolean tooDeep = all >= limits.number("snapshot.depth.critical");
    if (tooDeep || own >= limits.number("snapshot.depth.warning")) {
      return Outcome.hit(tooDeep ? "too-deep" : "deep")
          .with(tooDeep ? all : own)
          .evidence("snapshot.rootSnapshotList", tree)
          .evidence("layoutEx.disk.chain", chains.levels())
          .only();
    }
    return chains.runs().isEmpty() && chains.doubt() != null
        ? List.of(new Outcome.Undetermined("", chains.doubt()))
        : List.of();
  }
}
