// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.jobs.check.Scene;
import io.vpreflight.vsphere.inventory.Snapshot;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The snapshots of one virtual machine, oldest first, and what they froze. */
final class FrozenDisks {
  private static final FrozenDisks NONE = new FrozenDisks(List.of());

  private final List<Frozen> snapshots;

  private FrozenDisks(List<Frozen> snapshots) {
    this.snapshots = snapshots;
  }

  static FrozenDisks of(VirtualMachine vm, Scene scene) {
    SnapshotInfo info = vm.snapshot();
    if (info == null || info.rootSnapshotList().isEmpty()) {
      return NONE;
    }
    List<Frozen> found = new ArrayList<>(2);
    for (SnapshotNode node : info.all()) {
      Instant at = node.createTime();
      if (at != null) {
        Snapshot snapshot = scene.locations().snapshot(node.snapshot());
        found.add(new Frozen(node, at, snapshot == null ? null : snapshot.disks()));
      }
    }
    found.sort(Comparator.comparing(Frozen::at));
    return new FrozenDisks(found);
  }

  /** When the newest was taken; null when there is none. */
  @Nullable Instant newest() {
    return snapshots.isEmpty() ? null : snapshots.get(snapshots.size() - 1).at();
  }

  /**
   * That disk in every snapshot, oldest first. Snapshots that do not hold it are left out: another
   * disk may have had its place then.
   */
  List<FrozenDisk> of(VirtualDisk disk) {
    if (snapshots.isEmpty()) {
      return List.of();
    }
    List<FrozenDisk> found = new ArrayList<>(snapshots.size());
    for (Frozen snapshot : snapshots) {
      List<VirtualDisk> disks = snapshot.disks();
      if (disks == null) {
        found.add(snapshot.as(false, null));
        continue;
      }
      for (VirtualDisk candidate : disks) {
        if (isSame(candidate, disk)) {
          found.add(snapshot.as(true, candidate.backing().changeId()));
        }
      }
    }
    return found;
  }

  /** The same device key, and the same disk on it as far as their UUIDs tell. */
  static boolean isSame(VirtualDisk one, VirtualDisk other) {
    String uuid = one.backing().uuid();
    String otherUuid = other.backing().uuid();
    return one.key() == other.key()
        && (uuid == null || otherUuid == null || uuid.equalsIgnoreCase(otherUuid));
  }

  private record Frozen(SnapshotNode node, Instant at, @Nullable List<VirtualDisk> disks) {
    FrozenDisk as(boolean read, @Nullable String changeId) {
      return new FrozenDisk(node.snapshot(), node.name(), at, read, changeId);
    }
  }
}
