// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.chain;

import io.vpreflight.jobs.check.ChainState;
import io.vpreflight.jobs.check.DiskChains;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prepares the chains of a virtual machine, as {@link DiskChains} knows them, to be drawn. */
public final class ChainReader {
  private final VirtualMachine vm;
  private final Scene scene;
  private final ChainState state;

  private ChainReader(VirtualMachine vm, Scene scene) {
    this.vm = vm;
    this.scene = scene;
    this.state = DiskChains.in(scene).of(vm);
  }

  /** Reads the chains of a virtual machine. */
  public static VmChains read(VirtualMachine vm, Scene scene) {
    return new ChainReader(vm, scene).read();
  }

  private VmChains read() {
    SnapshotInfo tree = vm.snapshot();
    List<VmChains.Snapshot> roots = new ArrayList<>();
    if (tree != null) {
      tree.rootSnapshotList().forEach(root -> roots.add(node(root, tree.currentSnapshot())));
    }
    List<VmChains.Disk> disks =
        state.runs().stream()
            .map(run -> new VmChains.Disk(run.key(), run.label(), links(run)))
            .sorted(Comparator.comparingInt(VmChains.Disk::key))
            .toList();
    return new VmChains(scene.locations().refOf(vm.ref()), disks, roots);
  }

  private VmChains.Snapshot node(SnapshotNode node, @Nullable MoRef current) {
    List<VmChains.Snapshot> children =
        node.childSnapshotList().stream().map(child -> node(child, current)).toList();
    return new VmChains.Snapshot(
        node.name(), age(node.createTime()), node.snapshot().equals(current), children);
  }

  private @Nullable Duration age(@Nullable Instant since) {
    return since == null ? null : scene.age(since);
  }

  private List<VmChains.Link> links(ChainState.Run run) {
    List<VmChains.Link> links = new ArrayList<>(run.links().size());
    @Nullable String below = null;
    for (ChainState.Link link : run.links()) {
      SnapshotNode since = below == null ? null : state.takenAt().get(below);
      // Object storage says 0 for what lies elsewhere: that is no size.
      Long bytes = link.bytes() == null || link.bytes() == 0 ? null : link.bytes();
      links.add(
          since == null
              ? new VmChains.Link(link.file(), bytes, null, null)
              : new VmChains.Link(link.file(), bytes, since.name(), age(since.createTime())));
      below = link.file();
    }
    return links;
  }
}
