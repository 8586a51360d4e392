// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AChain;
import io.vpreflight.jobs.testing.ADisk;
import io.vpreflight.jobs.testing.ATask;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.Snapshot;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.SnapshotProperty;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InvalidConfigurationTest {
  private final AVm vm = AVm.named("app");
  private final AnInventory inventory = new AnInventory();

  private Results run() {
    inventory.vms.clear();
    inventory.vms.add(vm.build());
    return Runs.run(new InvalidConfiguration(), inventory);
  }

  private AChain snapshotted() {
    config(ADisk.of("[vmfs01] app/app.vmdk").build());
    return AChain.of(vm, "app.vmdk", "app-000001.vmdk")
        .snapshot("snapshot-1", "A", Duration.ofHours(1), "app.vmdk");
  }

  private void config(VirtualDisk... disks) {
    inventory.snapshots.clear();
    inventory.snapshots.add(
        new Snapshot(AChain.ref("snapshot-1"), List.of(disks), Unreadable.NONE));
  }

  private void faulty(String faultClass) {
    inventory.snapshots.clear();
    inventory.snapshots.add(
        new Snapshot(
            AChain.ref("snapshot-1"),
            null,
            new Unreadable(Map.of(SnapshotProperty.DEVICES.path(), faultClass))));
  }

  @Test
  void a_sound_snapshot_passes() {
    snapshotted().build();
    Results results = run();
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of(), Runs.undetermined(results));
  }

  @Test
  void a_machine_without_snapshots_passes() {
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void running_on_a_snapshot_that_is_not_the_current_one_is_found() {
    AChain chain = snapshotted();
    chain.current = null;
    chain.build();
    assertEquals(List.of("app#currentSnapshot: lost-current"), Runs.found(run()));
  }

  @Test
  void going_back_to_before_the_first_snapshot_leaves_no_current_one_and_is_right() {
    AChain chain =
        AChain.of(vm, "app.vmdk", "app-000002.vmdk")
            .snapshot("snapshot-1", "B", Duration.ofHours(1), "app.vmdk", "app-000001.vmdk");
    chain.current = null;
    chain.build();
    config(ADisk.of("[vmfs01] app/app-000001.vmdk", "[vmfs01] app/app.vmdk").build());
    Results results = run();
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of(), Runs.undetermined(results));
  }

  @Test
  void whether_a_vvol_runs_on_a_snapshot_is_undetermined() {
    inventory.datastores.set(0, AnInventory.aDatastore("VVOL", 4096, 2048));
    AChain chain = snapshotted();
    chain.current = null;
    chain.build();
    assertEquals(List.of("app#currentSnapshot: reason.snapshot.native"), Runs.undetermined(run()));
  }

  @Test
  void a_disk_that_the_machine_no_longer_has_is_found() {
    snapshotted().build();
    config(
        ADisk.of("[vmfs01] app/app.vmdk").build(),
        ADisk.of("[vmfs01] app/app_1.vmdk").at(1).build());
    assertEquals(List.of("app#snapshot-1: removed-disk"), Runs.found(run()));
  }

  @Test
  void an_independent_disk_may_go() {
    snapshotted().build();
    ADisk gone = ADisk.of("[vmfs01] app/app_1.vmdk").at(1);
    gone.diskMode = "independent_persistent";
    config(ADisk.of("[vmfs01] app/app.vmdk").build(), gone.build());
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void a_disk_that_came_back_on_another_slot_is_known_by_its_uuid() {
    snapshotted().build();
    VirtualDisk moved = AVm.aDisk(2005, 5, "[vmfs01] app/app_1.vmdk");
    vm.disks.add(moved);
    config(AVm.aDisk(2001, 1, "[vmfs01] app/app_1.vmdk"));
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void a_configuration_that_is_broken_is_found() {
    snapshotted().build();
    faulty("InvalidSnapshotFormat");
    assertEquals(List.of("app#snapshot-1: unreadable"), Runs.found(run()));
  }

  @Test
  void a_configuration_that_we_may_not_see_is_undetermined() {
    snapshotted().build();
    faulty("NoPermission");
    Results results = run();
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of("app#snapshot-1: reason.unreadable"), Runs.undetermined(results));
  }

  @Test
  void a_configuration_that_is_unset_or_vanished_is_undetermined() {
    snapshotted().build();
    inventory.snapshots.set(0, new Snapshot(AChain.ref("snapshot-1"), null, Unreadable.NONE));
    assertEquals(List.of("app#snapshot-1: reason.unset"), Runs.undetermined(run()));
    inventory.snapshots.clear();
    assertEquals(List.of("app#snapshot-1: reason.snapshot.gone"), Runs.undetermined(run()));
  }

  @Test
  void snapshots_of_a_machine_whose_devices_are_unset_are_undetermined() {
    snapshotted().build();
    vm.hardwareUnset = true;
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(run()));
  }

  @Test
  void configurations_that_nobody_read_are_undetermined() {
    snapshotted().build();
    inventory.without(SnapshotProperty.DEVICES);
    assertEquals(List.of("app: reason.not-collected"), Runs.undetermined(run()));
  }

  @Test
  void a_task_that_was_refused_for_its_format_is_found() {
    inventory.tasks.add(
        ATask.on(vm, "VirtualMachine.consolidateDisks")
            .failed(Duration.ofHours(2), "InvalidSnapshotFormat")
            .build());
    assertEquals(List.of("app#task: refused"), Runs.found(run()));
  }

  @Test
  void a_task_that_failed_for_another_reason_is_not() {
    inventory.tasks.add(
        ATask.on(vm, "VirtualMachine.createSnapshot")
            .failed(Duration.ofHours(2), "SystemError", "msg.snapshot.error-QUIESCINGERROR")
            .build());
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void unreadable_trees_are_undetermined() {
    vm.unreadable(VmProperty.SNAPSHOT, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run()));
  }

  @Test
  void the_message_key_tells_the_format_where_the_class_does_not() {
    inventory.tasks.add(
        ATask.on(vm, "VirtualMachine.createSnapshot")
            .failed(Duration.ofHours(2), "VmConfigFault", "vim.fault.InvalidSnapshotFormat")
            .build());
    assertEquals(List.of("app#task: refused"), Runs.found(run()));
  }

  @Test
  void an_empty_tree_is_no_tree() {
    vm.snapshot = new SnapshotInfo(null, List.of());
    Results results = run();
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of(), Runs.undetermined(results));
  }
}
