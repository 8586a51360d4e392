// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.repair.move.MoveFinder;
import io.vpreflight.jobs.repair.move.MoveRules;
import io.vpreflight.jobs.repair.move.Objection;
import io.vpreflight.jobs.repair.plan.PlanStep;
import io.vpreflight.vsphere.ClusterRules;
import io.vpreflight.vsphere.FaultKind;
import io.vpreflight.vsphere.HostState;
import io.vpreflight.vsphere.RepairProbes;
import io.vpreflight.vsphere.RepairSight;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VmState;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostPowerState;
import io.vpreflight.vsphere.inventory.MoRef;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a machine may still be moved to the host that was approved: both hosts, the rules of the
 * cluster and vCenter's own check are asked anew, right before it is sent.
 */
final class MoveGate {
  private final Operation operation;
  private final RepairSight sight;
  private final @Nullable RepairProbes probes;

  MoveGate(Operation operation, RunTools.Ports ports) {
    this.operation = operation;
    sight = ports.sight();
    probes = ports.probes();
  }

  /** What keeps it; null for nothing. */
  Gate.@Nullable Answer at(PlanStep step, VmState vm) {
    MoRef source = vm.host();
    String was = operation.target().baseline().host();
    if (source == null || !source.moId().equals(was)) {
      return back("drift", "runtime.host", String.valueOf(was), String.valueOf(source));
    }
    MoRef target = new MoRef("HostSystem", String.valueOf(step.about()));
    HostState there = sight.host(target);
    if (there.runtime().connectionState() != HostConnectionState.CONNECTED
        || there.runtime().powerState() != HostPowerState.POWERED_ON
        || !Boolean.FALSE.equals(there.runtime().inMaintenanceMode())) {
      return back("target-away", there.name());
    }
    MoRef cluster = sight.host(source).parent();
    if (cluster == null || !Objects.equals(cluster, there.parent())) {
      return back("target-away", there.name());
    }
    if (probes == null) {
      return back("not-checked");
    }
    ClusterRules rules = sight.rules(cluster);
    Objection objection = MoveRules.automation(rules, operation.object());
    if (objection == null) {
      objection =
          new MoveFinder(sight, probes).against(rules, operation.object(), target, this::hostOf);
    }
    return objection == null ? null : new Gate.Answer(Gate.Way.BACK, objection.reason(), vm, false);
  }

  /** Of another machine of a rule; one that is gone is nowhere. */
  private @Nullable MoRef hostOf(MoRef other) {
    try {
      return sight.vm(other).host();
    } catch (VSphereException e) {
      if (e.kind() != FaultKind.GONE) {
        throw e;
      }
      return null;
    }
  }

  private static Gate.Answer back(String key, Object... args) {
    return Gate.Answer.of(Gate.Way.BACK, key, args);
  }
}
