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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The virtual hardware is older than changed block tracking. */
public final class HardwareVersionTooOld implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.hardware.version", "too-old").requires(VmProperty.HARDWARE_VERSION).build();

  private static final Pattern VERSION = Pattern.compile("vmx-(\\d{1,3})");

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
    Matcher number = VERSION.matcher(version);
    if (!number.matches()) {
      return Outcome.undetermined("reason.device.unknown-version", version);
    }
    int oldest = scene.limits().number("hardware.version.oldest");
    return Integer.parseInt(number.group(1)) < oldest
        ? Outcome.hit("too-old")
            .with(version, oldest)
            .evidence(VmProperty.HARDWARE_VERSION, version)
            .only()
        : List.of();
  }
}
