// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tasks stand in each other's way: one waits for another, or several run at once. */
public final class ConflictingTasks implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.task.conflicting", "waiting", "queued", "several")
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
    Duration grace = scene.limits().duration("task.conflict");
    List<TaskRecord> running = new ArrayList<>(2);
    List<Outcome> outcomes = new ArrayList<>(0);
    for (TaskRecord task : VmTasks.in(scene).open(vm)) {
      Instant since = VmTasks.since(task);
      if (since != null && scene.age(since).compareTo(grace) >= 0) {
        if (task.state().equals("queued")) {
          outcomes.add(waiting(task, since, vm, scene));
        } else if (running.stream().noneMatch(other -> isPartOf(task, other))) {
          running.add(task);
        }
      }
    }
    if (running.size() > 1 && running.stream().anyMatch(VmTasks::isSnapshot)) {
      List<String> names = running.stream().map(VmTasks::name).toList();
      outcomes.add(
          Outcome.hit("several")
              .with(running.size(), String.join(", ", names))
              .evidence("info.descriptionId", names)
              .evidence("info.key", running.stream().map(TaskRecord::key).toList())
              .build());
    }
    return Gaps.orTruncated(outcomes, scene.inventory().history().reach().openTasks());
  }

  private static Outcome waiting(TaskRecord task, Instant since, VirtualMachine vm, Scene scene) {
    TaskRecord holder = holder(task, vm, scene);
    Duration age = scene.age(since);
    return Outcome.hit(holder == null ? "queued" : "waiting")
        .key(task.key())
        .with(VmTasks.name(task), age, holder == null ? "" : VmTasks.name(holder))
        .evidence("info.descriptionId", task.descriptionId())
        .evidence("info.state", task.state())
        .evidence("info.queueTime", task.times().queueTime())
        .evidence("heldBy", holder == null ? null : holder.key())
        .build();
  }

  /** The running task that works on this machine, or has locked it. */
  private static @Nullable TaskRecord holder(TaskRecord task, VirtualMachine vm, Scene scene) {
    for (TaskRecord other : scene.inventory().history().tasks()) {
      if (other.state().equals("running")
          && !other.key().equals(task.key())
          && (vm.ref().equals(other.entity()) || other.locked().contains(vm.ref()))) {
        return other;
      }
    }
    return null;
  }

  /** Steps of one operation carry its id. */
  private static boolean isPartOf(TaskRecord task, TaskRecord other) {
    return task.activationId() != null && Objects.equals(task.activationId(), other.activationId());
  }
}
