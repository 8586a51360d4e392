// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVirtualDisk;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RawDeviceDiskTest {
  private static Results run(AVm... vms) {
    return Runs.run(new RawDeviceDisk(), vms);
  }

  private static AVm withRaw(@Nullable String mode) {
    AVm vm = AVm.named("app");
    vm.disks.add(AVirtualDisk.named("lun", 2001, 1).raw(mode).build());
    return vm;
  }

  @Test
  void each_mode_is_a_kind_of_its_own() {
    assertEquals(List.of("app#2001: physical"), Runs.found(run(withRaw("physicalMode"))));
    assertEquals(List.of("app#2001: virtual"), Runs.found(run(withRaw("virtualMode"))));
  }

  @Test
  void a_disk_in_a_file_passes() {
    Results results = run(AVm.named("app"));
    assertEquals(List.of(), Runs.found(results));
    assertEquals(1, Runs.evaluated(results));
  }

  @Test
  void a_raw_device_without_a_mode_is_undetermined() {
    Results results = run(withRaw(null));
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of("app#2001: reason.device.disk-unset"), Runs.undetermined(results));
  }

  @Test
  void a_disk_whose_backing_was_not_given_is_undetermined() {
    AVm vm = AVm.named("app");
    vm.disks.add(AVirtualDisk.named("odd", 2001, 1).type("").build());
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
