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

class DiskNotTrackedTest {
  private static Results run(AVm... vms) {
    return Runs.run(new DiskNotTracked(), vms);
  }

  private static Results run(Past past) {
    return Runs.run(new DiskNotTracked(), past.inventory());
  }

  @Test
  void a_disk_that_stayed_off_through_a_stun_is_found() {
    AVm vm = AVm.named("sql").disk(2001, 1);
    vm.extraConfig.put("scsi0:1.ctkenabled", "FALSE");
    assertEquals(
        List.of("sql#2001: off"),
        Runs.found(run(Past.of(vm).task("VirtualMachine.createSnapshot", 5))));
  }

  @Test
  void a_disk_that_may_only_wait_is_said_to() {
    AVm vm = AVm.named("sql");
    vm.extraConfig.remove("scsi0:0.ctkenabled");
    assertEquals(List.of("sql#2000: off-or-pending"), Runs.found(run(vm)));
  }

  @Test
  void a_disk_that_waits_for_certain_is_not_called_off() {
    AVm vm = AVm.named("sql");
    vm.extraConfig.remove("scsi0:0.ctkenabled");
    assertEquals(List.of(), Runs.found(run(Past.of(vm).set(true, 3))));
  }

  @Test
  void a_disk_that_cannot_be_tracked_is_not_called_off() {
    AVm vm = AVm.named("sql");
    vm.extraConfig.remove("scsi0:0.ctkenabled");
    vm.changeTrackingSupported = false;
    assertEquals(List.of(), Runs.found(run(vm)));
  }

  @Test
  void tracked_and_switched_off_machines_pass() {
    AVm off = AVm.named("off");
    off.changeTrackingEnabled = false;
    off.extraConfig.clear();
    Results results = run(AVm.named("sql"), off);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(2, Runs.evaluated(results));
  }

  @Test
  void a_key_that_was_not_read_is_undetermined() {
    AVm vm = AVm.named("sql");
    vm.extraConfig.clear();
    vm.extraConfigComplete = false;
    assertEquals(List.of("sql#2000: reason.not-collected"), Runs.undetermined(run(vm)));
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
    Results results = Runs.run(new DiskNotTracked(), inventory);
    assertEquals(List.of("sql: reason.stale.host"), Runs.undetermined(results));
  }
}
