// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AChain;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotSizeTest {
  private static final String DELTA = "app-000001.vmdk";
  private final AVm vm = AVm.named("app");

  private static Results run(AVm vm) {
    return Runs.run(new SnapshotSize(), vm);
  }

  /** On a disk of 40 GiB. */
  private AVm delta(long gib) {
    return AChain.of(vm, "app.vmdk", DELTA)
        .gib("app.vmdk", 39)
        .gib(DELTA, gib)
        .snapshot("snapshot-1", "A", Duration.ofHours(1), "app.vmdk")
        .build();
  }

  @Test
  void a_fifth_is_large_and_half_is_too_large() {
    assertEquals(List.of(), Runs.found(run(delta(7))));
    assertEquals(List.of("app#2000: large"), Runs.found(run(delta(8))));
    assertEquals(List.of("app#2000: too-large"), Runs.found(run(delta(20))));
  }

  @Test
  void all_deltas_of_a_disk_count_together_and_the_base_does_not() {
    AChain.of(vm, "app.vmdk", DELTA, "app-000002.vmdk")
        .gib("app.vmdk", 39)
        .gib(DELTA, 5)
        .gib("app-000002.vmdk", 4)
        .build();
    assertEquals(List.of("app#2000: large"), Runs.found(run(vm)));
  }

  @Test
  void half_of_a_tiny_disk_is_nothing() {
    delta(0);
    VirtualDisk disk = vm.disks.get(0);
    vm.disks.set(
        0, new VirtualDisk(2000, disk.label(), 1000, 0, 1L << 10, disk.backing(), List.of()));
    assertEquals(List.of(), Runs.found(run(vm)));
  }

  @Test
  void what_a_linked_clone_writes_instead_of_a_base_is_no_delta() {
    AChain.of(vm, "[vmfs01] master/master.vmdk", "app.vmdk").gib("app.vmdk", 39).build();
    assertEquals(List.of(), Runs.found(run(vm)));
  }

  @Test
  void a_machine_on_its_base_passes() {
    Results results = run(vm);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of(), Runs.undetermined(results));
  }

  @Test
  void sizes_on_a_vvol_say_nothing() {
    AnInventory inventory = AnInventory.of(delta(30));
    inventory.datastores.set(0, AnInventory.aDatastore("VVOL", 4096, 2048));
    Results results = Runs.run(new SnapshotSize(), inventory);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of("app#2000: reason.snapshot.native"), Runs.undetermined(results));
  }

  @Test
  void a_chain_without_sizes_is_undetermined() {
    AChain chain = AChain.of(vm, "app.vmdk", DELTA);
    chain.layoutUnset = true;
    chain.build();
    assertEquals(List.of("app#2000: reason.unset"), Runs.undetermined(run(vm)));
  }

  @Test
  void a_disk_without_a_capacity_is_undetermined() {
    delta(30);
    VirtualDisk disk = vm.disks.get(0);
    vm.disks.set(0, new VirtualDisk(2000, disk.label(), 1000, 0, null, disk.backing(), List.of()));
    assertEquals(List.of("app#2000: reason.unset"), Runs.undetermined(run(vm)));
  }

  @Test
  void unset_devices_and_an_unreadable_layout_are_undetermined() {
    vm.hardwareUnset = true;
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(run(vm)));
    vm.unreadable(VmProperty.LAYOUT, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run(vm)));
  }
}
