// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.chain;

import io.vpreflight.jobs.check.Scene;
import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.DiskChain;
import io.vpreflight.vsphere.inventory.FileLayout;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.LayoutFile;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Snapshot;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.SnapshotLayout;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the chains of a virtual machine: from {@code layoutEx}, which has sizes, or else from
 * {@code config.hardware.device[].backing.parent}.
 */
public final class ChainReader {
  private final VirtualMachine vm;
  private final Scene scene;
  private final @Nullable FileLayout layout;

  /** The snapshot that froze a file: whatever comes after that file began with it. */
  private final Map<String, SnapshotNode> frozenBy = new HashMap<>();

  private ChainReader(VirtualMachine vm, Scene scene) {
    this.vm = vm;
    this.scene = scene;
    this.layout = vm.layoutEx();
  }

  /** Reads the chains of a virtual machine. */
  public static VmChains read(VirtualMachine vm, Scene scene) {
    return new ChainReader(vm, scene).read();
  }

  private VmChains read() {
    SnapshotInfo tree = vm.snapshot();
    List<VmChains.Snapshot> roots = new ArrayList<>();
    if (tree != null) {
      tree.all().forEach(this::freeze);
      tree.rootSnapshotList().forEach(root -> roots.add(node(root, tree.currentSnapshot())));
    }
    return new VmChains(scene.locations().refOf(vm.ref()), disks(), roots);
  }

  private void freeze(SnapshotNode node) {
    for (String file : filesOf(node.snapshot())) {
      SnapshotNode other = frozenBy.get(file);
      // Two snapshots may rest on one file: then the chain went on from the later one.
      if (other == null || isLater(node.createTime(), other.createTime())) {
        frozenBy.put(file, node);
      }
    }
  }

  private static boolean isLater(@Nullable Instant one, @Nullable Instant other) {
    return one != null && (other == null || one.isAfter(other));
  }

  /** The files that a snapshot froze: the last link of each of its disks. */
  private List<String> filesOf(MoRef snapshot) {
    List<String> files = new ArrayList<>();
    if (layout != null) {
      for (SnapshotLayout of : layout.snapshot()) {
        if (of.key().equals(snapshot)) {
          of.disk().stream()
              .filter(disk -> !disk.chain().isEmpty())
              .map(disk -> name(disk.chain().get(disk.chain().size() - 1)))
              .forEach(files::add);
        }
      }
    }
    Snapshot object = scene.locations().snapshot(snapshot);
    if (object != null && object.disks() != null) {
      for (VirtualDisk disk : object.disks()) {
        if (disk.backing().fileName() != null) {
          files.add(disk.backing().fileName());
        }
      }
    }
    return files;
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

  private List<VmChains.Disk> disks() {
    Hardware hardware = vm.config().hardware();
    List<VmChains.Disk> disks = new ArrayList<>();
    if (layout != null && !layout.disk().isEmpty()) {
      for (DiskChain chain : layout.disk()) {
        VirtualDisk disk = hardware == null ? null : hardware.disk(chain.key());
        String label = disk == null ? String.valueOf(chain.key()) : disk.label();
        disks.add(new VmChains.Disk(chain.key(), label, links(chain)));
      }
    } else if (hardware != null) {
      for (VirtualDisk disk : hardware.disks()) {
        disks.add(new VmChains.Disk(disk.key(), disk.label(), links(disk.backing())));
      }
    }
    disks.sort(Comparator.comparingInt(VmChains.Disk::key));
    return disks;
  }

  private List<VmChains.Link> links(DiskChain chain) {
    List<VmChains.Link> links = new ArrayList<>();
    @Nullable String below = null;
    for (List<Integer> keys : chain.chain()) {
      String file = name(keys);
      links.add(link(file, size(keys), below));
      below = file;
    }
    return links;
  }

  private List<VmChains.Link> links(DiskBacking leaf) {
    List<String> files = new ArrayList<>();
    for (DiskBacking at = leaf; at != null; at = at.parent()) {
      files.add(0, at.fileName() == null ? "" : at.fileName());
    }
    List<VmChains.Link> links = new ArrayList<>();
    @Nullable String below = null;
    for (String file : files) {
      links.add(link(file, null, below));
      below = file;
    }
    return links;
  }

  private VmChains.Link link(String file, @Nullable Long bytes, @Nullable String below) {
    SnapshotNode since = below == null ? null : frozenBy.get(below);
    return since == null
        ? new VmChains.Link(file, bytes, null, null)
        : new VmChains.Link(file, bytes, since.name(), age(since.createTime()));
  }

  /** A link is known by its descriptor. */
  private String name(List<Integer> keys) {
    String name = "";
    for (int key : keys) {
      LayoutFile file = layout == null ? null : layout.file(key);
      if (file != null && (name.isEmpty() || file.type().equals("diskDescriptor"))) {
        name = file.name();
      }
    }
    return name;
  }

  /** What the extents take. Object storage says 0 for what lies elsewhere: that is no size. */
  private @Nullable Long size(List<Integer> keys) {
    long bytes = 0;
    for (int key : keys) {
      LayoutFile file = layout == null ? null : layout.file(key);
      bytes += file == null || file.type().equals("diskDescriptor") ? 0 : file.size();
    }
    return bytes == 0 ? null : bytes;
  }
}
