// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.audit.Checks;
import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.check.VmRole;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.ManagedBy;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackingOffTest {
  private static Results run(AVm... vms) {
    return Runs.run(new TrackingOff(), vms);
  }

  @Test
  void a_machine_with_the_flag_off_is_one_finding_however_many_disks_it_has() {
    AVm vm = off("sql").disk(2001, 1).disk(2002, 2);
    vm.extraConfig.clear();
    assertEquals(List.of("sql: off"), Runs.found(run(vm)));
  }

  @Test
  void a_tracked_machine_passes() {
    Results results = run(AVm.named("sql"));
    assertEquals(List.of(), Runs.found(results));
    assertEquals(1, Runs.evaluated(results));
  }

  @Test
  void keys_that_were_not_read_do_not_hide_that_the_flag_is_off() {
    AVm vm = off("sql");
    vm.extraConfigComplete = false;
    assertEquals(List.of("sql: off"), Runs.found(run(vm)));
  }

  @Test
  void a_machine_that_cannot_or_must_not_be_tracked_is_not_called_off() {
    AVm old = off("old");
    old.version = "vmx-04";
    AVm forbidden = off("forbidden");
    forbidden.extraConfig.put("ctkdisallowed", "TRUE");
    AVm half = off("half");
    half.extraConfig.put("scsi0:0.ctkenabled", "TRUE");
    AVm empty = off("empty");
    empty.disks.clear();
    assertEquals(List.of(), Runs.found(run(old, forbidden, half, empty)));
  }

  @Test
  void templates_cluster_services_and_managed_machines_are_counted_and_not_judged() {
    AVm template = off("gold");
    template.template = true;
    AVm vcls = off("vCLS-1");
    vcls.extraConfig.put("hdcs.agent", "true");
    AVm managed = off("nsx");
    managed.managedBy = new ManagedBy("com.vmware.vim.eam", "agent");
    Results results = run(template, vcls, managed);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(0, Runs.evaluated(results));
    assertEquals(3, results.runs().get(0).skippedByRole().values().stream().mapToInt(n -> n).sum());
  }

  @Test
  void backup_proxies_hold_disks_of_others_and_are_judged_by_no_check_of_tracking() {
    for (Check check : Checks.all()) {
      String id = check.info().id();
      if (id.startsWith("vm.cbt.") && !id.equals("vm.cbt.switched")) {
        assertFalse(check.info().roles().contains(VmRole.BACKUP_PROXY), id);
      }
    }
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
    Results results = Runs.run(new TrackingOff(), inventory);
    assertEquals(List.of("sql: reason.stale.host"), Runs.undetermined(results));
  }

  private static AVm off(String name) {
    AVm vm = AVm.named(name);
    vm.changeTrackingEnabled = false;
    vm.extraConfig.clear();
    return vm;
  }
}
