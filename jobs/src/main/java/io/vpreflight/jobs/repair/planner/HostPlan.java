// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.planner;

import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.Baseline;
import io.vpreflight.jobs.repair.plan.PlanRequest;
import io.vpreflight.jobs.repair.plan.PlanTarget;
import io.vpreflight.jobs.repair.plan.Privileges;
import io.vpreflight.jobs.repair.plan.Refusal;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.refusal.HostCandidate;
import io.vpreflight.jobs.repair.refusal.Refusals;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.HostRuntime;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.VimConstant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The targets of a plan that is about hosts: the refused ones last. */
final class HostPlan {
  /** What is read of a host besides what its refusals want. */
  static final Set<Property> READS =
      Set.of(
          HostProperty.CONNECTION_STATE,
          HostProperty.POWER_STATE,
          HostProperty.STANDBY_MODE,
          HostProperty.IN_MAINTENANCE_MODE,
          HostProperty.HARDWARE);

  private HostPlan() {}

  /**
   * The targets.
   *
   * @param wave of the one that is begun after so many others
   */
  static List<PlanTarget> of(Scene scene, PlanRequest request, IntUnaryOperator wave) {
    List<PlanTarget> repaired = new ArrayList<>();
    List<PlanTarget> refused = new ArrayList<>();
    for (MoRef ref : new LinkedHashSet<>(request.targets())) {
      Host host = Objects.requireNonNull(scene.locations().host(ref), "a host of another vCenter");
      HostCandidate candidate = new HostCandidate(host, scene, request);
      List<Refusal> refusals = Refusals.of(candidate);
      if (refusals.stream().anyMatch(Refusal::holdsBack)) {
        refused.add(target(candidate, refusals, 0));
      } else {
        repaired.add(target(candidate, refusals, wave.applyAsInt(repaired.size())));
      }
    }
    repaired.addAll(refused);
    return repaired;
  }

  private static PlanTarget target(HostCandidate candidate, List<Refusal> refusals, int wave) {
    PlanRequest request = candidate.request();
    Privileges privileges =
        request
            .privileges()
            .getOrDefault(
                candidate.ref(),
                new Privileges(null, PrivilegeNeeds.of(request.kind(), request.options()), null));
    return new PlanTarget(
        candidate.scene().locations().refOf(candidate.ref()),
        "host",
        wave,
        baseline(candidate.host()),
        wave == 0 ? List.of() : Steps.of(candidate),
        refusals,
        wave == 0 ? List.of() : warnings(candidate, privileges),
        List.of(),
        privileges,
        0);
  }

  private static Baseline baseline(Host host) {
    HostRuntime runtime = host.runtime();
    return Baseline.of(
        host.summary().uuid(),
        vim(runtime.powerState()),
        new Baseline.OfHost(
            vim(runtime.connectionState()), runtime.standbyMode(), runtime.inMaintenanceMode()));
  }

  private static @Nullable String vim(@Nullable VimConstant state) {
    return state == null ? null : state.vim();
  }

  private static List<Text> warnings(HostCandidate candidate, Privileges privileges) {
    List<Text> warnings = new ArrayList<>();
    if (candidate.kind() == RepairKind.POWER_UP_HOST) {
      warnings.add(Text.of("plan.warning.controller"));
    } else {
      warnings.add(
          Text.of("plan.warning.cause-gone", String.valueOf(Refusals.disconnectedBy(candidate))));
      warnings.add(Text.of("plan.warning.other-vcenter"));
    }
    Warnings.addPrivileges(privileges, warnings);
    return warnings;
  }
}
