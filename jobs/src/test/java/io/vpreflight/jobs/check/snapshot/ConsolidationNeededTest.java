// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AChain;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.ATask;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsolidationNeededTest {
  private static final List<String> FLAGGED = List.of("app: flagged");
  private final AVm vm = AVm.named("app");
  private final AnInventory inventory = new AnInventory();

  private Results run() {
    inventory.vms.clear();
    inventory.vms.add(vm.build());
    return Runs.run(new ConsolidationNeeded(), inventory);
  }

  private void leftBelowASnapshot() {
    AChain.of(vm, "app.vmdk", "app-000001.vmdk", "app-000002.vmdk")
        .snapshot("snapshot-1", "A", Duration.ofDays(1), "app.vmdk")
        .build();
  }

  @Test
  void a_flag_that_the_chain_confirms_is_found() {
    AChain.of(vm, "app.vmdk", "app-000001.vmdk").build();
    vm.consolidationNeeded = true;
    assertEquals(FLAGGED, Runs.found(run()));
  }

  @Test
  void a_flag_is_found_where_the_chain_cannot_tell() {
    vm.consolidationNeeded = true;
    vm.hardwareUnset = true;
    assertEquals(FLAGGED, Runs.found(run()));
  }

  @Test
  void a_flag_is_not_contradicted_without_a_layout() {
    vm.consolidationNeeded = true;
    assertEquals(FLAGGED, Runs.found(run()));
  }

  @Test
  void a_flag_over_a_clean_chain_is_stale() {
    AChain.of(vm, "app.vmdk").build();
    vm.consolidationNeeded = true;
    assertEquals(List.of("app: flagged-stale"), Runs.found(run()));
  }

  @Test
  void a_flag_over_a_chain_that_a_snapshot_explains_is_stale() {
    AChain.of(vm, "app.vmdk", "app-000001.vmdk")
        .snapshot("snapshot-1", "A", Duration.ofDays(1), "app.vmdk")
        .build();
    vm.consolidationNeeded = true;
    assertEquals(List.of("app: flagged-stale"), Runs.found(run()));
  }

  @Test
  void a_file_that_no_snapshot_needs_is_hidden_while_the_flag_is_false() {
    leftBelowASnapshot();
    assertEquals(List.of("app: hidden"), Runs.found(run()));
  }

  @Test
  void without_any_snapshot_it_is_a_phantom_and_not_found_twice() {
    AChain.of(vm, "app.vmdk", "app-000001.vmdk").build();
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void a_healthy_machine_passes() {
    Results results = run();
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of(), Runs.undetermined(results));
    assertEquals(1, Runs.evaluated(results));
  }

  @Test
  void two_snapshots_and_a_chain_of_one_on_a_vvol_are_healthy() {
    inventory.datastores.set(0, AnInventory.aDatastore("VVOL", 4096, 2048));
    AChain.of(vm, "app.vmdk")
        .snapshot("snapshot-1", "A", Duration.ofDays(1), "app.vmdk")
        .snapshot("snapshot-2", "B", Duration.ofDays(1), "app.vmdk")
        .build();
    Results results = run();
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of(), Runs.undetermined(results));
  }

  @Test
  void a_flag_on_a_vvol_is_never_called_stale() {
    inventory.datastores.set(0, AnInventory.aDatastore("VVOL", 4096, 2048));
    AChain.of(vm, "app.vmdk").snapshot("snapshot-1", "A", Duration.ofDays(1), "app.vmdk").build();
    vm.consolidationNeeded = true;
    assertEquals(FLAGGED, Runs.found(run()));
  }

  @Test
  void a_linked_clone_with_a_snapshot_of_its_own_is_healthy() {
    AChain.of(vm, "[vmfs01] master/m.vmdk", "app.vmdk", "app-000001.vmdk")
        .snapshot("snapshot-1", "A", Duration.ofDays(1), "[vmfs01] master/m.vmdk", "app.vmdk")
        .build();
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void while_a_snapshot_task_runs_nothing_is_said() {
    vm.consolidationNeeded = true;
    inventory.tasks.add(ATask.on(vm, "VirtualMachine.removeAllSnapshots").build());
    Results results = run();
    assertEquals(List.of(), Runs.found(results));
    assertEquals(1, Runs.evaluated(results));
  }

  @Test
  void an_hour_after_a_snapshot_task_the_flag_counts_again() {
    vm.consolidationNeeded = true;
    inventory.tasks.add(
        ATask.on(vm, "VirtualMachine.createSnapshot").ended(Duration.ofMinutes(59)).build());
    assertEquals(List.of(), Runs.found(run()));
    inventory.tasks.set(
        0, ATask.on(vm, "VirtualMachine.createSnapshot").ended(Duration.ofMinutes(60)).build());
    assertEquals(FLAGGED, Runs.found(run()));
  }

  @Test
  void a_snapshot_written_in_the_background_is_a_task_too() {
    vm.consolidationNeeded = true;
    vm.snapshotInBackground = true;
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void other_tasks_and_other_machines_change_nothing() {
    vm.consolidationNeeded = true;
    inventory.tasks.add(ATask.on(vm, "VirtualMachine.reconfigure").build());
    inventory.tasks.add(ATask.on(AVm.named("other"), "vm.Snapshot.remove").build());
    assertEquals(FLAGGED, Runs.found(run()));
  }

  @Test
  void a_layout_of_another_moment_proves_nothing_hidden() {
    leftBelowASnapshot();
    vm.disks.set(0, AVm.aDisk(2000, 0, "[vmfs01] app/app-000009.vmdk"));
    Results results = run();
    assertEquals(List.of(), Runs.found(results));
    assertEquals(
        List.of("app#chain: reason.snapshot.layout-out-of-step"), Runs.undetermined(results));
  }

  @Test
  void unset_is_undetermined() {
    vm.consolidationNeeded = null;
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(run()));
  }

  @Test
  void unreadable_is_undetermined() {
    vm.unreadable(VmProperty.CONSOLIDATION_NEEDED, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run()));
  }

  @Test
  void nobody_knows_whether_it_is_being_merged_without_tasks() {
    vm.consolidationNeeded = true;
    inventory.historyUnreadable.put(VCenterFact.TASKS.path(), "NoPermission");
    Results results = run();
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(results));
    vm.consolidationNeeded = false;
    assertEquals(List.of(), Runs.undetermined(run()));
    leftBelowASnapshot();
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run()));
  }

  @Test
  void what_vcenter_repeats_of_a_dead_host_is_undetermined() {
    AHost host = AHost.usual();
    host.connectionState = HostConnectionState.NOT_RESPONDING;
    inventory.hosts.set(0, host.build());
    vm.consolidationNeeded = true;
    Results results = run();
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of("app: reason.stale.host"), Runs.undetermined(results));
  }
}
