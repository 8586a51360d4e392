// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.meta;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Estate;
import io.vpreflight.jobs.check.EstateCheck;
import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.AlarmRecord;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VCenterFact;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** vCenter itself raised an alarm that nobody has acknowledged. */
public final class AlarmTriggered implements EstateCheck {
  private static final String RED = "red";
  private static final CheckInfo INFO =
      CheckInfo.of("vcenter.alarm.triggered", RED, "yellow")
          .requires(VCenterFact.ALARMS)
          .allRoles()
          .judgesStale()
          .build();

  private record Subject(MoRef entity, String alarm) {}

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Verdict check(Estate estate) {
    List<Located> outcomes = new ArrayList<>();
    int evaluated = 0;
    for (Scene scene : estate.scenes()) {
      Text unknown = Gaps.uncollected(INFO.required(), scene);
      if (unknown != null) {
        outcomes.add(
            new Located(scene.locations().refOfVCenter(), new Outcome.Undetermined("", unknown)));
        continue;
      }
      Set<MoRef> known = known(scene.inventory());
      evaluated += known.size();
      worst(scene.inventory(), known)
          .forEach(
              (subject, alarm) ->
                  outcomes.add(
                      new Located(scene.locations().refOf(subject.entity()), hit(subject, alarm))));
    }
    return new Verdict(evaluated, outcomes);
  }

  private static Outcome hit(Subject subject, AlarmRecord alarm) {
    return Outcome.hit(alarm.overallStatus())
        .key(subject.alarm())
        .with(subject.alarm())
        .evidence("triggeredAlarmState.alarm", alarm.alarm())
        .evidence("triggeredAlarmState.overallStatus", alarm.overallStatus())
        .evidence("triggeredAlarmState.time", alarm.time())
        .build();
  }

  /** One entry for an alarm of an object, the red one if there are both. */
  private static Map<Subject, AlarmRecord> worst(Inventory inventory, Set<MoRef> known) {
    Map<Subject, AlarmRecord> worst = new LinkedHashMap<>();
    for (AlarmRecord alarm : inventory.history().alarms()) {
      boolean raised = INFO.kinds().contains(alarm.overallStatus());
      if (raised && !alarm.acknowledged() && known.contains(alarm.entity())) {
        Subject subject = new Subject(alarm.entity(), alarm.alarm() == null ? "?" : alarm.alarm());
        worst.merge(subject, alarm, (a, b) -> b.overallStatus().equals(RED) ? b : a);
      }
    }
    return worst;
  }

  private static Set<MoRef> known(Inventory inventory) {
    Set<MoRef> known = new HashSet<>();
    inventory.virtualMachines().forEach(vm -> known.add(vm.ref()));
    inventory.hosts().forEach(host -> known.add(host.ref()));
    inventory.clusters().forEach(cluster -> known.add(cluster.ref()));
    inventory.datastores().forEach(datastore -> known.add(datastore.ref()));
    inventory.networks().forEach(network -> known.add(network.ref()));
    inventory.containers().forEach(container -> known.add(container.ref()));
    return known;
  }
}
