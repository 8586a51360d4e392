// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.host;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostPowerState;
import io.vpreflight.vsphere.inventory.HostProperty;
import java.util.List;

/** A host was powered off through vCenter. One that lost its power looks otherwise. */
public final class HostPoweredOff implements ObjectCheck<Host> {
  private static final CheckInfo INFO =
      CheckInfo.of("host.power.off", "off")
          .requires(HostProperty.POWER_STATE)
          .mayRead(HostFacts.READS)
          .judgesStale()
          .seedRows("000-56")
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
    HostPowerState state = host.runtime().powerState();
    if (state == null) {
      return Outcome.unset(HostProperty.POWER_STATE);
    }
    return state == HostPowerState.POWERED_OFF
        ? HostFacts.add(Outcome.hit("off"), host, scene).only()
        : List.of();
  }
}
