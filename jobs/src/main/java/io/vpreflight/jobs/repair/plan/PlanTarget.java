// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.ObjectRef;
import java.util.List;

/**
 * One virtual machine or host of a plan.
 *
 * @param object which one
 * @param role what it is for, as {@code VmRole.label()} says; {@code host} for a host
 * @param wave 1 for the first, 2, 3 ...; 0 when it is refused
 * @param baseline as it was when the plan was made
 * @param steps what would be done, in order; empty when it is refused
 * @param refusals why it is left alone, or what an admin answered for; those that hold back first
 * @param warnings what happens besides
 * @param datastores room, by datastore
 * @param privileges what the account may do on it
 * @param readAgainBytes bytes that the next backup or replication reads because increments begin
 *     anew; 0 when it changes nothing
 */
public record PlanTarget(
    ObjectRef object,
    String role,
    int wave,
    Baseline baseline,
    List<PlanStep> steps,
    List<Refusal> refusals,
    List<Text> warnings,
    List<DatastoreNeed> datastores,
    Privileges privileges,
    long readAgainBytes) {
  public PlanTarget {
    steps = List.copyOf(steps);
    refusals = List.copyOf(refusals);
    warnings = List.copyOf(warnings);
    datastores = List.copyOf(datastores);
  }

  /** True when something holds it back: nothing is done to it. */
  public boolean isRefused() {
    return refusals.stream().anyMatch(Refusal::holdsBack);
  }

  /** How often its guest stands still for a moment. */
  public int expectedStuns() {
    return (int) steps.stream().filter(PlanStep::stuns).count();
  }
}
