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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SharedDiskTest {
  private static Results run(AVm... vms) {
    return Runs.run(new SharedDisk(), vms);
  }

  private static AVm onBus(@Nullable String sharedBus) {
    AVm vm = AVm.named("app");
    vm.controllers.add(new VirtualController(1001, "VirtualLsiLogicSASController", 1, sharedBus));
    vm.disks.add(AVirtualDisk.named("quorum", 2016, 0).controller(1001).build());
    return vm;
  }

  @Test
  void a_multi_writer_disk_is_found() {
    AVm vm = AVm.named("app");
    vm.disks.add(AVirtualDisk.named("asm", 2001, 1).sharing("sharingMultiWriter").build());
    assertEquals(List.of("app#2001: multi-writer"), Runs.found(run(vm)));
  }

  @Test
  void only_the_disks_of_the_shared_bus_are_found() {
    assertEquals(List.of("app#2016: shared-bus"), Runs.found(run(onBus("physicalSharing"))));
    assertEquals(List.of("app#2016: shared-bus"), Runs.found(run(onBus("virtualSharing"))));
  }

  @Test
  void a_shared_bus_without_disks_harms_nobody() {
    AVm vm = AVm.named("app");
    vm.controllers.add(
        new VirtualController(1001, "VirtualLsiLogicSASController", 1, "physicalSharing"));
    assertEquals(List.of(), Runs.found(run(vm)));
  }

  @Test
  void ordinary_disks_pass() {
    Results results = run(onBus("noSharing"));
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of(), Runs.undetermined(results));
  }

  @Test
  void a_file_that_a_backup_proxy_holds_too_is_not_shared() {
    AVm app = AVm.named("app");
    AVm proxy = AVm.named("proxy");
    proxy.disks.add(AVm.aDisk(2001, 1, "[vmfs01] app/app.vmdk"));
    assertEquals(List.of(), Runs.found(run(app, proxy)));
  }

  @Test
  void kinds_of_backing_that_cannot_be_shared_pass_without_a_value() {
    AVm vm = AVm.named("app");
    vm.disks.add(
        AVirtualDisk.named("clone", 2001, 1)
            .type("VirtualDiskSeSparseBackingInfo")
            .sharing(null)
            .build());
    Results results = run(vm);
    assertEquals(List.of(), Runs.undetermined(results));
    assertEquals(List.of(), Runs.found(results));
  }

  @Test
  void a_controller_of_another_bus_has_no_sharing_to_tell() {
    AVm vm = AVm.named("app");
    vm.controllers.add(new VirtualController(15000, "VirtualAHCIController", 0, null));
    vm.disks.add(AVirtualDisk.named("cd", 16000, 0).controller(15000).build());
    assertEquals(List.of(), Runs.undetermined(run(vm)));
  }

  @Test
  void an_unset_sharing_is_undetermined() {
    AVm vm = AVm.named("app");
    vm.disks.add(AVirtualDisk.named("data", 2001, 1).sharing(null).build());
    assertEquals(List.of("app#2001: reason.device.disk-unset"), Runs.undetermined(run(vm)));
  }

  @Test
  void a_disk_without_backing_is_undetermined() {
    AVm vm = AVm.named("app");
    vm.disks.add(AVirtualDisk.named("data", 2001, 1).type("").sharing(null).build());
    assertEquals(List.of("app#2001: reason.device.disk-unset"), Runs.undetermined(run(vm)));
  }

  @Test
  void a_scsi_bus_that_does_not_say_is_undetermined() {
    assertEquals(
        List.of("app#2016: reason.device.disk-unset"), Runs.undetermined(run(onBus(null))));
  }

  @Test
  void a_disk_without_its_controller_is_undetermined() {
    AVm vm = AVm.named("app");
    vm.disks.add(AVirtualDisk.named("data", 2001, 1).controller(1999).build());
    assertEquals(List.of("app#2001: reason.device.disk-unset"), Runs.undetermined(run(vm)));
  }

  @Test
  void a_multi_writer_disk_is_found_even_without_its_controller() {
    AVm vm = AVm.named("app");
    vm.disks.add(
        AVirtualDisk.named("asm", 2001, 1).controller(1999).sharing("sharingMultiWriter").build());
    assertEquals(List.of("app#2001: multi-writer"), Runs.found(run(vm)));
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
