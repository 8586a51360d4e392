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

class FlagOffTest {
  private static Results run(AVm... vms) {
    return Runs.run(new FlagOff(), vms);
  }

  @Test
  void keys_that_are_on_below_a_flag_that_is_off_are_found_once() {
    AVm vm = AVm.named("sql").disk(2001, 1);
    vm.changeTrackingEnabled = false;
    assertEquals(List.of("sql: flag-off"), Runs.found(run(vm)));
  }

  @Test
  void tracked_and_wholly_switched_off_machines_pass() {
    AVm off = AVm.named("off");
    off.changeTrackingEnabled = false;
    off.extraConfig.put("scsi0:0.ctkenabled", "FALSE");
    Results results = run(AVm.named("sql"), off);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(2, Runs.evaluated(results));
  }

  @Test
  void a_key_left_behind_by_a_removed_disk_is_ignored() {
    AVm vm = AVm.named("sql");
    vm.changeTrackingEnabled = false;
    vm.extraConfig.clear();
    vm.extraConfig.put("scsi0:3.ctkenabled", "TRUE");
    assertEquals(List.of(), Runs.found(run(vm)));
  }

  @Test
  void a_key_that_was_asked_for_by_name_and_did_not_come_is_absent() {
    assertEquals(List.of(), Runs.undetermined(run(keyed(0))));
  }

  @Test
  void a_key_that_nobody_asked_for_is_undetermined() {
    assertEquals(List.of("sql#2000: reason.not-collected"), Runs.undetermined(run(keyed(9))));
  }

  @Test
  void an_unreadable_key_is_undetermined() {
    AVm vm = keyed(0);
    vm.unreadable.put("config.extraConfig[\"scsi0:0.ctkEnabled\"]", "NoPermission");
    assertEquals(List.of("sql#2000: reason.unreadable"), Runs.undetermined(run(vm)));
  }

  @Test
  void a_disk_without_a_place_has_a_key_that_nobody_can_name() {
    AVm vm = keyed(0);
    vm.controllers.clear();
    assertEquals(List.of("sql#2000: reason.tracking.no-place"), Runs.undetermined(run(vm)));
  }

  @Test
  void a_key_that_is_neither_true_nor_false_is_undetermined() {
    AVm vm = keyed(0);
    vm.extraConfig.put("scsi0:0.ctkenabled", "maybe");
    assertEquals(List.of("sql#2000: reason.tracking.odd-value"), Runs.undetermined(run(vm)));
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
    Results results = Runs.run(new FlagOff(), inventory);
    assertEquals(List.of("sql: reason.stale.host"), Runs.undetermined(results));
  }

  /** Off, with a disk at that unit, and the keys read by name only. */
  private static AVm keyed(int unit) {
    AVm vm = AVm.named("sql");
    vm.disks.set(0, AVm.aDisk(2000, unit, "[vmfs01] sql/sql.vmdk"));
    vm.changeTrackingEnabled = false;
    vm.extraConfig.clear();
    vm.extraConfigComplete = false;
    return vm;
  }
}
