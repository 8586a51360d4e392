// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVirtualDisk;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DiskTooLargeTest {
  private static final long GIB = 1L << 30;

  private static Results run(AVm... vms) {
    return Runs.runWithLimitsOf("azure-migrate-agentless", new DiskTooLarge(), AnInventory.of(vms));
  }

  private static AVm withSizes(@Nullable Long boot, @Nullable Long data) {
    AVm vm = AVm.named("app");
    vm.disks.clear();
    // Listed last: the order of the devices does not tell which is the first.
    vm.disks.add(AVirtualDisk.named("data", 2001, 1).capacity(data).build());
    vm.disks.add(AVirtualDisk.named("boot", 2000, 0).capacity(boot).build());
    return vm;
  }

  @Test
  void the_first_disk_has_the_limit_of_a_boot_disk() {
    assertEquals(List.of("app#2000: boot"), Runs.found(run(withSizes(2048 * GIB + 1, 100 * GIB))));
    assertEquals(List.of(), Runs.found(run(withSizes(2048 * GIB, 100 * GIB))));
  }

  @Test
  void the_others_have_the_limit_of_data_disks() {
    assertEquals(List.of("app#2001: data"), Runs.found(run(withSizes(40 * GIB, 32767 * GIB + 1))));
    assertEquals(List.of(), Runs.found(run(withSizes(40 * GIB, 32767 * GIB))));
  }

  @Test
  void a_profile_that_names_no_target_has_the_limit_of_vsphere() {
    Results results = Runs.run(new DiskTooLarge(), withSizes(3 * 1024 * GIB, 40 * 1024 * GIB));
    assertEquals(List.of(), Runs.found(results));
  }

  @Test
  void a_raw_device_in_physical_mode_is_not_copied_whatever_its_size() {
    AVm vm = AVm.named("app");
    vm.disks.add(
        AVirtualDisk.named("lun", 2001, 1).raw("physicalMode").capacity(40 * 1024 * GIB).build());
    assertEquals(List.of(), Runs.found(run(vm)));
  }

  @Test
  void an_unset_size_is_undetermined_for_that_disk() {
    Results results = run(withSizes(40 * GIB, null));
    assertEquals(List.of("app#2001: reason.device.disk-unset"), Runs.undetermined(results));
    assertEquals(List.of(), Runs.found(results));
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
