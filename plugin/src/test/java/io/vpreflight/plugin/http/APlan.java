// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.repair.plan.Baseline;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanOptions;
import io.vpreflight.jobs.repair.plan.PlanStep;
import io.vpreflight.jobs.repair.plan.PlanTarget;
import io.vpreflight.jobs.repair.plan.PlanVCenter;
import io.vpreflight.jobs.repair.plan.Privileges;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.plan.RepairPlan;
import io.vpreflight.jobs.repair.plan.RunLimits;
import io.vpreflight.jobs.repair.plan.SnapshotHours;
import io.vpreflight.jobs.repair.plan.StepAction;
import io.vpreflight.jobs.repair.plan.Window;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.ObjectRef;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;

/** A plan for one machine, to be run when somebody says so. */
final class APlan {
  static final String VCENTER = "uuid-1";

  private APlan() {}

  static PlanFile of(String machine, String planner) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    PlanTarget target =
        new PlanTarget(
            new ObjectRef(VCENTER, new MoRef("VirtualMachine", machine), "srv", "/Paris/srv"),
            "workload",
            1,
            new Baseline(
                null, null, null, null, null, null, true, List.of(), List.of(), null, null),
            List.of(new PlanStep("C1", StepAction.CONSOLIDATE, null, true)),
            List.of(),
            List.of(),
            List.of(),
            new Privileges("audit", List.of(), List.of()),
            0);
    return PlanFile.of(
        new RepairPlan(
            RepairKind.CONSOLIDATE,
            new PlanVCenter(VCENTER, "vc1", "8.0", "8.0.3.0", now),
            now,
            now.plus(Duration.ofHours(24)),
            planner,
            PlanOptions.DEFAULT,
            RunLimits.DEFAULT,
            new Window(ZoneOffset.UTC, List.of()),
            List.of(target),
            List.of(),
            new SnapshotHours(ZoneOffset.UTC, null, Collections.nCopies(24, 0))));
  }
}
