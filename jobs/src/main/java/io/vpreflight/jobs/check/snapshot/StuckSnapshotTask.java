// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A snapshot is being made and stands at 95 or 99 percent. */
public final class StuckSnapshotTask implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.task.stuck-snapshot", "stuck")
          .requires(VCenterFact.TASKS)
          .allRoles()
          .judgesStale()
          .seedRows("002-36")
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
    List<Outcome> outcomes = new ArrayList<>(0);
    for (TaskRecord task : VmTasks.in(scene).open(vm)) {
      if (!VmTasks.isNearlyMade(task) || task.progress() == null) {
        continue;
      }
      Instant since = VmTasks.since(task);
      if (since == null) {
        Text why = Text.of("reason.unset", "info.startTime");
        outcomes.add(new Outcome.Undetermined(task.key(), why));
        continue;
      }
      Duration age = scene.age(since);
      if (age.compareTo(scene.limits().duration("task.stuck")) >= 0) {
        outcomes.add(
            Outcome.hit("stuck")
                .key(task.key())
                .with(task.progress(), age)
                .evidence("info.descriptionId", task.descriptionId())
                .evidence("info.progress", task.progress())
                .evidence("info.startTime", since)
                .evidence("info.cancelable", task.cancelable())
                .evidence("info.reason.userName", task.userName())
                .build());
      }
    }
    return Gaps.orTruncated(outcomes, scene.inventory().history().reach().openTasks());
  }
}
