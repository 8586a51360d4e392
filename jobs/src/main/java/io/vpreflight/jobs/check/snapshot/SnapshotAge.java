// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Limits;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A snapshot is kept for longer than a snapshot is for. */
public final class SnapshotAge implements ObjectCheck<VirtualMachine> {
  private static final String CREATE_TIME = "snapshot.rootSnapshotList.createTime";
  private static final CheckInfo INFO =
      CheckInfo.of("vm.snapshot.age", "old", "too-old")
          .requires(VmProperty.SNAPSHOT)
          .mayRead(VmProperty.DEVICES, VmProperty.VM_PATH_NAME)
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
    List<SnapshotNode> tree = SnapshotTree.of(vm);
    if (tree.isEmpty() || CloneBase.is(vm, scene)) {
      return List.of();
    }
    Limits limits = scene.limits();
    List<Outcome> outcomes = new ArrayList<>();
    for (SnapshotNode node : tree) {
      String key = node.snapshot().moId();
      if (node.createTime() == null) {
        outcomes.add(new Outcome.Undetermined(key, Text.of("reason.unset", CREATE_TIME)));
        continue;
      }
      Duration age = scene.age(node.createTime());
      if (age.compareTo(limits.duration("snapshot.age.warning")) >= 0) {
        boolean tooOld = age.compareTo(limits.duration("snapshot.age.critical")) >= 0;
        outcomes.add(
            Outcome.hit(tooOld ? "too-old" : "old")
                .key(key)
                .with(node.name(), age)
                .evidence(CREATE_TIME, node.createTime())
                .evidence("snapshot.rootSnapshotList.name", node.name())
                .evidence("snapshot.rootSnapshotList.description", node.description())
                .evidence("snapshot.rootSnapshotList.quiesced", node.quiesced())
                .build());
      }
    }
    return outcomes;
  }
}
