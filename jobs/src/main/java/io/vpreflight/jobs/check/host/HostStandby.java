// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.host;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.check.Unknowns;
import io.vpreflight.vsphere.inventory.ClusterProperty;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostPowerState;
import io.vpreflight.vsphere.inventory.HostProperty;
import java.util.List;

/** A host sleeps: by design where power management (DPM) is on. */
public final class HostStandby implements ObjectCheck<Host> {
  private static final CheckInfo INFO =
      CheckInfo.of("host.power.standby", "dpm", "standby")
          .requires(HostProperty.POWER_STATE)
          .mayRead(
              HostProperty.STANDBY_MODE,
              HostProperty.CONNECTION_STATE,
              HostProperty.IN_MAINTENANCE_MODE,
              HostProperty.HARDWARE,
              ClusterProperty.CONFIGURATION)
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
    String mode = host.runtime().standbyMode();
    if (state == null) {
      return Outcome.unset(HostProperty.POWER_STATE);
    }
    Text unknown = Unknowns.at(HostProperty.STANDBY_MODE.path(), host.unreadable());
    if (mode == null && unknown != null) {
      return List.of(new Outcome.Undetermined("", unknown));
    }
    // A host on its way out of standby still says standBy.
    boolean asleep =
        "in".equals(mode) || (state == HostPowerState.STAND_BY && !"exiting".equals(mode));
    if (!asleep) {
      return List.of();
    }
    Boolean dpm = HostFacts.isPowerManaged(host, scene);
    return HostFacts.add(Outcome.hit(Boolean.TRUE.equals(dpm) ? "dpm" : "standby"), host, scene)
        .evidence("configurationEx.dpmConfigInfo.enabled", dpm)
        .only();
  }
}
