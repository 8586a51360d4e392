// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.ATask;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StuckSnapshotTaskTest {
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
  private final AVm vm = AVm.named("app");

  private Results run(ATask task) {
    AnInventory inventory = AnInventory.of(vm);
    inventory.tasks.add(task.build());
    return Runs.run(new StuckSnapshotTask(), inventory);
  }

  private ATask create() {
    return ATask.on(vm, "VirtualMachine.createSnapshot");
  }

  @Test
  void a_snapshot_at_95_percent_for_half_an_hour_is_stuck() {
    List<String> stuck = List.of("app#task-1: stuck");
    assertEquals(stuck, Runs.found(run(create().at(95).began(HALF_AN_HOUR))));
    assertEquals(stuck, Runs.found(run(create().at(99).began(HALF_AN_HOUR))));
  }

  @Test
  void one_that_is_young_or_not_so_far_is_not() {
    assertEquals(List.of(), Runs.found(run(create().at(99).began(Duration.ofMinutes(29)))));
    assertEquals(List.of(), Runs.found(run(create().at(94).began(HALF_AN_HOUR))));
    assertEquals(List.of(), Runs.found(run(create().at(null).began(HALF_AN_HOUR))));
  }

  @Test
  void a_merge_at_99_percent_still_works() {
    assertEquals(
        List.of(), Runs.found(run(ATask.on(vm, "vm.Snapshot.remove").at(99).began(HALF_AN_HOUR))));
  }

  @Test
  void one_that_has_ended_is_not_stuck() {
    assertEquals(
        List.of(),
        Runs.found(run(create().began(HALF_AN_HOUR).ended(Duration.ofMinutes(1)).at(100))));
  }

  @Test
  void a_machine_that_does_not_respond_may_be_so_because_of_it() {
    vm.connectionState = VmConnectionState.DISCONNECTED;
    assertEquals(
        List.of("app#task-1: stuck"), Runs.found(run(create().at(99).began(HALF_AN_HOUR))));
  }

  @Test
  void a_task_without_a_beginning_is_undetermined() {
    ATask task = create().at(99);
    task.startTime = null;
    task.queueTime = null;
    assertEquals(List.of("app#task-1: reason.unset"), Runs.undetermined(run(task)));
  }

  @Test
  void unreadable_tasks_are_undetermined() {
    AnInventory inventory = AnInventory.of(vm);
    inventory.historyUnreadable.put(VCenterFact.TASKS.path(), "NoPermission");
    assertEquals(
        List.of("app: reason.unreadable"),
        Runs.undetermined(Runs.run(new StuckSnapshotTask(), inventory)));
  }
}
