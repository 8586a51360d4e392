// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.runbook;

import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.host.HostDisconnected;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostPowerState;
import io.vpreflight.vsphere.inventory.HostProperty;
import java.util.Set;

/** What is done to hosts by hand. */
final class HostPages {
  private static final HostDisconnected DISCONNECTED = new HostDisconnected();

  /** Codes of {@code HostDisconnectedEvent.reason} that are no wish of a person. */
  private static final Set<String> BY_VCENTER =
      Set.of(
          "sslThumbprintVerifyFailed",
          "licenseExpired",
          "agentUpgrade",
          "insufficientLicenses",
          "agentOutOfDate",
          "passwordDecryptFailure",
          "vcVRAMCapacityExceeded");

  private HostPages() {}

  static void powerUp(Draft draft, Host host) {
    HostPowerState power = host.runtime().powerState();
    draft.show(HostProperty.POWER_STATE.path(), power == null ? null : power.vim());
    draft.show(HostProperty.STANDBY_MODE.path(), host.runtime().standbyMode());
    if (power != HostPowerState.STAND_BY) {
      draft.withhold("not-in-standby", power == null ? "?" : power.vim());
    } else {
      draft.command(
          "Start-VMHost -VMHost " + Draft.host(host.ref()) + " -TimeoutSeconds 900 -Confirm:$true");
    }
  }

  /** Never by force, and not at all where a person disconnected it. */
  static void reconnect(Draft draft, Host host, Scene scene) {
    HostConnectionState state = host.runtime().connectionState();
    draft.show(HostProperty.CONNECTION_STATE.path(), state == null ? null : state.vim());
    if (state != HostConnectionState.DISCONNECTED) {
      draft.withhold("not-disconnected", state == null ? "?" : state.vim());
      return;
    }
    boolean byVCenter = false;
    for (Outcome outcome : DISCONNECTED.check(host, scene)) {
      byVCenter |=
          outcome instanceof Outcome.Hit hit
              && BY_VCENTER.contains(String.valueOf(hit.evidence().get("event.reason")));
    }
    if (!byVCenter) {
      draft.withhold("by-user");
    } else {
      draft.command(
          "Set-VMHost -VMHost " + Draft.host(host.ref()) + " -State Connected -Confirm:$true");
    }
  }
}
