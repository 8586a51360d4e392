// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.ADatastore;
import io.vpreflight.jobs.testing.AVirtualDisk;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatastoreSpaceLowTest {
  private static Results run(ADatastore datastore) {
    return run(AnInventory.of(AVm.named("app")).stores(datastore));
  }

  private static Results run(AnInventory inventory) {
    return Runs.run(new DatastoreSpaceLow(), inventory);
  }

  @Test
  void below_a_limit_it_is_low_and_below_the_other_very_low() {
    assertEquals(List.of("vmfs01: low"), Runs.found(run(ADatastore.usual().freePercent(14.9))));
    assertEquals(List.of("vmfs01: very-low"), Runs.found(run(ADatastore.usual().freePercent(4.9))));
  }

  @Test
  void at_the_limits_it_is_not_below_them() {
    assertEquals(List.of(), Runs.found(run(ADatastore.usual().freePercent(15))));
    assertEquals(List.of("vmfs01: low"), Runs.found(run(ADatastore.usual().freePercent(5))));
  }

  @Test
  void a_full_iso_store_is_full_by_design() {
    AVm vm = AVm.named("app");
    ADatastore iso = ADatastore.named("iso").freePercent(0);
    // vCenter counts it among the datastores of the machine whose drive holds an image.
    vm.datastore.add(iso.ref);
    Results results = run(AnInventory.of(vm).stores(ADatastore.usual(), iso));
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of(), Runs.undetermined(results));
  }

  @Test
  void where_not_everything_is_seen_an_unused_full_datastore_may_be_in_use() {
    AnInventory inventory =
        AnInventory.of(AVm.named("app"))
            .stores(ADatastore.usual(), ADatastore.named("iso").freePercent(0));
    inventory.view = Coverage.View.PARTIAL;
    assertEquals(List.of("iso: reason.storage.nothing-seen"), Runs.undetermined(run(inventory)));
  }

  @Test
  void a_machine_whose_devices_are_not_known_may_have_disks_on_all_its_datastores() {
    AVm vm = AVm.named("app");
    vm.hardwareUnset = true;
    assertEquals(
        List.of("vmfs01: low"),
        Runs.found(run(AnInventory.of(vm).stores(ADatastore.usual().freePercent(10)))));
    AVm odd = AVm.named("odd");
    odd.disks.clear();
    odd.disks.add(AVirtualDisk.named("data", 2000, 0).on(null).build());
    assertEquals(
        List.of("vmfs01: low"),
        Runs.found(run(AnInventory.of(odd).stores(ADatastore.usual().freePercent(10)))));
  }

  @Test
  void the_base_of_a_chain_counts_as_a_disk() {
    AVm vm = AVm.named("app");
    vm.datastore.clear();
    vm.disks.clear();
    vm.disks.add(AVirtualDisk.named("data", 2000, 0).deltas(1).build());
    assertEquals(
        List.of("vmfs01: low"),
        Runs.found(run(AnInventory.of(vm).stores(ADatastore.usual().freePercent(10)))));
  }

  @Test
  void the_numbers_of_a_datastore_that_nobody_reaches_are_old() {
    ADatastore lost = ADatastore.usual().freePercent(1);
    lost.accessible = false;
    Results results = run(lost);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of("vmfs01: reason.storage.not-accessible"), Runs.undetermined(results));
  }

  @Test
  void unset_is_undetermined() {
    ADatastore noFree = ADatastore.usual();
    noFree.freeSpace = null;
    assertEquals(List.of("vmfs01: reason.unset"), Runs.undetermined(run(noFree)));
    ADatastore noCapacity = ADatastore.usual();
    noCapacity.capacity = null;
    assertEquals(List.of("vmfs01: reason.unset"), Runs.undetermined(run(noCapacity)));
    ADatastore empty = ADatastore.usual();
    empty.capacity = 0L;
    assertEquals(List.of("vmfs01: reason.unset"), Runs.undetermined(run(empty)));
  }

  @Test
  void unreadable_is_undetermined() {
    ADatastore hidden = ADatastore.usual().unreadable(DatastoreProperty.SUMMARY, "NoPermission");
    assertEquals(List.of("vmfs01: reason.unreadable"), Runs.undetermined(run(hidden)));
  }
}
