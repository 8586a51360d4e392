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
import org.jspecify.annotations.Nullable;

/** A task runs for hours; worse when it has not moved since the inventory before. */
public final class LongRunningTask implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.task.long-running", "long", "very-long", "stalled")
          .requires(VCenterFact.TASKS)
          .allRoles()
          .judgesStale()
          .seedRows("002-39")
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
      Outcome outcome = VmTasks.isNearlyMade(task) ? null : judge(task, vm, scene);
      if (outcome != null) {
        outcomes.add(outcome);
      }
    }
    return Gaps.orTruncated(outcomes, scene.inventory().history().reach().openTasks());
  }

  private static @Nullable Outcome judge(TaskRecord task, VirtualMachine vm, Scene scene) {
    Instant since = VmTasks.since(task);
    if (since == null) {
      return new Outcome.Undetermined(task.key(), Text.of("reason.unset", "info.startTime"));
    }
    // Whole disks take their time.
    String limit = VmTasks.isTransfer(task) ? "task.transfer" : "task.long";
    Duration age = scene.age(since);
    if (age.compareTo(scene.limits().duration(limit + ".warning")) < 0) {
      return null;
    }
    Instant still = stillSince(task, vm, scene);
    boolean veryLong = age.compareTo(scene.limits().duration(limit + ".critical")) >= 0;
    return Outcome.hit(still != null ? "stalled" : veryLong ? "very-long" : "long")
        .key(task.key())
        .with(VmTasks.name(task), age, task.progress() == null ? "?" : task.progress() + " %")
        .evidence("info.descriptionId", task.descriptionId())
        .evidence("info.state", task.state())
        .evidence("info.progress", task.progress())
        .evidence("info.startTime", since)
        .evidence("info.cancelable", task.cancelable())
        .evidence("info.reason.userName", task.userName())
        .evidence("unchangedSince", still)
        .build();
  }

  /** When it had the same progress already; null when it moved, or nobody looked before. */
  private static @Nullable Instant stillSince(TaskRecord task, VirtualMachine vm, Scene scene) {
    Scene before = scene.baseline();
    if (before == null
        || task.progress() == null
        || scene.age(before.now()).compareTo(scene.limits().duration("task.stuck")) < 0) {
      return null;
    }
    return VmTasks.in(before).open(vm).stream()
            .anyMatch(
                earlier ->
                    earlier.key().equals(task.key()) && task.progress().equals(earlier.progress()))
        ? before.now()
        : null;
  }
}
