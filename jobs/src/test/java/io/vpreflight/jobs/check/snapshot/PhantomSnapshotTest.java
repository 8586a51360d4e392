// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AChain;
import io.vpreflight.jobs.testing.ATask;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhantomSnapshotTest {
  private final AVm vm = AVm.named("app");

  private AVm onADelta() {
    return AChain.of(vm, "app.vmdk", "app-000001.vmdk").build();
  }

  private static Results run(AnInventory inventory) {
    return Runs.run(new PhantomSnapshot(), inventory);
  }

  private static List<String> found(AVm vm) {
    return Runs.found(run(AnInventory.of(vm)));
  }

  @Test
  void a_delta_in_use_without_a_tree_is_found() {
    assertEquals(List.of("app: phantom"), found(onADelta()));
  }

  @Test
  void the_devices_alone_show_it_too() {
    AChain chain = AChain.of(vm, "app.vmdk", "app-000001.vmdk");
    chain.layoutUnset = true;
    assertEquals(List.of("app: phantom"), found(chain.build()));
  }

  @Test
  void a_machine_on_its_base_passes() {
    Results results = run(AnInventory.of(vm));
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of(), Runs.undetermined(results));
  }

  @Test
  void a_base_that_is_named_like_a_delta_passes() {
    assertEquals(List.of(), found(AChain.of(vm, "app-000004.vmdk").build()));
  }

  @Test
  void a_linked_clone_passes() {
    assertEquals(
        List.of(),
        found(AChain.of(vm, "[vmfs01] master/master-000002.vmdk", "app-000001.vmdk").build()));
  }

  @Test
  void a_machine_with_a_snapshot_passes() {
    AChain.of(vm, "app.vmdk", "app-000001.vmdk")
        .snapshot("snapshot-1", "A", Duration.ofDays(1), "app.vmdk")
        .build();
    assertEquals(List.of(), found(vm));
  }

  @Test
  void what_vcenter_itself_wants_to_consolidate_is_no_phantom() {
    onADelta().consolidationNeeded = true;
    assertEquals(List.of(), found(vm));
  }

  @Test
  void an_hour_of_grace_after_a_snapshot_task() {
    AnInventory inventory = AnInventory.of(onADelta());
    inventory.tasks.add(ATask.on(vm, "vm.Snapshot.remove").ended(Duration.ofMinutes(59)).build());
    assertEquals(List.of(), Runs.found(run(inventory)));
    inventory.tasks.set(
        0, ATask.on(vm, "vm.Snapshot.remove").ended(Duration.ofMinutes(60)).build());
    assertEquals(List.of("app: phantom"), Runs.found(run(inventory)));
  }

  @Test
  void nobody_knows_whether_it_is_being_merged_without_tasks() {
    AnInventory inventory = AnInventory.of(onADelta()).without(VCenterFact.TASKS);
    Results results = run(inventory);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of("app: reason.not-collected"), Runs.undetermined(results));
  }

  @Test
  void native_snapshots_are_undetermined() {
    AnInventory inventory = AnInventory.of(onADelta());
    inventory.datastores.set(0, AnInventory.aDatastore("vsan", 4096, 2048));
    Results results = run(inventory);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of("app: reason.snapshot.native"), Runs.undetermined(results));
  }

  @Test
  void a_vvol_with_snapshots_and_a_chain_of_one_is_healthy() {
    AnInventory inventory =
        AnInventory.of(
            AChain.of(vm, "app.vmdk")
                .snapshot("snapshot-1", "A", Duration.ofDays(1), "app.vmdk")
                .snapshot("snapshot-2", "B", Duration.ofDays(1), "app.vmdk")
                .build());
    inventory.datastores.set(0, AnInventory.aDatastore("VVOL", 4096, 2048));
    Results results = run(inventory);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of(), Runs.undetermined(results));
  }

  @Test
  void unset_and_unreadable_devices_are_undetermined() {
    vm.hardwareUnset = true;
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(run(AnInventory.of(vm))));
    vm.unreadable(VmProperty.DEVICES, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run(AnInventory.of(vm))));
  }
}
