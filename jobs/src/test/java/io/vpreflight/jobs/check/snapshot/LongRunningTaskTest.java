// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.ATask;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.VCenterFact;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LongRunningTaskTest {
  private final AVm vm = AVm.named("app");

  private AnInventory with(ATask task) {
    AnInventory inventory = AnInventory.of(vm);
    inventory.tasks.add(task.build());
    return inventory;
  }

  private List<String> found(ATask task) {
    return Runs.found(Runs.run(new LongRunningTask(), with(task)));
  }

  private ATask merge(int hours) {
    return ATask.on(vm, "VirtualMachine.consolidateDisks").began(Duration.ofHours(hours));
  }

  private ATask move(int hours) {
    return ATask.on(vm, "VirtualMachine.relocate").began(Duration.ofHours(hours));
  }

  @Test
  void hours_are_long_and_a_day_is_very_long() {
    assertEquals(List.of(), found(merge(3)));
    assertEquals(List.of("app#task-1: long"), found(merge(4)));
    assertEquals(List.of("app#task-1: very-long"), found(merge(24)));
  }

  @Test
  void a_copy_of_whole_disks_may_take_longer() {
    assertEquals(List.of(), found(move(11)));
    assertEquals(List.of("app#task-1: long"), found(move(12)));
    assertEquals(List.of("app#task-1: very-long"), found(move(48)));
  }

  @Test
  void a_task_that_stands_where_it_stood_is_stalled() {
    AnInventory before = with(merge(4).at(40));
    before.collectedAt = AnInventory.NOW.minus(Duration.ofMinutes(30));
    Results results = Runs.runAfter(new LongRunningTask(), before, with(merge(4).at(40)));
    assertEquals(List.of("app#task-1: stalled"), Runs.found(results));
  }

  @Test
  void one_that_moved_or_was_looked_at_a_moment_ago_is_not() {
    AnInventory before = with(merge(4).at(39));
    before.collectedAt = AnInventory.NOW.minus(Duration.ofMinutes(30));
    assertEquals(
        List.of("app#task-1: long"),
        Runs.found(Runs.runAfter(new LongRunningTask(), before, with(merge(4).at(40)))));
    AnInventory justNow = with(merge(4).at(40));
    justNow.collectedAt = AnInventory.NOW.minus(Duration.ofMinutes(29));
    assertEquals(
        List.of("app#task-1: long"),
        Runs.found(Runs.runAfter(new LongRunningTask(), justNow, with(merge(4).at(40)))));
  }

  @Test
  void a_task_that_tells_no_progress_is_never_called_stalled() {
    AnInventory before = with(merge(4).at(null));
    before.collectedAt = AnInventory.NOW.minus(Duration.ofHours(1));
    assertEquals(
        List.of("app#task-1: long"),
        Runs.found(Runs.runAfter(new LongRunningTask(), before, with(merge(4).at(null)))));
  }

  @Test
  void a_snapshot_at_its_end_is_a_check_of_its_own() {
    assertEquals(
        List.of(),
        found(ATask.on(vm, "VirtualMachine.createSnapshot").at(99).began(Duration.ofHours(9))));
  }

  @Test
  void what_has_ended_is_not_running() {
    assertEquals(List.of(), found(merge(9).ended(Duration.ofMinutes(1))));
  }

  @Test
  void a_task_without_a_beginning_is_undetermined() {
    ATask task = merge(9);
    task.startTime = null;
    task.queueTime = null;
    assertEquals(
        List.of("app#task-1: reason.unset"),
        Runs.undetermined(Runs.run(new LongRunningTask(), with(task))));
  }

  @Test
  void unreadable_tasks_are_undetermined() {
    AnInventory inventory = with(merge(9));
    inventory.historyUnreadable.put(VCenterFact.TASKS.path(), "NoPermission");
    assertEquals(
        List.of("app: reason.unreadable"),
        Runs.undetermined(Runs.run(new LongRunningTask(), inventory)));
  }
}
