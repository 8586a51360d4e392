// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AChain;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.Datastore;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SnapshotRoomTest {
  /** Two machines with deltas of 30 GiB each. */
  private static AnInventory with(Datastore datastore) {
    AnInventory inventory = AnInventory.of(delta("one"), delta("two"), AVm.named("plain"));
    inventory.datastores.set(0, datastore);
    return inventory;
  }

  private static AVm delta(String name) {
    AVm vm = AVm.named(name);
    return AChain.of(vm, "a.vmdk", "a-000001.vmdk")
        .gib("a-000001.vmdk", 30)
        .snapshot("snapshot-" + name, "A", Duration.ofHours(1), "a.vmdk")
        .build();
  }

  private static Results run(AnInventory inventory) {
    return Runs.run(new SnapshotRoom(), inventory);
  }

  private static Datastore datastore(@Nullable Long free, Unreadable unreadable) {
    return new Datastore(
        AnInventory.DATASTORE,
        "vmfs01",
        null,
        "VMFS",
        1L << 40,
        free,
        0L,
        true,
        "normal",
        "ds:///vmfs/volumes/1/",
        null,
        unreadable);
  }

  @Test
  void deltas_of_half_the_free_space_are_scarce_and_of_all_of_it_short() {
    assertEquals(List.of(), Runs.found(run(with(AnInventory.aDatastore("VMFS", 1024, 200)))));
    assertEquals(
        List.of("vmfs01: scarce"),
        Runs.found(run(with(AnInventory.aDatastore("VMFS", 1024, 120)))));
    assertEquals(
        List.of("vmfs01: short"), Runs.found(run(with(AnInventory.aDatastore("VMFS", 1024, 60)))));
  }

  @Test
  void a_full_datastore_with_deltas_is_short() {
    assertEquals(
        List.of("vmfs01: short"), Runs.found(run(with(AnInventory.aDatastore("VMFS", 1024, 0)))));
  }

  @Test
  void a_full_datastore_without_deltas_is_another_matter() {
    AnInventory inventory = AnInventory.of(AVm.named("plain"));
    inventory.datastores.set(0, AnInventory.aDatastore("VMFS", 1024, 0));
    Results results = run(inventory);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of(), Runs.undetermined(results));
  }

  @Test
  void deltas_that_cannot_be_measured_are_undetermined() {
    assertEquals(
        List.of("vmfs01: reason.snapshot.sizes-unknown"),
        Runs.undetermined(run(with(AnInventory.aDatastore("VVOL", 1024, 800)))));
  }

  @Test
  void a_machine_whose_devices_are_hidden_leaves_a_doubt() {
    AVm hidden = AVm.named("hidden");
    hidden.hardwareUnset = true;
    assertEquals(
        List.of("vmfs01: reason.snapshot.sizes-unknown"),
        Runs.undetermined(run(AnInventory.of(hidden))));
  }

  @Test
  void free_space_that_is_unset_unreadable_or_without_layouts_is_undetermined() {
    assertEquals(
        List.of("vmfs01: reason.unset"),
        Runs.undetermined(run(with(datastore(null, Unreadable.NONE)))));
    Unreadable refused = new Unreadable(Map.of(DatastoreProperty.SUMMARY.path(), "NoPermission"));
    assertEquals(
        List.of("vmfs01: reason.unreadable"),
        Runs.undetermined(run(with(datastore(null, refused)))));
    assertEquals(
        List.of("vmfs01: reason.not-collected"),
        Runs.undetermined(
            run(with(datastore(1L << 30, Unreadable.NONE)).without(VmProperty.LAYOUT))));
  }
}
