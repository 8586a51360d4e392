// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.check.Unknowns;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.Snapshot;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.SnapshotProperty;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds the configuration that a snapshot froze against the machine as it is now. */
final class FrozenConfiguration {
  /** Faults that are about the snapshot; any other one is about reading it. */
  private static final Set<String> BROKEN =
      Set.of(
          "InvalidSnapshotFormat",
          "InvalidFormat",
          "InvalidVmConfig",
          "GenericVmConfigFault",
          "VmConfigFault",
          "FileNotFound",
          "FileFault");

  private FrozenConfiguration() {}

  /** What is wrong with that snapshot, under its moId. */
  static List<Outcome> judge(SnapshotNode node, VirtualMachine vm, Scene scene) {
    String key = node.snapshot().moId();
    Snapshot snapshot = scene.locations().snapshot(node.snapshot());
    if (snapshot == null) {
      return undetermined(key, Text.of("reason.snapshot.gone", node.name()));
    }
    String fault = snapshot.unreadable().fault(SnapshotProperty.DEVICES);
    if (fault != null) {
      return BROKEN.contains(fault)
          ? Outcome.hit("unreadable")
              .key(key)
              .with(node.name(), fault)
              .evidence(SnapshotProperty.DEVICES, fault)
              .only()
          : undetermined(key, Gaps.refused(SnapshotProperty.DEVICES.path(), fault));
    }
    if (snapshot.disks() == null) {
      return undetermined(key, Text.of("reason.unset", SnapshotProperty.DEVICES.path()));
    }
    Hardware now = vm.config().hardware();
    Text unknown = unknown(snapshot, snapshot.disks(), now);
    if (unknown != null) {
      return undetermined(key, unknown);
    }
    List<String> removed = removed(snapshot.disks(), now);
    return removed.isEmpty()
        ? List.of()
        : Outcome.hit("removed-disk")
            .key(key)
            .with(node.name(), String.join(", ", removed))
            .evidence(SnapshotProperty.DEVICES, removed)
            .only();
  }

  private static List<String> removed(List<VirtualDisk> frozen, @Nullable Hardware now) {
    List<String> removed = new ArrayList<>(0);
    for (VirtualDisk disk : frozen) {
      String mode = disk.backing().diskMode();
      boolean independent = mode != null && mode.startsWith("independent");
      if (!independent && now != null && !isIn(disk, now)) {
        removed.add(disk.backing().fileName() == null ? disk.label() : disk.backing().fileName());
      }
    }
    return removed;
  }

  /** A disk that is gone may have been one that no snapshot holds. */
  private static @Nullable Text unknown(
      Snapshot snapshot, List<VirtualDisk> frozen, @Nullable Hardware now) {
    for (VirtualDisk disk : frozen) {
      String mode = Unknowns.path(disk.key(), ".backing.diskMode");
      Text unknown = Unknowns.at(mode, snapshot.unreadable());
      if (unknown != null && now != null && !isIn(disk, now)) {
        return unknown;
      }
    }
    return null;
  }

  private static boolean isIn(VirtualDisk disk, Hardware now) {
    for (VirtualDisk current : now.disks()) {
      if (isSame(current, disk)) {
        return true;
      }
    }
    return false;
  }

  /** A disk keeps its key; one that was taken out and put back keeps its UUID. */
  private static boolean isSame(VirtualDisk one, VirtualDisk other) {
    String uuid = one.backing().uuid();
    return one.key() == other.key() || (uuid != null && uuid.equals(other.backing().uuid()));
  }

  private static List<Outcome> undetermined(String key, Text reason) {
    return List.of(new Outcome.Undetermined(key, reason));
  }
}
