// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.policy;

import io.vpreflight.jobs.audit.Pattern;
import io.vpreflight.jobs.audit.Scope;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.plan.Window;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.ObjectRef;
import io.vpreflight.vsphere.inventory.VCenter;
import java.util.List;
import java.util.Set;

/**
 * What may be repaired without anybody approving it machine by machine. It can answer for no
 * refusal: what wants to be acknowledged by name is left alone.
 *
 * @param name by which approvals and the journal call it
 * @param enabled nothing is done while this is false
 * @param kind what is repaired; one of {@link #ALLOWED}
 * @param check id of the check whose findings are repaired
 * @param vcenters name or instance UUID of the vCenters that it is about
 * @param scope virtual machines that it is about
 * @param window when something new may begin; never on demand
 * @param limits how much
 */
public record RepairPolicy(
    String name,
    boolean enabled,
    RepairKind kind,
    String check,
    List<Pattern> vcenters,
    Scope scope,
    Window window,
    PolicyLimits limits) {
  /** Everything else wants a person who read the plan. */
  public static final Set<RepairKind> ALLOWED =
      Set.of(RepairKind.CONSOLIDATE, RepairKind.REMOVE_LEFTOVERS);

  private static final MoRef SERVICE = new MoRef("ServiceInstance", "ServiceInstance");

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException when that kind needs a person, or there is no window
   */
  public RepairPolicy {
    vcenters = List.copyOf(vcenters);
    if (!ALLOWED.contains(kind)) {
      throw new IllegalArgumentException("never by a policy: " + kind.label());
    }
    if (window.isOnDemand()) {
      throw new IllegalArgumentException("a policy without a window");
    }
  }

  /** True when it is about that vCenter. */
  public boolean isAbout(VCenter vcenter) {
    return vcenters.stream()
        .anyMatch(
            pattern ->
                pattern.matches(named(vcenter, vcenter.name()))
                    || pattern.matches(named(vcenter, vcenter.instanceUuid())));
  }

  private static ObjectRef named(VCenter vcenter, String name) {
    return new ObjectRef(vcenter.instanceUuid(), SERVICE, name, "");
  }
}
