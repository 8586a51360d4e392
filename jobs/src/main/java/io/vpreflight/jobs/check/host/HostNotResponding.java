// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.host;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostPowerState;
import io.vpreflight.vsphere.inventory.HostProperty;
import java.util.List;

/** vCenter hears nothing from a host: this is what a host looks like that lost its power. */
public final class HostNotResponding implements ObjectCheck<Host> {
  private static final CheckInfo INFO =
      CheckInfo.of("host.connection.not-responding", "no-answer")
          .requires(HostProperty.CONNECTION_STATE)
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
    HostConnectionState state = host.runtime().connectionState();
    if (state == null) {
      return Outcome.unset(HostProperty.CONNECTION_STATE);
    }
    HostPowerState power = host.runtime().powerState();
    // Sent to sleep or switched off through vCenter: nothing to hear, and said by other checks.
    boolean sentAway = power == HostPowerState.POWERED_OFF || power == HostPowerState.STAND_BY;
    return state == HostConnectionState.NOT_RESPONDING && !sentAway
        ? HostFacts.add(Outcome.hit("no-answer"), host, scene).only()
        : List.of();
  }
}
