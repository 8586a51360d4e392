// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.host;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Outcome.HitBuilder;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.EventRecord;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.VCenterFact;
import java.util.List;
import java.util.Set;

/** vCenter does not manage a host at present, because somebody or something ended that. */
public final class HostDisconnected implements ObjectCheck<Host> {
  private static final CheckInfo INFO =
      CheckInfo.of("host.connection.disconnected", "by-user", "by-vcenter", "cause-unknown")
          .requires(HostProperty.CONNECTION_STATE)
          .mayRead(
              HostProperty.POWER_STATE,
              HostProperty.STANDBY_MODE,
              HostProperty.IN_MAINTENANCE_MODE,
              HostProperty.HARDWARE,
              VCenterFact.EVENTS)
          .judgesStale()
          .seedRows("000-56")
          .build();
  private static final Set<String> EVENT = Set.of("HostDisconnectedEvent");

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
    if (state != HostConnectionState.DISCONNECTED) {
      return List.of();
    }
    EventRecord event = HostFacts.last(EVENT, host, scene);
    return HostFacts.add(event == null ? Outcome.hit("cause-unknown") : by(event), host, scene)
        .only();
  }

  private static HitBuilder by(EventRecord event) {
    String reason = event.details().get("reason");
    String user = event.userName() == null ? "" : event.userName();
    HitBuilder hit;
    if (reason != null && !reason.equals("userRequest")) {
      hit = Outcome.hit("by-vcenter").with(event.createdTime(), reason);
    } else if (reason != null || !user.isEmpty()) {
      hit = Outcome.hit("by-user").with(event.createdTime(), user.isEmpty() ? "?" : user);
    } else {
      hit = Outcome.hit("cause-unknown");
    }
    return hit.evidence("event", event.type())
        .evidence("event.createdTime", event.createdTime())
        .evidence("event.reason", reason)
        .evidence("event.userName", event.userName());
  }
}
