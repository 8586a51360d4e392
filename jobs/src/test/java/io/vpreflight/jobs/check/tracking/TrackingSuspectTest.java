// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.ADisk;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackingSuspectTest {
  private static Results run(AVm... vms) {
    return Runs.run(new TrackingSuspect(), vms);
  }

  private static Results run(Past past) {
    return Runs.run(new TrackingSuspect(), past.inventory());
  }

  @Test
  void switched_on_over_a_snapshot_is_found_once_a_machine() {
    AVm vm = AVm.named("sql").disk(2001, 1);
    Past past =
        Past.of(vm)
            .set(false, 10)
            .untracked("snapshot-1", 8)
            .set(true, 6)
            .event("VmMigratedEvent", 5);
    assertEquals(List.of("sql: enabled-with-snapshot"), Runs.found(run(past)));
  }

  @Test
  void the_worst_of_several_causes_is_named() {
    AVm vm = AVm.named("sql").disk(2001, 1);
    Past past =
        Past.of(vm)
            .snapshot(
                "snapshot-1",
                300,
                List.of(
                    ADisk.frozen(vm.disks.get(0), null),
                    ADisk.frozen(vm.disks.get(1), Past.EPOCH + "/1")))
            .event("VmRestartedOnAlternateHostEvent", 5);
    assertEquals(List.of("sql: snapshot-without-change-id"), Runs.found(run(past)));
  }

  @Test
  void a_crash_and_a_revert_are_found() {
    AVm vm = AVm.named("sql");
    assertEquals(
        List.of("sql: dirty-power-off"),
        Runs.found(run(Past.of(vm).event("VmRestartedOnAlternateHostEvent", 5))));
    assertEquals(
        List.of("sql: reverted"), Runs.found(run(Past.of(vm).task("vm.Snapshot.revert", 5))));
  }

  @Test
  void a_tracked_machine_with_a_tracked_snapshot_passes() {
    Results results = run(Past.of(AVm.named("sql")).snapshot("snapshot-1", 300, Past.EPOCH + "/1"));
    assertEquals(List.of(), Runs.found(results));
    assertEquals(1, Runs.evaluated(results));
  }

  @Test
  void without_events_it_is_said_once_that_the_past_cannot_be_seen() {
    AnInventory inventory = AnInventory.of(AVm.named("a"), AVm.named("b"));
    inventory.historyUnreadable.put(VCenterFact.EVENTS.path(), "NoPermission");
    Results results = Runs.run(new TrackingSuspect(), inventory);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(2, results.notObservable().get(0).count());
  }

  @Test
  void where_more_events_were_kept_than_are_read_it_is_said_once_that_some_cannot_be_seen() {
    AnInventory inventory = AnInventory.of(AVm.named("a"), AVm.named("b"));
    inventory.reach = AnInventory.cut(AnInventory.NOW.minusSeconds(7_200));
    Results results = Runs.run(new TrackingSuspect(), inventory);
    assertEquals(2, results.notObservable().get(0).count());
    assertEquals("reason.tracking.events-truncated", results.notObservable().get(0).reason().key());
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
  void a_snapshot_whose_disks_are_unset_is_undetermined() {
    Past past = Past.of(AVm.named("sql")).unread("snapshot-1", 8);
    assertEquals(List.of("sql#snapshot-1: reason.unset"), Runs.undetermined(run(past)));
  }

  @Test
  void without_a_power_state_it_is_undetermined() {
    AVm vm = AVm.named("sql");
    vm.powerState = null;
    assertEquals(List.of("sql: reason.unset"), Runs.undetermined(run(vm)));
    vm.unreadable(VmProperty.POWER_STATE, "NoPermission");
    assertEquals(List.of("sql: reason.unreadable"), Runs.undetermined(run(vm)));
  }

  @Test
  void machines_off_of_which_nobody_knows_how_they_ended_are_counted() {
    AVm vm = AVm.named("sql");
    vm.powerState = VmPowerState.POWERED_OFF;
    Results results = run(vm);
    assertEquals(List.of(), Runs.undetermined(results));
    assertEquals("reason.unset", results.notObservable().get(0).reason().key());
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
    Results results = Runs.run(new TrackingSuspect(), inventory);
    assertEquals(List.of("sql: reason.stale.host"), Runs.undetermined(results));
  }
}
