// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AChain;
import io.vpreflight.jobs.testing.ADisk;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotAgeTest {
  private final AVm vm = AVm.named("app");

  private static Results run(AVm... vms) {
    return Runs.run(new SnapshotAge(), vms);
  }

  private AVm aged(int... days) {
    AChain chain = AChain.of(vm, "app.vmdk", "app-000001.vmdk");
    for (int day : days) {
      chain.snapshot("snapshot-" + day, "S" + day, Duration.ofDays(day), "app.vmdk");
    }
    return chain.build();
  }

  @Test
  void each_snapshot_is_found_by_its_own_age() {
    assertEquals(
        List.of("app#snapshot-14: too-old", "app#snapshot-3: old"),
        Runs.found(run(aged(14, 3, 2))));
  }

  @Test
  void a_machine_without_snapshots_passes() {
    Results results = run(vm);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(1, Runs.evaluated(results));
  }

  @Test
  void a_snapshot_deep_in_the_tree_is_found() {
    AChain.of(vm, "app.vmdk", "app-000001.vmdk")
        .snapshot("snapshot-1", "today", Duration.ofHours(1), "app.vmdk")
        .snapshotBelow("snapshot-1", "snapshot-2", "old", Duration.ofDays(20), "app.vmdk")
        .build();
    assertEquals(List.of("app#snapshot-2: too-old"), Runs.found(run(vm)));
  }

  @Test
  void restore_points_of_a_replica_are_by_design() {
    AVm replica = AVm.named("app_replica");
    replica.powerState = VmPowerState.POWERED_OFF;
    AChain.of(replica, "app.vmdk", "app-000001.vmdk")
        .snapshot("snapshot-1", "Restore Point 1", Duration.ofDays(30), "app.vmdk")
        .build();
    Results results = run(replica);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(0, Runs.evaluated(results));
  }

  @Test
  void the_snapshot_that_linked_clones_stand_on_is_needed() {
    AVm clone = AVm.named("clone");
    clone.disks.set(0, ADisk.of("[vmfs01] clone/clone.vmdk", "[vmfs01] app/app.vmdk").build());
    assertEquals(List.of(), Runs.found(run(aged(90), clone)));
  }

  @Test
  void a_snapshot_without_a_time_is_undetermined() {
    vm.snapshot =
        new SnapshotInfo(
            AChain.ref("snapshot-1"),
            List.of(
                new SnapshotNode(
                    AChain.ref("snapshot-1"), "S", null, 1, null, null, null, List.of())));
    assertEquals(List.of("app#snapshot-1: reason.unset"), Runs.undetermined(run(vm)));
  }

  @Test
  void an_unreadable_tree_is_undetermined() {
    vm.unreadable(VmProperty.SNAPSHOT, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run(vm)));
  }

  @Test
  void a_machine_that_vcenter_has_lost_is_undetermined() {
    aged(30);
    vm.connectionState = VmConnectionState.ORPHANED;
    Results results = run(vm);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of("app: reason.stale.vm"), Runs.undetermined(results));
  }

  @Test
  void ages_are_measured_by_the_clock_of_vcenter() {
    AnInventory inventory = AnInventory.of(aged(2));
    inventory.collectedAt = AnInventory.NOW.plus(Duration.ofDays(20));
    assertEquals(
        List.of("app#snapshot-2: too-old"), Runs.found(Runs.run(new SnapshotAge(), inventory)));
  }

  @Test
  void a_linked_clone_s_own_snapshot_ages_like_any_other() {
    AChain.of(vm, "[vmfs01] master/master.vmdk", "app.vmdk", "app-000001.vmdk")
        .snapshot("snapshot-1", "A", Duration.ofDays(4), "[vmfs01] master/master.vmdk", "app.vmdk")
        .build();
    AVm master = AVm.named("master");
    assertEquals(List.of("app#snapshot-1: old"), Runs.found(run(vm, master)));
  }

  @Test
  void a_machine_whose_disks_are_hidden_still_shows_its_snapshots() {
    aged(4);
    vm.hardwareUnset = true;
    assertEquals(List.of("app#snapshot-4: old"), Runs.found(run(vm)));
  }
}
