// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;

/** The virtual hardware is older than changed block tracking. */
public final class HardwareVersionTooOld implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.hardware.version", "too-old").requires(VmProperty.HARDWARE_VERSION).build();

  private static final String PREFIX = "vmx-";

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
    String version = vm.config().version();
    if (version == null) {
      return Outcome.unset(VmProperty.HARDWARE_VERSION);
    }
    int number = number(version);
    if (number < 0) {
      return Outcome.undetermined("reason.device.unknown-version", version);
    }
    int oldest = scene.limits().number("hardware.version.oldest");
    return number < oldest
        ? Outcome.hit("too-old")
            .with(version, oldest)
            .evidence(VmProperty.HARDWARE_VERSION, version)
            .only()
        : List.of();
  }

  /** 19 of {@code vmx-19}; -1 for what is no version. */
  private static int number(String version) {
    int digits = version.length() - PREFIX.length();
    if (!version.startsWith(PREFIX) || digits < 1 || digits > 3) {
      return -1;
    }
    int number = 0;
    for (int i = PREFIX.length(); i < version.length(); i++) {
      int digit = version.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }
}
