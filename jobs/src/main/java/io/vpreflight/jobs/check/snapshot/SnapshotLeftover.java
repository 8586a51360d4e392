// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A backup or migration product seems to have left a snapshot behind. */
public final class SnapshotLeftover implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.snapshot.leftover", "known", "likely")
          .requires(VmProperty.SNAPSHOT)
          .mayRead(VCenterFact.TASKS, VmProperty.DEVICES, VmProperty.VM_PATH_NAME)
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
    List<SnapshotNode> tree = SnapshotTree.of(vm);
    if (tree.isEmpty() || CloneBase.is(vm, scene)) {
      return List.of();
    }
    List<Outcome> outcomes = new ArrayList<>(0);
    for (SnapshotNode node : tree) {
      SnapshotNames.Maker maker = SnapshotNames.makerOf(node, scene);
      if (maker != null) {
        outcomes.addAll(judge(node, maker, vm, scene));
      }
    }
    return outcomes;
  }

  private static List<Outcome> judge(
      SnapshotNode node, SnapshotNames.Maker maker, VirtualMachine vm, Scene scene) {
    String key = node.snapshot().moId();
    if (node.createTime() == null) {
      Text why = Text.of("reason.unset", "snapshot.rootSnapshotList.createTime");
      return List.of(new Outcome.Undetermined(key, why));
    }
    Duration age = scene.age(node.createTime());
    if (age.compareTo(scene.limits().duration("snapshot.leftover")) < 0) {
      return List.of();
    }
    Text unknown = VmTasks.unknown(scene);
    if (unknown != null) {
      return List.of(new Outcome.Undetermined(key, unknown));
    }
    if (!VmTasks.in(scene).open(vm).isEmpty()) {
      return List.of();
    }
    return Outcome.hit(maker.isCited() ? "known" : "likely")
        .key(key)
        .with(node.name(), maker.said(), age)
        .evidence("snapshot.rootSnapshotList.name", node.name())
        .evidence("snapshot.rootSnapshotList.description", node.description())
        .evidence("snapshot.rootSnapshotList.createTime", node.createTime())
        .evidence("confidence", maker.confidence())
        .evidence("source", maker.source())
        .only();
  }
}
