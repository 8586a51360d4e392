// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.host;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Outcome.HitBuilder;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.EventRecord;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.VCenterFact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A host is set aside for maintenance: for how long is known only while the event is kept. */
public final class HostMaintenance implements ObjectCheck<Host> {
  private static final CheckInfo INFO =
      CheckInfo.of("host.maintenance.mode", "recent", "long", "at-least", "unknown-since")
          .requires(HostProperty.IN_MAINTENANCE_MODE)
          .mayRead(
              HostProperty.CONNECTION_STATE,
              HostProperty.POWER_STATE,
              HostProperty.STANDBY_MODE,
              HostProperty.HARDWARE,
              VCenterFact.EVENTS)
          .judgesStale()
          .seedRows("000-56")
          .build();
  private static final String ENTERED = "EnteredMaintenanceModeEvent";
  private static final Set<String> EVENTS = Set.of(ENTERED, "ExitMaintenanceModeEvent");

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
    Boolean maintenance = host.runtime().inMaintenanceMode();
    if (maintenance == null) {
      return Outcome.unset(HostProperty.IN_MAINTENANCE_MODE);
    }
    return maintenance ? HostFacts.add(since(host, scene), host, scene).only() : List.of();
  }

  private static HitBuilder since(Host host, Scene scene) {
    EventRecord event = HostFacts.last(EVENTS, host, scene);
    if (event != null && event.type().equals(ENTERED)) {
      return lasting("recent", scene.age(event.createdTime()), scene)
          .evidence("event", ENTERED)
          .evidence("event.createdTime", event.createdTime());
    }
    // No event as far back as they reach: it has lasted at least that long.
    Instant reach = scene.inventory().history().reach().rareEvents().since();
    boolean seen = Gaps.uncollected(Set.of(VCenterFact.EVENTS), scene) == null;
    return event == null && reach != null && seen
        ? lasting("at-least", scene.age(reach), scene).evidence("events.since", reach)
        : Outcome.hit("unknown-since");
  }

  private static HitBuilder lasting(String kind, Duration age, Scene scene) {
    boolean isLong = age.compareTo(scene.limits().duration("maintenance.long")) >= 0;
    return Outcome.hit(isLong ? "long" : kind).with(age);
  }
}
