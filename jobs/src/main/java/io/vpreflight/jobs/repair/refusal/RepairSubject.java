// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.repair.plan.PlanRequest;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.MoRef;
import org.jspecify.annotations.Nullable;

/** Something that somebody wants to repair, with what surrounds it. */
public sealed interface RepairSubject permits Candidate, HostCandidate {
  /** Its vCenter, with tasks and events of at least {@link Caution#HISTORY}. */
  Scene scene();

  /** What is wanted. */
  PlanRequest request();

  /** Reference inside its vCenter. */
  MoRef ref();

  /** The host itself, or the one that a virtual machine is on; null when that is not known. */
  @Nullable Host host();

  /** What is wanted of it. */
  default RepairKind kind() {
    return request().kind();
  }
}
