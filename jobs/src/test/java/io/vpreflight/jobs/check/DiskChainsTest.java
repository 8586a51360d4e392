// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.testing.AChain;
import io.vpreflight.jobs.testing.ADisk;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.DiskChain;
import io.vpreflight.vsphere.inventory.FileLayout;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Snapshot;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.SnapshotLayout;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiskChainsTest {
  private static final Duration AGE = Duration.ofDays(2);
  private final AVm vm = AVm.named("app");
  private final AnInventory inventory = new AnInventory();

  private ChainState state() {
    inventory.vms.add(vm.build());
    Scene scene = new Scene(inventory.build(), new Limits(Map.of()), null);
    return DiskChains.in(scene).of(scene.inventory().virtualMachines().get(0));
  }

  private static String doubt(ChainState state) {
    return state.doubt() == null ? "" : state.doubt().key();
  }

  @Test
  void a_disk_on_its_base_without_a_snapshot_is_plain() {
    ChainState state = state();
    assertTrue(state.isClean());
    assertEquals(List.of(), state.runs());
    assertEquals(0, state.depth());
  }

  @Test
  void every_file_at_which_a_snapshot_was_taken_is_needed() {
    AChain.of(vm, "app.vmdk", "app-000001.vmdk", "app-000002.vmdk")
        .snapshot("snapshot-1", "A", AGE, "app.vmdk")
        .snapshot("snapshot-2", "B", AGE, "app.vmdk", "app-000001.vmdk")
        .build();
    ChainState state = state();
    assertTrue(state.isClean());
    assertEquals(2, state.depth());
  }

  @Test
  void a_delta_of_a_snapshot_that_is_gone_is_left_over() {
    AChain.of(vm, "app.vmdk", "app-000001.vmdk", "app-000002.vmdk")
        .snapshot("snapshot-1", "A", AGE, "app.vmdk")
        .build();
    ChainState state = state();
    assertEquals(List.of("[vmfs01] app/app-000001.vmdk"), state.leftovers());
    assertTrue(state.isDirty());
    assertNull(state.doubt());
  }

  @Test
  void a_delta_without_any_snapshot_leaves_the_base_to_be_merged() {
    AChain.of(vm, "app.vmdk", "app-000001.vmdk").build();
    assertEquals(List.of("[vmfs01] app/app.vmdk"), state().leftovers());
  }

  @Test
  void a_file_from_which_two_branches_part_cannot_be_merged_and_is_not_left_over() {
    AChain chain =
        AChain.of(vm, "app.vmdk", "app-000002.vmdk")
            .snapshot("snapshot-2", "B", AGE, "app.vmdk", "app-000001.vmdk");
    chain.current = null;
    chain.build();
    assertTrue(state().isClean());
  }

  @Test
  void the_chain_comes_from_the_devices_where_the_layout_is_missing() {
    AChain chain = AChain.of(vm, "app.vmdk", "app-000001.vmdk");
    chain.layoutUnset = true;
    chain.build();
    ChainState state = state();
    assertEquals(List.of("[vmfs01] app/app.vmdk"), state.leftovers());
    assertNull(state.runs().get(0).deltaBytes());
  }

  @Test
  void what_a_snapshot_froze_comes_from_its_configuration_where_the_layout_is_missing() {
    AChain chain =
        AChain.of(vm, "app.vmdk", "app-000001.vmdk").snapshot("snapshot-1", "A", AGE, "app.vmdk");
    chain.layoutUnset = true;
    chain.build();
    inventory.snapshots.add(
        new Snapshot(
            AChain.ref("snapshot-1"),
            List.of(ADisk.of("[vmfs01] app/app.vmdk").build()),
            Unreadable.NONE));
    assertTrue(state().isClean());
  }

  @Test
  void a_snapshot_of_which_no_file_is_known_leaves_a_doubt() {
    AChain chain =
        AChain.of(vm, "app.vmdk", "app-000001.vmdk").snapshot("snapshot-1", "A", AGE, "app.vmdk");
    chain.layoutUnset = true;
    chain.build();
    ChainState state = state();
    assertFalse(state.isDirty());
    assertEquals("reason.snapshot.files-unknown", doubt(state));
  }

  @Test
  void a_layout_of_another_moment_leaves_a_doubt() {
    AChain.of(vm, "app.vmdk", "app-000001.vmdk").build();
    vm.disks.set(0, AVm.aDisk(2000, 0, "[vmfs01] app/app.vmdk"));
    ChainState state = state();
    assertFalse(state.isDirty());
    assertEquals("reason.snapshot.layout-out-of-step", doubt(state));
  }

  @Test
  void a_layout_from_before_a_delta_that_the_devices_show_leaves_a_doubt() {
    AChain.of(vm, "app.vmdk").build();
    vm.disks.set(0, ADisk.of("[vmfs01] app/app-000001.vmdk", "[vmfs01] app/app.vmdk").build());
    assertEquals("reason.snapshot.layout-out-of-step", doubt(state()));
  }

  @Test
  void a_plain_disk_on_a_vvol_casts_no_doubt_on_a_delta_elsewhere() {
    AChain.of(vm, "app.vmdk", "app-000001.vmdk").build();
    ADisk second = ADisk.of("[vvol01] app/app_1.vmdk").at(1);
    second.datastore = new MoRef("Datastore", "datastore-9");
    vm.disks.add(second.build());
    ChainState state = state();
    assertTrue(state.isDirty());
    assertNull(state.doubt());
  }

  @Test
  void a_layout_that_misses_a_link_of_the_devices_leaves_a_doubt() {
    AChain.of(vm, "app.vmdk", "app-000002.vmdk").build();
    vm.disks.set(
        0,
        ADisk.of(
                "[vmfs01] app/app-000002.vmdk",
                "[vmfs01] app/app-000001.vmdk",
                "[vmfs01] app/app.vmdk")
            .build());
    assertEquals("reason.snapshot.layout-out-of-step", doubt(state()));
  }

  @Test
  void a_layout_that_does_not_know_its_own_files_is_not_used() {
    AChain.of(vm, "app.vmdk", "app-000001.vmdk").build();
    FileLayout layout = vm.layoutEx;
    assertNotNull(layout);
    vm.layoutEx = new FileLayout(List.of(), layout.disk(), List.of(), null);
    assertEquals(List.of("[vmfs01] app/app.vmdk"), state().leftovers());
  }

  @Test
  void the_files_of_a_parent_are_foreign_to_a_linked_clone_and_never_left_over() {
    AChain.of(vm, "[vmfs01] master/master.vmdk", "[vmfs01] master/m-000001.vmdk", "app.vmdk")
        .build();
    ChainState state = state();
    assertTrue(state.isClean());
    assertEquals(0, state.depth());
    assertEquals(2, state.levels());
  }

  @Test
  void a_snapshot_of_a_linked_clone_counts_once() {
    AChain.of(vm, "[vmfs01] master/master.vmdk", "app.vmdk", "app-000001.vmdk")
        .snapshot("snapshot-1", "A", AGE, "[vmfs01] master/master.vmdk", "app.vmdk")
        .build();
    ChainState state = state();
    assertTrue(state.isClean());
    assertEquals(1, state.depth());
  }

  @Test
  void a_delta_in_a_working_directory_stands_on_a_base_of_its_own() {
    AChain.of(vm, "[vmfs02] app/app_1.vmdk", "[vmfs09] work/app-000001.vmdk").build();
    assertEquals(List.of("[vmfs02] app/app_1.vmdk"), state().leftovers());
  }

  @Test
  void a_base_that_is_named_like_a_delta_is_a_base() {
    AChain.of(vm, "app-000004.vmdk").build();
    assertTrue(state().isClean());
  }

  @Test
  void an_independent_disk_takes_no_part() {
    ADisk disk = ADisk.of("[vmfs01] app/app-000001.vmdk", "[vmfs01] app/app.vmdk");
    disk.diskMode = "independent_nonpersistent";
    vm.disks.set(0, disk.build());
    assertTrue(state().isClean());
  }

  @Test
  void two_snapshots_and_a_chain_of_one_on_a_vvol_prove_nothing() {
    inventory.datastores.set(0, AnInventory.aDatastore("VVOL", 4096, 2048));
    AChain.of(vm, "app.vmdk")
        .snapshot("snapshot-1", "A", AGE, "app.vmdk")
        .snapshot("snapshot-2", "B", AGE, "app.vmdk")
        .build();
    ChainState state = state();
    assertFalse(state.isDirty());
    assertEquals("reason.snapshot.native", doubt(state));
  }

  @Test
  void a_vsan_of_version_8_may_keep_snapshots_itself() {
    inventory.datastores.set(0, AnInventory.aDatastore("vsan", 4096, 2048));
    AChain.of(vm, "app.vmdk", "app-000001.vmdk").build();
    ChainState state = state();
    assertFalse(state.isDirty());
    assertEquals("reason.snapshot.native", doubt(state));
  }

  @Test
  void a_vsan_of_version_7_writes_deltas() {
    AHost host = AHost.usual();
    host.version = "7.0.3";
    inventory.hosts.set(0, host.build());
    inventory.datastores.set(0, AnInventory.aDatastore("vsan", 4096, 2048));
    AChain.of(vm, "app.vmdk", "app-000001.vmdk").build();
    assertTrue(state().isDirty());
  }

  @Test
  void a_delta_of_native_format_is_the_storage_s_own() {
    inventory.datastores.set(0, AnInventory.aDatastore("NFS", 4096, 2048));
    DiskBacking base = AVm.aBacking("[vmfs01] app/app.vmdk");
    DiskBacking delta =
        new DiskBacking(
            base.type(),
            "[vmfs01] app/app-000001.vmdk",
            AnInventory.DATASTORE,
            "persistent",
            null,
            null,
            null,
            null,
            null,
            true,
            "nativeFormat",
            base);
    vm.disks.set(0, new VirtualDisk(2000, "Hard disk 1", 1000, 0, 40L << 30, delta, List.of()));
    assertEquals("reason.snapshot.native", doubt(state()));
  }

  @Test
  void a_datastore_of_unknown_type_leaves_a_doubt() {
    inventory.datastores.clear();
    AChain.of(vm, "app.vmdk", "app-000001.vmdk").build();
    assertEquals("reason.snapshot.storage-unknown", doubt(state()));
  }

  @Test
  void unset_devices_are_not_known() {
    vm.hardwareUnset = true;
    assertEquals("reason.unset", doubt(state()));
  }

  @Test
  void unreadable_devices_are_not_known() {
    vm.hardwareUnset = true;
    vm.unreadable(VmProperty.DEVICES, "NoPermission");
    assertEquals("reason.unreadable", doubt(state()));
  }

  @Test
  void devices_that_nobody_asked_for_are_not_known() {
    vm.hardwareUnset = true;
    inventory.without(VmProperty.DEVICES);
    assertEquals("reason.not-collected", doubt(state()));
  }

  @Test
  void a_tree_without_disks_is_clean() {
    vm.disks.clear();
    vm.snapshot = new SnapshotInfo(null, List.of());
    assertTrue(state().isClean());
  }

  @Test
  void a_disk_that_does_not_tell_its_mode_takes_part() {
    ADisk disk = ADisk.of("[vmfs01] app/app-000001.vmdk", "[vmfs01] app/app.vmdk");
    disk.diskMode = null;
    vm.disks.set(0, disk.build());
    assertTrue(state().isDirty());
  }

  @Test
  void each_disk_has_the_chain_of_its_key() {
    AChain.of(vm, "app.vmdk", "app-000001.vmdk")
        .snapshot("snapshot-1", "A", AGE, "app.vmdk")
        .build();
    vm.disk(2001, 1);
    ChainState state = state();
    assertTrue(state.isClean());
    assertEquals(List.of(1, 0), state.runs().stream().map(run -> run.deltas().size()).toList());
  }

  @Test
  void an_empty_chain_in_the_layout_is_no_chain() {
    AChain.of(vm, "app.vmdk", "app-000001.vmdk").build();
    vm.layoutEx =
        new FileLayout(List.of(), List.of(new DiskChain(2000, List.of())), List.of(), null);
    assertTrue(state().isDirty());
  }

  @Test
  void a_link_without_files_is_not_used() {
    AChain.of(vm, "app.vmdk", "app-000001.vmdk").build();
    DiskChain odd = new DiskChain(2000, List.of(List.of(), List.of()));
    vm.layoutEx = new FileLayout(List.of(), List.of(odd), List.of(), null);
    assertEquals(List.of("[vmfs01] app/app.vmdk"), state().leftovers());
  }

  @Test
  void a_snapshot_whose_files_the_layout_does_not_know_leaves_a_doubt() {
    AChain.of(vm, "app.vmdk", "app-000001.vmdk", "app-000002.vmdk")
        .snapshot("snapshot-1", "A", AGE, "app.vmdk")
        .build();
    FileLayout layout = vm.layoutEx;
    assertNotNull(layout);
    DiskChain unknown = new DiskChain(2000, List.of(List.of(99)));
    vm.layoutEx =
        new FileLayout(
            layout.file(),
            layout.disk(),
            List.of(new SnapshotLayout(AChain.ref("snapshot-1"), -1, -1, List.of(unknown))),
            null);
    assertEquals("reason.snapshot.files-unknown", doubt(state()));
  }

  @Test
  void the_snapshot_is_found_among_others_in_the_layout() {
    AChain.of(vm, "app.vmdk", "app-000001.vmdk")
        .snapshot("snapshot-0", "gone", AGE, "other.vmdk")
        .snapshot("snapshot-1", "A", AGE, "app.vmdk")
        .build();
    assertTrue(state().isClean());
  }

  @Test
  void without_a_home_only_the_folder_of_the_current_file_counts() {
    vm.vmPathName = null;
    AChain.of(vm, "[vmfs02] app/app.vmdk", "app-000001.vmdk").build();
    assertTrue(state().isClean());
  }

  @Test
  void a_file_in_the_root_of_a_datastore_has_a_folder_too() {
    AChain.of(vm, "[vmfs01] app.vmdk", "[vmfs01] app-000001.vmdk").build();
    assertTrue(state().isDirty());
  }

  @Test
  void a_vsan_on_a_host_of_unknown_version_may_keep_snapshots_itself() {
    inventory.datastores.set(0, AnInventory.aDatastore("vsan", 4096, 2048));
    AHost host = AHost.usual();
    host.version = null;
    inventory.hosts.set(0, host.build());
    AChain.of(vm, "app.vmdk", "app-000001.vmdk").build();
    assertEquals("reason.snapshot.native", doubt(state()));
  }

  @Test
  void a_vsan_without_a_host_in_sight_may_too() {
    inventory.datastores.set(0, AnInventory.aDatastore("vsan", 4096, 2048));
    inventory.hosts.clear();
    AChain.of(vm, "app.vmdk", "app-000001.vmdk").build();
    assertEquals("reason.snapshot.native", doubt(state()));
  }

  @Test
  void a_backing_without_a_file_has_no_chain() {
    AChain.of(vm, "app.vmdk", "app-000001.vmdk").build();
    vm.layoutEx = null;
    VirtualDisk disk = vm.disks.get(0);
    DiskBacking nameless =
        new DiskBacking(
            "VirtualDiskFlatVer2BackingInfo",
            null,
            AnInventory.DATASTORE,
            "persistent",
            null,
            null,
            null,
            null,
            null,
            true,
            null,
            disk.backing());
    vm.disks.set(0, new VirtualDisk(2000, disk.label(), 1000, 0, 40L << 30, nameless, List.of()));
    assertEquals(2, state().runs().get(0).links().size());
  }
}
