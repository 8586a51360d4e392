// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import io.vpreflight.vsphere.inventory.MoRef;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What somebody wants to be planned.
 *
 * @param kind what is to be repaired
 * @param targets virtual machines, or hosts, of the one vCenter that was read
 * @param options for all of them
 * @param limits how much at once
 * @param window when something new may begin
 * @param acknowledged refusals by id that an admin answers for, by target
 * @param here what must never be repaired because it is us
 * @param known what the store and the admin know besides
 * @param privileges of the account on each target; a target without any was not asked about
 * @param computed what vCenter was asked besides
 * @param planner who asks
 */
public record PlanRequest(
    RepairKind kind,
    List<MoRef> targets,
    PlanOptions options,
    RunLimits limits,
    Window window,
    Map<MoRef, Set<String>> acknowledged,
    Here here,
    Known known,
    Map<MoRef, Privileges> privileges,
    Computed computed,
    String planner) {
  public PlanRequest {
    targets = List.copyOf(targets);
    acknowledged = Map.copyOf(acknowledged);
    privileges = Map.copyOf(privileges);
  }

  /** For what vCenter is asked nothing besides. */
  public PlanRequest(
      RepairKind kind,
      List<MoRef> targets,
      PlanOptions options,
      RunLimits limits,
      Window window,
      Map<MoRef, Set<String>> acknowledged,
      Here here,
      Known known,
      Map<MoRef, Privileges> privileges,
      String planner) {
    this(
        kind,
        targets,
        options,
        limits,
        window,
        acknowledged,
        here,
        known,
        privileges,
        Computed.NOTHING,
        planner);
  }
}
