// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.FileLayout;
import io.vpreflight.vsphere.inventory.LayoutFile;
import io.vpreflight.vsphere.inventory.SnapshotLayout;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A snapshot keeps the memory of the machine: a file of its size, and a long stun to make it. */
public final class SnapshotMemory implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.snapshot.memory", "memory")
          .requires(VmProperty.SNAPSHOT, VmProperty.LAYOUT)
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
    if (tree.isEmpty()) {
      return List.of();
    }
    FileLayout layout = vm.layoutEx();
    if (layout == null) {
      return Outcome.unset(VmProperty.LAYOUT);
    }
    List<Outcome> outcomes = new ArrayList<>(0);
    for (SnapshotNode node : tree) {
      String key = node.snapshot().moId();
      SnapshotLayout files = files(layout, node);
      if (files == null) {
        Text why = Text.of("reason.snapshot.files-unknown", node.name());
        outcomes.add(new Outcome.Undetermined(key, why));
        continue;
      }
      LayoutFile memory = files.memoryKey() < 0 ? null : layout.file(files.memoryKey());
      if (memory != null) {
        outcomes.add(
            Outcome.hit("memory")
                .key(key)
                .with(node.name(), new Bytes(memory.size()))
                .evidence("layoutEx.snapshot.memoryKey", files.memoryKey())
                .evidence("layoutEx.file.name", memory.name())
                .evidence("layoutEx.file.size", memory.size())
                .build());
      }
    }
    return outcomes;
  }

  private static @Nullable SnapshotLayout files(FileLayout layout, SnapshotNode node) {
    for (SnapshotLayout candidate : layout.snapshot()) {
      if (candidate.key().equals(node.snapshot())) {
        return candidate;
      }
    }
    return null;
  }
}
