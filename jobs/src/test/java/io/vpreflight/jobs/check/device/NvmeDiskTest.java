// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVirtualDisk;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.VirtualController;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.junit.jupiter.api.Test;

class NvmeDiskTest {
  private static Results run(AVm... vms) {
    return Runs.run(new NvmeDisk(), vms);
  }

  private static AVm onController(String type) {
    AVm vm = AVm.named("app");
    vm.controllers.add(new VirtualController(31000, type, 0, null));
    vm.disks.add(AVirtualDisk.named("fast", 31000 + 1000, 0).controller(31000).build());
    return vm;
  }

  @Test
  void a_disk_on_an_nvme_controller_is_found() {
    assertEquals(
        List.of("app#32000: attached"), Runs.found(run(onController("VirtualNVMEController"))));
  }

  @Test
  void other_controllers_pass() {
    Results results = run(onController("VirtualAHCIController"));
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of(), Runs.undetermined(results));
  }

  @Test
  void an_nvme_controller_without_disks_passes() {
    AVm vm = AVm.named("app");
    vm.controllers.add(new VirtualController(31000, "VirtualNVMEController", 0, null));
    assertEquals(List.of(), Runs.found(run(vm)));
  }

  @Test
  void a_controller_without_a_known_class_may_be_one() {
    Results results = run(onController("VirtualController"));
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of("app#32000: reason.device.disk-unset"), Runs.undetermined(results));
  }

  @Test
  void a_disk_without_its_controller_is_undetermined() {
    AVm vm = AVm.named("app");
    vm.disks.add(AVirtualDisk.named("data", 2001, 1).controller(1999).build());
    assertEquals(List.of("app#2001: reason.device.disk-unset"), Runs.undetermined(run(vm)));
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
}
