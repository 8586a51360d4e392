// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.reboot;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostProperty;
import java.util.List;

/** A change of the host waits for a reboot. */
public final class HostRebootRequired implements ObjectCheck<Host> {
  private static final CheckInfo INFO =
      CheckInfo.of("host.reboot.required", "pending")
          .requires(HostProperty.REBOOT_REQUIRED)
          .mayRead(HostProperty.BOOT_TIME)
          .build();

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Subject<Host> subject() {
    return Subject.HOST;
  }

  @Override
  public List<Outcome> check(Host host, Scene scene) {
    Boolean required = host.summary().rebootRequired();
    if (required == null) {
      return Outcome.unset(HostProperty.REBOOT_REQUIRED);
    }
    return required
        ? Outcome.hit("pending")
            .evidence(HostProperty.REBOOT_REQUIRED, true)
            .evidence(HostProperty.BOOT_TIME, host.runtime().bootTime())
            .only()
        : List.of();
  }
}
