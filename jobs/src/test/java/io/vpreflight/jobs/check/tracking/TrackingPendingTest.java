// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.audit.NotObservable;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackingPendingTest {
  private static Results run(AVm... vms) {
    return Runs.run(new TrackingPending(), vms);
  }

  private static Results run(Past past) {
    return Runs.run(new TrackingPending(), past.inventory());
  }

  @Test
  void a_flag_that_waits_is_found_once_a_machine() {
    AVm vm = AVm.named("sql").disk(2001, 1);
    assertEquals(List.of("sql: flag-set"), Runs.found(run(Past.of(vm).set(true, 3))));
  }

  @Test
  void a_disk_that_waits_is_found_by_its_key() {
    AVm vm = AVm.named("sql").disk(2001, 1);
    vm.extraConfig.remove("scsi0:1.ctkenabled");
    Past past =
        Past.of(vm)
            .task("VirtualMachine.createSnapshot", 5)
            .event("VmReconfiguredEvent", 3, Past.added(1000, 1, null));
    assertEquals(List.of("sql#2001: disk-added"), Runs.found(run(past)));
  }

  @Test
  void a_flag_that_waits_over_an_untracked_snapshot_is_found_here_too() {
    Past past = Past.of(AVm.named("sql")).untracked("snapshot-1", 48).set(true, 20);
    assertEquals(List.of("sql: flag-set"), Runs.found(run(past)));
  }

  @Test
  void a_healthy_machine_without_any_change_id_is_not_pending() {
    Past past = Past.of(AVm.named("sql")).task("VirtualMachine.createSnapshot", 5);
    Results results = run(past);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of(), Runs.undetermined(results));
    assertEquals(List.of(), results.notObservable());
    assertEquals(1, Runs.evaluated(results));
  }

  @Test
  void machines_whose_last_stun_is_older_than_the_events_make_one_line_with_their_number() {
    Results results = run(AVm.named("a"), AVm.named("b"), AVm.named("c"));
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of(), Runs.undetermined(results));
    assertEquals(1, results.notObservable().size());
    NotObservable line = results.notObservable().get(0);
    assertEquals(3, line.count());
    assertEquals("reason.tracking.history-short", line.reason().key());
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
    Results results = Runs.run(new TrackingPending(), inventory);
    assertEquals(List.of("sql: reason.stale.host"), Runs.undetermined(results));
  }
}
