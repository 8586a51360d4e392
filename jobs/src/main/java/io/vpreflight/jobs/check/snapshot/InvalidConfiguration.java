// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.ChainState;
import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.DiskChains;
import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.SnapshotProperty;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.List;

/** What the snapshots say of themselves does not fit the machine. */
public final class InvalidConfiguration implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of(
              "vm.snapshot.invalid-configuration",
              "lost-current",
              "removed-disk",
              "unreadable",
              "refused")
          .requires(VmProperty.SNAPSHOT, VmProperty.DEVICES)
          .mayRead(
              VmProperty.LAYOUT,
              VmProperty.VM_PATH_NAME,
              SnapshotProperty.DEVICES,
              VCenterFact.TASKS,
              DatastoreProperty.SUMMARY,
              HostProperty.PRODUCT)
          .seedRows("002-35", "003-24")
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
    List<Outcome> outcomes = new ArrayList<>(0);
    List<SnapshotNode> tree = SnapshotTree.of(vm);
    if (!tree.isEmpty()) {
      if (vm.snapshot() != null && vm.snapshot().currentSnapshot() == null) {
        outcomes.addAll(lostCurrent(DiskChains.in(scene).of(vm)));
      }
      Text unknown = Gaps.uncollected(List.of(SnapshotProperty.DEVICES), scene);
      if (unknown != null) {
        outcomes.add(new Outcome.Undetermined("", unknown));
      } else if (vm.config().hardware() == null) {
        // What it has now is what its snapshots are held against.
        outcomes.addAll(Outcome.unset(VmProperty.DEVICES));
      } else {
        tree.forEach(node -> outcomes.addAll(FrozenConfiguration.judge(node, vm, scene)));
      }
    }
    TaskRecord refused = SnapshotFaults.lastFailure(vm, scene);
    if (refused != null && refused.error() != null && SnapshotFaults.isFormat(refused.error())) {
      outcomes.add(
          Outcome.hit("refused")
              .key("task")
              .with(VmTasks.name(refused))
              .evidence("info.descriptionId", refused.descriptionId())
              .evidence("info.error", refused.error().faultClass())
              .evidence("info.completeTime", refused.times().completeTime())
              .build());
    }
    return outcomes;
  }

  /**
   * A tree without a current snapshot is right where the machine went back to before its first one;
   * not where it runs on a file that one of them froze.
   */
  private static List<Outcome> lostCurrent(ChainState chains) {
    if (chains.doubt() != null) {
      return List.of(new Outcome.Undetermined("currentSnapshot", chains.doubt()));
    }
    return chains.onSnapshot()
        ? Outcome.hit("lost-current")
            .key("currentSnapshot")
            .with(chains.levels())
            .evidence("snapshot.currentSnapshot", null)
            .evidence("layoutEx.disk.chain", chains.levels())
            .only()
        : List.of();
  }
}
