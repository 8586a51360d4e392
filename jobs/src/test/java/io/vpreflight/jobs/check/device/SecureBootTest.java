// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.VmOptions;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SecureBootTest {
  private static Results run(AVm... vms) {
    return Runs.run(new SecureBoot(), vms);
  }

  private static AVm with(@Nullable String firmware, @Nullable Boolean secureBoot) {
    AVm vm = AVm.named("app");
    vm.options = new VmOptions(firmware, secureBoot, false, null, null, "normal");
    return vm;
  }

  @Test
  void uefi_with_secure_boot_is_found() {
    assertEquals(List.of("app: enabled"), Runs.found(run(with("efi", true))));
  }

  @Test
  void uefi_without_it_passes() {
    assertEquals(List.of(), Runs.found(run(with("efi", false))));
  }

  @Test
  void with_bios_the_flag_means_nothing() {
    Results results = run(with("bios", true));
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of(), Runs.undetermined(run(with("bios", null))));
  }

  @Test
  void unset_is_undetermined() {
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(run(with("efi", null))));
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(run(with(null, true))));
  }

  @Test
  void unreadable_is_undetermined() {
    AVm vm = with("efi", true).unreadable(VmProperty.SECURE_BOOT, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run(vm)));
  }
}
