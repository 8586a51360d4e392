// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.ATask;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.VCenterFact;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConflictingTasksTest {
  private static final Duration GRACE = Duration.ofMinutes(15);
  private final AVm vm = AVm.named("app");

  private Results run(ATask... tasks) {
    AnInventory inventory = AnInventory.of(vm);
    for (ATask task : tasks) {
      inventory.tasks.add(task.build());
    }
    return Runs.run(new ConflictingTasks(), inventory);
  }

  private ATask merge() {
    return ATask.on(vm, "VirtualMachine.consolidateDisks").began(GRACE);
  }

  private ATask reconfigure() {
    return ATask.on(vm, "VirtualMachine.reconfigure").key("task-2").began(GRACE);
  }

  @Test
  void a_task_that_waits_for_another_is_found() {
    assertEquals(
        List.of("app#task-2: waiting"), Runs.found(run(merge(), reconfigure().queued(GRACE))));
  }

  @Test
  void a_task_elsewhere_that_has_locked_the_machine_is_what_it_waits_for() {
    ATask clone = ATask.on(AHost.usual(), "host.task").key("task-9");
    clone.locked.add(vm.ref);
    assertEquals(
        List.of("app#task-2: waiting"), Runs.found(run(clone, reconfigure().queued(GRACE))));
  }

  @Test
  void a_task_that_waits_for_nobody_in_sight_is_queued() {
    assertEquals(List.of("app#task-2: queued"), Runs.found(run(reconfigure().queued(GRACE))));
  }

  @Test
  void to_wait_for_some_minutes_is_normal() {
    assertEquals(List.of(), Runs.found(run(merge(), reconfigure().queued(Duration.ofMinutes(14)))));
  }

  @Test
  void several_at_once_with_a_snapshot_task_among_them_are_found() {
    assertEquals(List.of("app: several"), Runs.found(run(merge(), reconfigure())));
  }

  @Test
  void several_without_a_snapshot_task_are_vcenter_s_business() {
    ATask other = ATask.on(vm, "VirtualMachine.mountToolsInstaller").began(GRACE);
    assertEquals(List.of(), Runs.found(run(other, reconfigure())));
  }

  @Test
  void steps_of_one_operation_do_not_conflict() {
    ATask merge = merge();
    ATask step = reconfigure();
    merge.activationId = "op-7";
    step.activationId = "op-7";
    assertEquals(List.of(), Runs.found(run(merge, step)));
  }

  @Test
  void one_task_and_tasks_that_just_began_pass() {
    assertEquals(List.of(), Runs.found(run(merge())));
    assertEquals(List.of(), Runs.found(run(merge(), reconfigure().began(Duration.ofMinutes(1)))));
  }

  @Test
  void unreadable_tasks_are_undetermined() {
    AnInventory inventory = AnInventory.of(vm);
    inventory.historyUnreadable.put(VCenterFact.TASKS.path(), "NoPermission");
    assertEquals(
        List.of("app: reason.unreadable"),
        Runs.undetermined(Runs.run(new ConflictingTasks(), inventory)));
  }

  @Test
  void a_task_without_any_time_and_tasks_of_others_are_not_held_against_it() {
    ATask timeless = merge();
    timeless.startTime = null;
    timeless.queueTime = null;
    ATask elsewhere = ATask.on(AVm.named("other"), "VirtualMachine.clone").key("task-9");
    assertEquals(
        List.of("app#task-2: queued"), Runs.found(run(elsewhere, reconfigure().queued(GRACE))));
    assertEquals(List.of(), Runs.found(run(timeless)));
  }

  @Test
  void operations_with_ids_of_their_own_conflict() {
    ATask merge = merge();
    ATask other = reconfigure();
    merge.activationId = "op-7";
    other.activationId = "op-8";
    assertEquals(List.of("app: several"), Runs.found(run(merge, other)));
  }
}
