// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVirtualDisk;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SnapshotBeforeTrackingTest {
  private static Results run(AVm... vms) {
    return Runs.run(new SnapshotBeforeTracking(), vms);
  }

  private static AVm with(@Nullable Boolean tracking, String... chain) {
    AVm vm = AVm.named("app");
    vm.changeTrackingEnabled = tracking;
    List<SnapshotNode> below = List.of();
    for (int i = chain.length - 1; i >= 0; i--) {
      MoRef ref = new MoRef("VirtualMachineSnapshot", "snapshot-" + i);
      below =
          List.of(
              new SnapshotNode(
                  ref,
                  chain[i],
                  null,
                  i,
                  AnInventory.NOW.minus(Duration.ofDays(1)),
                  null,
                  false,
                  below));
    }
    // The current snapshot may be unset although there is a tree.
    vm.snapshot = new SnapshotInfo(null, below);
    return vm;
  }

  @Test
  void snapshots_without_tracking_are_found_and_named() {
    Results results = run(with(false, "before patch", "after patch"));
    assertEquals(List.of("app: present"), Runs.found(results));
    assertEquals(
        List.of("before patch", "after patch"),
        results.findings().get(0).evidence().get("snapshot"));
  }

  @Test
  void snapshots_with_tracking_on_are_for_other_checks() {
    assertEquals(List.of(), Runs.found(run(with(true, "nightly"))));
  }

  @Test
  void tracking_that_is_off_can_be_switched_on_without_snapshots() {
    assertEquals(List.of(), Runs.found(run(with(false))));
  }

  @Test
  void no_tree_means_no_snapshot_whatever_the_flag() {
    AVm vm = AVm.named("app");
    vm.changeTrackingEnabled = null;
    Results results = run(vm);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of(), Runs.undetermined(results));
  }

  @Test
  void an_unset_flag_is_undetermined_when_there_are_snapshots() {
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(run(with(null, "nightly"))));
  }

  @Test
  void an_unreadable_tree_is_undetermined() {
    AVm vm = with(false).unreadable(VmProperty.SNAPSHOT, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run(vm)));
  }

  @Test
  void what_cannot_be_tracked_anyway_is_for_other_checks() {
    AVm independent = with(false, "nightly");
    independent.disks.set(
        0, AVirtualDisk.named("app", 2000, 0).mode("independent_persistent").build());
    AVm forbidden = with(false, "nightly");
    forbidden.extraConfig.put("ctkdisallowed", "TRUE");
    AVm diskless = with(false, "nightly");
    diskless.disks.clear();
    for (AVm vm : List.of(independent, forbidden, diskless)) {
      Results results = run(vm);
      assertEquals(List.of(), Runs.found(results));
      assertEquals(List.of(), Runs.undetermined(results));
    }
  }

  @Test
  void a_key_without_the_flag_tracks_nothing() {
    AVm vm = with(false, "nightly");
    vm.extraConfig.put("scsi0:0.ctkenabled", "TRUE");
    assertEquals(List.of("app: present"), Runs.found(run(vm)));
  }

  @Test
  void a_machine_of_a_host_that_does_not_answer_is_undetermined() {
    AVm vm = with(false, "nightly");
    vm.connectionState = VmConnectionState.DISCONNECTED;
    assertEquals(List.of("app: reason.stale.vm"), Runs.undetermined(run(vm)));
  }
}
