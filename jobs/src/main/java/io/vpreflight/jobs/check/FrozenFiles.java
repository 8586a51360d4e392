// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import io.vpreflight.jobs.check.ChainState.Link;
import io.vpreflight.jobs.check.ChainState.Run;
import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.DiskChain;
import io.vpreflight.vsphere.inventory.FileLayout;
import io.vpreflight.vsphere.inventory.Snapshot;
import io.vpreflight.vsphere.inventory.SnapshotLayout;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files that the snapshots of one virtual machine need: those at which one of them was taken,
 * and those from which two chains part. Any other file below a current disk could be merged.
 */
final class FrozenFiles {
  private final Map<String, SnapshotNode> takenAt = new HashMap<>();
  private final Map<String, Set<String>> children = new HashMap<>();
  private @Nullable Text unknown;

  private FrozenFiles() {}

  static FrozenFiles of(FileLayout layout, List<SnapshotNode> tree, List<Run> runs, Scene scene) {
    FrozenFiles frozen = new FrozenFiles();
    for (Run run : runs) {
      List<String> names = new ArrayList<>(run.links().size());
      run.links().forEach(link -> names.add(link.file()));
      frozen.chain(names);
    }
    for (SnapshotNode node : tree) {
      boolean known = frozen.fromLayout(layout, node);
      known |= frozen.fromConfig(scene.locations().snapshot(node.snapshot()), node);
      if (!known) {
        frozen.unknown = Text.of("reason.snapshot.files-unknown", node.name());
      }
    }
    return frozen;
  }

  /** Why the needs of some snapshot are not known, or null. */
  @Nullable Text unknown() {
    return unknown;
  }

  /** The files at which a snapshot was taken, each with the last one. */
  Map<String, SnapshotNode> takenAt() {
    return takenAt;
  }

  /** True when a snapshot was taken at a file below the current one. */
  boolean holds(Run run) {
    for (Link link : below(run)) {
      if (takenAt.containsKey(link.file())) {
        return true;
      }
    }
    return false;
  }

  /** The files below the current one that no snapshot needs. */
  List<String> looseFilesOf(Run run) {
    List<String> loose = new ArrayList<>(0);
    for (Link link : below(run)) {
      boolean fork = children.getOrDefault(link.file(), Set.of()).size() > 1;
      if (!link.foreign() && !fork && !takenAt.containsKey(link.file())) {
        loose.add(link.file());
      }
    }
    return loose;
  }

  private static List<Link> below(Run run) {
    return run.links().subList(0, Math.max(0, run.links().size() - 1));
  }

  private boolean fromLayout(FileLayout layout, SnapshotNode node) {
    for (SnapshotLayout snapshot : layout.snapshot()) {
      if (snapshot.key().equals(node.snapshot())) {
        for (DiskChain disk : snapshot.disk()) {
          List<LayoutLink> links = LayoutLink.of(disk, layout);
          if (links == null) {
            return false;
          }
          List<String> names = new ArrayList<>(links.size());
          links.forEach(link -> names.add(link.name()));
          frozen(names, node);
        }
        return true;
      }
    }
    return false;
  }

  private boolean fromConfig(@Nullable Snapshot snapshot, SnapshotNode node) {
    if (snapshot == null || snapshot.disks() == null) {
      return false;
    }
    for (VirtualDisk disk : snapshot.disks()) {
      List<String> names = new ArrayList<>(2);
      for (DiskBacking at = disk.backing(); at != null; at = at.parent()) {
        if (at.fileName() != null) {
          names.add(0, at.fileName());
        }
      }
      frozen(names, node);
    }
    return true;
  }

  private void frozen(List<String> names, SnapshotNode node) {
    if (!names.isEmpty()) {
      takenAt.merge(names.get(names.size() - 1), node, FrozenFiles::later);
      chain(names);
    }
  }

  /** Two snapshots may rest on one file: then the chain went on from the later one. */
  private static SnapshotNode later(SnapshotNode one, SnapshotNode other) {
    Instant at = one.createTime();
    Instant otherAt = other.createTime();
    return otherAt != null && (at == null || otherAt.isAfter(at)) ? other : one;
  }

  private void chain(List<String> names) {
    for (int i = 1; i < names.size(); i++) {
      children.computeIfAbsent(names.get(i - 1), file -> new HashSet<>(2)).add(names.get(i));
    }
  }
}
