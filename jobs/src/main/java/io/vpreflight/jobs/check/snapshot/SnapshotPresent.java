// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;

/** There are snapshots, which some products do not accept on a machine that they begin with. */
public final class SnapshotPresent implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.snapshot.present", "present")
          .requires(VmProperty.SNAPSHOT)
          .seedRows("004-59")
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
    List<SnapshotNode> tree = SnapshotTree.of(vm);
    return tree.isEmpty()
        ? List.of()
        : Outcome.hit("present")
            .with(tree.size())
            .evidence(
                "snapshot.rootSnapshotList.name", tree.stream().map(SnapshotNode::name).toList())
            .only();
  }
}
