// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.time.Instant;
import java.util.List;

/** Somebody set the flag of change tracking: who, when and to what. */
public final class TrackingSwitched implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.cbt.switched", "on", "off")
          .mayRead(VCenterFact.EVENTS)
          .judgesStale()
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
    Text refused = Gaps.unreadable(VCenterFact.EVENTS, scene.inventory().history().unreadable());
    if (refused != null) {
      return List.of(new Outcome.Undetermined("", refused));
    }
    ChangeTracking all = ChangeTracking.in(scene);
    if (all.eventsSince() == null) {
      return List.of(new Outcome.NotObservable(Text.of("reason.tracking.no-events")));
    }
    List<Switch> switches = all.of(vm).switches();
    if (switches.isEmpty()) {
      Instant cut = all.eventsCut();
      return cut == null
          ? List.of()
          : List.of(new Outcome.NotObservable(Text.of("reason.tracking.events-truncated", cut)));
    }
    Switch last = switches.get(switches.size() - 1);
    return Outcome.hit(last.on() ? "on" : "off")
        .with(
            last.userName() == null ? Text.of("reason.tracking.nobody") : last.userName(),
            last.at(),
            switches.size())
        .evidence("VmReconfiguredEvent", switches.stream().map(TrackingSwitched::line).toList())
        .only();
  }

  private static String line(Switch set) {
    return set.at()
        + " configSpec.changeTrackingEnabled="
        + set.on()
        + (set.userName() == null ? "" : " " + set.userName());
  }
}
