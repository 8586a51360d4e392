// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmOptions;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;

/** The firmware starts signed code only; a migration drops that. */
public final class SecureBoot implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.firmware.secure-boot", "enabled")
          .requires(VmProperty.FIRMWARE, VmProperty.SECURE_BOOT)
          .build();

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Subject<VirtualMachine> subject() {
    return Subject.VM;
  }

  @Override
  public List<Outcome> check(VirtualMachine vm, Scene scene) {
    VmOptions options = vm.config().options();
    if (options.firmware() == null) {
      return Outcome.unset(VmProperty.FIRMWARE);
    }
    // With BIOS the flag may be set and means nothing.
    if (!options.firmware().equals("efi")) {
      return List.of();
    }
    Boolean enabled = options.efiSecureBootEnabled();
    if (enabled == null) {
      return Outcome.unset(VmProperty.SECURE_BOOT);
    }
    return enabled
        ? Outcome.hit("enabled")
            .evidence(VmProperty.FIRMWARE, options.firmware())
            .evidence(VmProperty.SECURE_BOOT, true)
            .only()
        : List.of();
  }
}
