// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AChain;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.Datastore;
import io.vpreflight.vsphere.inventory.Snapshot;
import io.vpreflight.vsphere.inventory.SnapshotProperty;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ZeroSizeDiskTest {
  private final AVm vm = AVm.named("app");
  private final AnInventory inventory = new AnInventory();

  private Results run() {
    inventory.vms.clear();
    inventory.vms.add(vm.build());
    return Runs.run(new ZeroSizeDisk(), inventory);
  }

  private static VirtualDisk sized(int key, @Nullable Long bytes) {
    return new VirtualDisk(
        key,
        "Hard disk 1",
        1000,
        key - 2000,
        bytes,
        AVm.aBacking("[vmfs01] app/app.vmdk"),
        List.of());
  }

  private void snapshot(@Nullable List<VirtualDisk> disks, Unreadable unreadable) {
    AChain.of(vm, "app.vmdk", "app-000001.vmdk")
        .snapshot("snapshot-1", "A", Duration.ofHours(1), "app.vmdk")
        .build();
    inventory.snapshots.add(new Snapshot(AChain.ref("snapshot-1"), disks, unreadable));
  }

  @Test
  void a_disk_without_a_size_is_found() {
    vm.disks.set(0, sized(2000, 0L));
    assertEquals(List.of("app#2000: disk"), Runs.found(run()));
  }

  @Test
  void a_disk_of_a_snapshot_without_a_size_is_found() {
    snapshot(List.of(sized(2000, 0L), sized(2001, 1L << 30)), Unreadable.NONE);
    assertEquals(List.of("app#snapshot-1/2000: snapshot"), Runs.found(run()));
  }

  @Test
  void files_of_size_zero_are_normal_on_object_storage() {
    AChain.of(vm, "app.vmdk").gib("app.vmdk", 0).build();
    Results results = run();
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of(), Runs.undetermined(results));
  }

  @Test
  void a_disk_on_a_datastore_that_is_not_there_is_undetermined() {
    vm.disks.set(0, sized(2000, 0L));
    inventory.datastores.set(
        0,
        new Datastore(
            AnInventory.DATASTORE,
            "vmfs01",
            null,
            "VMFS",
            null,
            null,
            null,
            false,
            "normal",
            null,
            null,
            Unreadable.NONE));
    assertEquals(
        List.of("app#2000: reason.snapshot.datastore-inaccessible"), Runs.undetermined(run()));
  }

  @Test
  void an_unset_size_is_undetermined() {
    vm.disks.set(0, sized(2000, null));
    assertEquals(List.of("app#2000: reason.unset"), Runs.undetermined(run()));
  }

  @Test
  void unset_and_unreadable_devices_are_undetermined() {
    vm.hardwareUnset = true;
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(run()));
    vm.unreadable(VmProperty.DEVICES, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run()));
  }

  @Test
  void a_snapshot_that_is_unset_unreadable_or_gone_is_undetermined() {
    snapshot(null, Unreadable.NONE);
    assertEquals(List.of("app#snapshot-1: reason.unset"), Runs.undetermined(run()));
    inventory.snapshots.clear();
    snapshot(null, new Unreadable(Map.of(SnapshotProperty.DEVICES.path(), "NoPermission")));
    assertEquals(List.of("app#snapshot-1: reason.unreadable"), Runs.undetermined(run()));
    inventory.snapshots.clear();
    assertEquals(List.of("app#snapshot-1: reason.snapshot.gone"), Runs.undetermined(run()));
  }

  @Test
  void snapshots_that_nobody_read_leave_the_machine_s_own_disks_judged() {
    snapshot(List.of(), Unreadable.NONE);
    vm.disks.set(0, sized(2000, 0L));
    inventory.without(SnapshotProperty.DEVICES);
    Results results = run();
    assertEquals(List.of("app#2000: disk"), Runs.found(results));
    assertEquals(List.of("app#snapshot: reason.not-collected"), Runs.undetermined(results));
  }
}
