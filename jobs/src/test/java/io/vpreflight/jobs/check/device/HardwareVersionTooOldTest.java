// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HardwareVersionTooOldTest {
  private static Results run(AVm... vms) {
    return Runs.run(new HardwareVersionTooOld(), vms);
  }

  private static AVm with(@Nullable String version) {
    AVm vm = AVm.named("app");
    vm.version = version;
    return vm;
  }

  @Test
  void hardware_older_than_seven_is_found() {
    assertEquals(List.of("app: too-old"), Runs.found(run(with("vmx-04"))));
  }

  @Test
  void seven_and_newer_pass() {
    assertEquals(List.of(), Runs.found(run(with("vmx-07"))));
    assertEquals(List.of(), Runs.found(run(with("vmx-21"))));
  }

  @Test
  void what_is_no_version_is_undetermined() {
    for (String odd : List.of("vmx-next", "vmx-", "vmx-1234", "7", "esx-07", "vmx-1/2")) {
      assertEquals(
          List.of("app: reason.device.unknown-version"), Runs.undetermined(run(with(odd))), odd);
    }
  }

  @Test
  void unset_is_undetermined() {
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(run(with(null))));
  }

  @Test
  void unreadable_is_undetermined() {
    AVm vm = with("vmx-04").unreadable(VmProperty.HARDWARE_VERSION, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run(vm)));
  }
}
