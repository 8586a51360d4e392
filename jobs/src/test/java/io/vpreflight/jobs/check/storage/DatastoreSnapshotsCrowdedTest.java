// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVirtualDisk;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatastoreSnapshotsCrowdedTest {
  private static Results run(AVm... vms) {
    return Runs.run(new DatastoreSnapshotsCrowded(), AnInventory.of(vms));
  }

  /** A machine with so many disks, each on so many deltas, and a snapshot tree that deep. */
  private static AVm machine(String name, int disks, int deltas, int snapshots) {
    AVm vm = AVm.named(name);
    vm.disks.clear();
    for (int i = 0; i < disks; i++) {
      vm.disks.add(AVirtualDisk.named(name + i, 2000 + i, i).deltas(deltas).build());
    }
    List<SnapshotNode> below = List.of();
    for (int i = 0; i < snapshots; i++) {
      MoRef ref = new MoRef("VirtualMachineSnapshot", "snapshot-" + i);
      below = List.of(new SnapshotNode(ref, "s" + i, null, i, null, null, false, below));
    }
    vm.snapshot = snapshots == 0 ? null : new SnapshotInfo(null, below);
    return vm;
  }

  @Test
  void sixteen_disk_snapshots_of_several_machines_are_found() {
    Results results = run(machine("a", 8, 1, 1), machine("b", 4, 2, 2));
    assertEquals(List.of("vmfs01: crowded"), Runs.found(results));
    assertEquals(16, results.findings().get(0).evidence().get("diskSnapshots"));
  }

  @Test
  void fifteen_are_not_too_many() {
    Results results = run(machine("a", 8, 1, 1), machine("b", 7, 1, 1));
    assertEquals(List.of(), Runs.found(results));
    assertEquals(1, Runs.evaluated(results));
  }

  @Test
  void one_machine_with_many_disks_is_snapshotted_all_the_same() {
    assertEquals(List.of(), Runs.found(run(machine("a", 20, 1, 1), machine("b", 20, 0, 0))));
  }

  @Test
  void the_base_of_linked_clones_is_no_snapshot() {
    assertEquals(List.of(), Runs.found(run(machine("a", 10, 1, 0), machine("b", 10, 1, 0))));
    // With a snapshot of its own a clone counts once a disk, not twice.
    assertEquals(List.of(), Runs.found(run(machine("a", 7, 2, 1), machine("b", 7, 2, 1))));
  }

  @Test
  void native_snapshots_leave_no_chain_and_do_not_count() {
    assertEquals(List.of(), Runs.found(run(machine("a", 10, 0, 1), machine("b", 10, 0, 1))));
  }

  @Test
  void a_chain_on_another_datastore_does_not_count_here() {
    AVm elsewhere = machine("b", 0, 0, 1);
    for (int i = 0; i < 10; i++) {
      elsewhere.disks.add(
          AVirtualDisk.named("b" + i, 2000 + i, i)
              .deltas(1)
              .on(new MoRef("Datastore", "datastore-99"))
              .build());
    }
    elsewhere.disks.add(AVirtualDisk.named("lost", 2020, 20).deltas(1).on(null).build());
    assertEquals(List.of(), Runs.found(run(machine("a", 10, 1, 1), elsewhere)));
  }

  @Test
  void machines_that_cannot_be_read_leave_a_low_count_undetermined() {
    AVm unset = machine("b", 1, 0, 0);
    unset.hardwareUnset = true;
    AVm hiddenDevices = machine("c", 1, 0, 0).unreadable(VmProperty.DEVICES, "NoPermission");
    AVm hiddenTree = machine("d", 1, 0, 0).unreadable(VmProperty.SNAPSHOT, "NoPermission");
    for (AVm unknown : List.of(unset, hiddenDevices, hiddenTree)) {
      Results results = run(machine("a", 2, 1, 1), unknown);
      assertEquals(List.of(), Runs.found(results));
      assertEquals(List.of("vmfs01: reason.storage.machines-unknown"), Runs.undetermined(results));
    }
  }

  @Test
  void a_count_that_is_high_enough_needs_no_more_machines() {
    AVm unset = machine("c", 1, 0, 0);
    unset.hardwareUnset = true;
    Results results = run(machine("a", 8, 1, 1), machine("b", 8, 1, 1), unset);
    assertEquals(List.of("vmfs01: crowded"), Runs.found(results));
    assertEquals(List.of(), Runs.undetermined(results));
  }

  @Test
  void without_the_snapshot_trees_it_is_undetermined() {
    AnInventory inventory = AnInventory.of(AVm.named("app")).without(VmProperty.SNAPSHOT);
    assertEquals(
        List.of("vmfs01: reason.not-collected"),
        Runs.undetermined(Runs.run(new DatastoreSnapshotsCrowded(), inventory)));
  }
}
