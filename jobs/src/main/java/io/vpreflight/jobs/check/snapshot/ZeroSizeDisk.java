// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.Datastore;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.Snapshot;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.SnapshotProperty;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.List;

/**
 * A disk has no size, in the machine or in one of its snapshots. The sizes of files are no
 * evidence: 0 is normal there on object storage.
 */
public final class ZeroSizeDisk implements ObjectCheck<VirtualMachine> {
  private static final String CAPACITY = "config.hardware.device.capacityInBytes";
  private static final CheckInfo INFO =
      CheckInfo.of("vm.disk.zero-size", "disk", "snapshot")
          .requires(VmProperty.DEVICES)
          .mayRead(VmProperty.SNAPSHOT, SnapshotProperty.DEVICES, DatastoreProperty.SUMMARY)
          .seedRows("002-41")
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
    Hardware hardware = vm.config().hardware();
    if (hardware == null) {
      return Outcome.unset(VmProperty.DEVICES);
    }
    List<Outcome> outcomes = new ArrayList<>(0);
    for (VirtualDisk disk : hardware.disks()) {
      judge("disk", "", "", disk, scene, outcomes);
    }
    List<SnapshotNode> tree = SnapshotTree.of(vm);
    Text unknown =
        tree.isEmpty() ? null : Gaps.uncollected(List.of(SnapshotProperty.DEVICES), scene);
    if (unknown != null) {
      outcomes.add(new Outcome.Undetermined("snapshot", unknown));
      return outcomes;
    }
    for (SnapshotNode node : tree) {
      String key = node.snapshot().moId();
      Snapshot snapshot = scene.locations().snapshot(node.snapshot());
      if (snapshot == null) {
        Text gone = Text.of("reason.snapshot.gone", node.name());
        outcomes.add(new Outcome.Undetermined(key, gone));
      } else if (snapshot.disks() == null) {
        Text refused = Gaps.unreadable(SnapshotProperty.DEVICES, snapshot.unreadable());
        Text unset = Text.of("reason.unset", SnapshotProperty.DEVICES.path());
        outcomes.add(new Outcome.Undetermined(key, refused == null ? unset : refused));
      } else {
        for (VirtualDisk disk : snapshot.disks()) {
          judge("snapshot", key + "/", node.name(), disk, scene, outcomes);
        }
      }
    }
    return outcomes;
  }

  private static void judge(
      String kind,
      String prefix,
      String snapshot,
      VirtualDisk disk,
      Scene scene,
      List<Outcome> outcomes) {
    Long capacity = disk.capacityInBytes();
    if (capacity != null && capacity > 0) {
      return;
    }
    String key = prefix + disk.key();
    if (capacity == null) {
      outcomes.add(new Outcome.Undetermined(key, Text.of("reason.unset", CAPACITY)));
      return;
    }
    Datastore datastore = scene.locations().datastore(disk.backing().datastore());
    if (datastore != null && Boolean.FALSE.equals(datastore.accessible())) {
      Text why = Text.of("reason.snapshot.datastore-inaccessible", datastore.name());
      outcomes.add(new Outcome.Undetermined(key, why));
    } else {
      outcomes.add(
          Outcome.hit(kind)
              .key(key)
              .with(disk.label(), snapshot)
              .evidence(CAPACITY, capacity)
              .evidence("config.hardware.device.backing.fileName", disk.backing().fileName())
              .build());
    }
  }
}
