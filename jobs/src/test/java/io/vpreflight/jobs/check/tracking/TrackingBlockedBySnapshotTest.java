// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackingBlockedBySnapshotTest {
  private static Results run(AVm... vms) {
    return Runs.run(new TrackingBlockedBySnapshot(), vms);
  }

  private static Results run(Past past) {
    return Runs.run(new TrackingBlockedBySnapshot(), past.inventory());
  }

  @Test
  void off_with_a_snapshot_is_found_even_when_a_key_is_on() {
    AVm vm = AVm.named("sql");
    vm.changeTrackingEnabled = false;
    Past past = Past.of(vm).untracked("snapshot-1", 50);
    assertEquals(List.of("sql: snapshots"), Runs.found(run(past)));
    vm.extraConfig.clear();
    assertEquals(List.of("sql: snapshots"), Runs.found(run(past)));
  }

  @Test
  void off_without_a_snapshot_and_on_with_one_pass() {
    AVm off = AVm.named("off");
    off.changeTrackingEnabled = false;
    assertEquals(List.of(), Runs.found(run(off)));
    Past tracked = Past.of(AVm.named("on")).snapshot("snapshot-1", 50, Past.EPOCH + "/1");
    assertEquals(List.of(), Runs.found(run(tracked)));
  }

  @Test
  void an_unreadable_snapshot_tree_is_undetermined() {
    AVm vm = AVm.named("sql").unreadable(VmProperty.SNAPSHOT, "NoPermission");
    vm.changeTrackingEnabled = false;
    assertEquals(List.of("sql: reason.unreadable"), Runs.undetermined(run(vm)));
  }

  @Test
  void unset_is_undetermined() {
    AVm vm = AVm.named("sql");
    vm.changeTrackingEnabled = null;
    assertEquals(List.of("sql: reason.unset"), Runs.undetermined(run(vm)));
    AVm bare = AVm.named("bare");
    bare.hardwareUnset = true;
    assertEquals(List.of("bare: reason.unset"), Runs.undetermined(run(bare)));
  }

  @Test
  void unreadable_is_undetermined() {
    AVm vm = AVm.named("sql").unreadable(VmProperty.CHANGE_TRACKING_ENABLED, "NoPermission");
    assertEquals(List.of("sql: reason.unreadable"), Runs.undetermined(run(vm)));
  }

  @Test
  void what_a_dead_host_left_behind_is_undetermined() {
    AHost host = AHost.usual();
    host.connectionState = HostConnectionState.NOT_RESPONDING;
    AnInventory inventory = AnInventory.of(host);
    inventory.vms.add(AVm.named("sql").build());
    Results results = Runs.run(new TrackingBlockedBySnapshot(), inventory);
    assertEquals(List.of("sql: reason.stale.host"), Runs.undetermined(results));
  }
}
