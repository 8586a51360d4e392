// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.repair.plan.PlanRequest;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.MoRef;

/**
 * A host that somebody wants to repair, with what surrounds it.
 *
 * @param host it
 * @param scene its vCenter, with tasks and events of at least {@link Caution#HISTORY}
 * @param request what is wanted
 */
public record HostCandidate(Host host, Scene scene, PlanRequest request) implements RepairSubject {
  @Override
  public MoRef ref() {
    return host.ref();
  }
}
