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
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.Snapshot;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.SnapshotProperty;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the snapshots say of themselves does not fit the machine. */
public final class InvalidConfiguration implements ObjectCheck<VirtualMachine> {
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
          .seedRows("002-35")
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
    SnapshotInfo tree = vm.snapshot();
    if (tree != null && !tree.rootSnapshotList().isEmpty()) {
      if (tree.currentSnapshot() == null) {
        outcomes.addAll(lostCurrent(DiskChains.in(scene).of(vm)));
      }
      Text unknown = Gaps.uncollected(List.of(SnapshotProperty.DEVICES), scene);
      if (unknown != null) {
        outcomes.add(new Outcome.Undetermined("", unknown));
      } else {
        tree.all().forEach(node -> outcomes.addAll(configuration(node, vm, scene)));
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

  private static List<Outcome> configuration(SnapshotNode node, VirtualMachine vm, Scene scene) {
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
          : undetermined(key, Text.of("reason.unreadable", SnapshotProperty.DEVICES.path(), fault));
    }
    if (snapshot.disks() == null) {
      return undetermined(key, Text.of("reason.unset", SnapshotProperty.DEVICES.path()));
    }
    List<String> removed = removed(snapshot.disks(), vm.config().hardware());
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
      if (!independent && now != null && now.disks().stream().noneMatch(d -> isSame(d, disk))) {
        removed.add(disk.backing().fileName() == null ? disk.label() : disk.backing().fileName());
      }
    }
    return removed;
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
