// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVirtualDisk;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IndependentDiskTest {
  private static Results run(AVm... vms) {
    return Runs.run(new IndependentDisk(), vms);
  }

  private static AVm withMode(@Nullable String mode) {
    AVm vm = AVm.named("app");
    vm.disks.add(AVirtualDisk.named("data", 2001, 1).mode(mode).build());
    return vm;
  }

  @Test
  void both_independent_modes_are_found_on_their_disk() {
    assertEquals(
        List.of("app#2001: persistent"), Runs.found(run(withMode("independent_persistent"))));
    assertEquals(
        List.of("app#2001: nonpersistent"), Runs.found(run(withMode("independent_nonpersistent"))));
  }

  @Test
  void dependent_modes_pass_old_ones_included() {
    Results results = run(withMode("persistent"), AVm.named("other"));
    assertEquals(List.of(), Runs.found(results));
    assertEquals(2, Runs.evaluated(results));
    assertEquals(List.of(), Runs.found(run(withMode("nonpersistent"))));
  }

  @Test
  void a_raw_device_in_physical_mode_is_left_to_its_own_check() {
    AVm vm = AVm.named("app");
    vm.disks.add(
        AVirtualDisk.named("lun", 2001, 1)
            .raw("physicalMode")
            .mode("independent_persistent")
            .build());
    assertEquals(List.of(), Runs.found(run(vm)));
  }

  @Test
  void a_raw_device_in_virtual_mode_may_be_independent() {
    AVm vm = AVm.named("app");
    vm.disks.add(
        AVirtualDisk.named("lun", 2001, 1)
            .raw("virtualMode")
            .mode("independent_persistent")
            .build());
    assertEquals(List.of("app#2001: persistent"), Runs.found(run(vm)));
  }

  @Test
  void an_unset_mode_is_undetermined_for_that_disk_alone() {
    AVm vm = withMode(null);
    vm.disks.add(AVirtualDisk.named("log", 2002, 2).mode("independent_persistent").build());
    Results results = run(vm);
    assertEquals(List.of("app#2001: reason.device.disk-unset"), Runs.undetermined(results));
    assertEquals(List.of("app#2002: persistent"), Runs.found(results));
  }

  @Test
  void a_template_is_not_judged() {
    AVm vm = withMode("independent_persistent");
    vm.template = true;
    assertEquals(0, Runs.evaluated(run(vm)));
  }

  @Test
  void unset_devices_are_undetermined() {
    AVm vm = AVm.named("app");
    vm.hardwareUnset = true;
    Results results = run(vm);
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(results));
    assertEquals(List.of(), Runs.found(results));
  }

  @Test
  void unreadable_devices_are_undetermined() {
    AVm vm = AVm.named("app").unreadable(VmProperty.DEVICES, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run(vm)));
  }

  @Test
  void what_vcenter_repeats_of_a_lost_machine_is_undetermined() {
    AVm vm = withMode("independent_persistent");
    vm.connectionState = VmConnectionState.DISCONNECTED;
    Results results = run(vm);
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of("app: reason.stale.vm"), Runs.undetermined(results));
  }
}
