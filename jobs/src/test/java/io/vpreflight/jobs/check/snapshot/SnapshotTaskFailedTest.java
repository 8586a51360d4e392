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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotTaskFailedTest {
  private final AVm vm = AVm.named("app");
  private final AnInventory inventory = AnInventory.of(vm);

  private Results run() {
    return Runs.run(new SnapshotTaskFailed(), inventory);
  }

  private ATask create() {
    return ATask.on(vm, "VirtualMachine.createSnapshot");
  }

  @ParameterizedTest
  @CsvSource({
    "TaskInProgress, busy",
    "FileLocked, locked",
    "CannotAccessFile, file",
    "NoDiskSpace, space",
    "ApplicationQuiesceFault, quiesce",
    "TooManySnapshotLevels, levels",
    "SnapshotIncompatibleDeviceInVm, device",
    "NoPermission, permission",
    "InvalidState, state",
    "SystemError, other"
  })
  void the_class_of_the_fault_tells_the_cause(String faultClass, String kind) {
    inventory.tasks.add(create().failed(Duration.ofHours(1), faultClass).build());
    assertEquals(List.of("app: " + kind), Runs.found(run()));
  }

  @Test
  void a_message_key_tells_it_where_the_class_does_not() {
    inventory.tasks.add(
        create()
            .failed(Duration.ofHours(1), "SystemError", "msg.snapshot.error-QUIESCINGERROR")
            .build());
    assertEquals(List.of("app: quiesce"), Runs.found(run()));
  }

  @Test
  void a_later_success_ends_it() {
    inventory.tasks.add(create().failed(Duration.ofHours(2), "NoDiskSpace").build());
    inventory.tasks.add(create().key("task-2").ended(Duration.ofHours(1)).build());
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void an_earlier_success_does_not_whatever_the_order_of_the_list() {
    inventory.tasks.add(create().failed(Duration.ofHours(1), "NoDiskSpace").build());
    inventory.tasks.add(create().key("task-2").ended(Duration.ofHours(2)).build());
    assertEquals(List.of("app: space"), Runs.found(run()));
  }

  @Test
  void what_somebody_cancelled_did_not_fail() {
    inventory.tasks.add(create().failed(Duration.ofHours(1), "RequestCanceled").build());
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void an_invalid_configuration_is_a_check_of_its_own() {
    inventory.tasks.add(create().failed(Duration.ofHours(1), "InvalidSnapshotFormat").build());
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void other_tasks_are_not_asked() {
    inventory.tasks.add(
        ATask.on(vm, "VirtualMachine.powerOn").failed(Duration.ofHours(1), "NoDiskSpace").build());
    Results results = run();
    assertEquals(List.of(), Runs.found(results));
    assertEquals(1, Runs.evaluated(results));
  }

  @Test
  void tasks_that_are_unreadable_or_not_collected_are_undetermined() {
    inventory.historyUnreadable.put(VCenterFact.TASKS.path(), "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run()));
    inventory.historyUnreadable.clear();
    inventory.without(VCenterFact.TASKS);
    assertEquals(List.of("app: reason.not-collected"), Runs.undetermined(run()));
  }

  @Test
  void a_task_of_a_host_agent_is_known_by_its_longer_name() {
    inventory.tasks.add(
        ATask.on(vm, "vim.VirtualMachine.createSnapshot")
            .failed(Duration.ofHours(1), "FileLocked")
            .saying("Unable to access file since it is locked")
            .build());
    Results results = run();
    assertEquals(List.of("app: locked"), Runs.found(results));
    assertEquals(
        List.of("vim.VirtualMachine.createSnapshot", "Unable to access file since it is locked"),
        results.findings().get(0).summary().args());
  }

  @Test
  void tasks_without_description_or_machine_are_not_asked() {
    ATask nameless = create().failed(Duration.ofHours(1), "NoDiskSpace");
    nameless.descriptionId = null;
    inventory.tasks.add(nameless.build());
    ATask lost = create().failed(Duration.ofHours(1), "NoDiskSpace");
    lost.entity = null;
    inventory.tasks.add(lost.build());
    ATask host = ATask.on(AHost.usual(), "host.task").failed(Duration.ofHours(1), "NoDiskSpace");
    inventory.tasks.add(host.build());
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void an_open_task_says_nothing() {
    inventory.tasks.add(create().build());
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void a_failure_without_a_fault_is_undetermined() {
    ATask silent = create().ended(Duration.ofHours(1));
    silent.state = "error";
    inventory.tasks.add(silent.build());
    assertEquals(List.of(), Runs.found(run()));
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(run()));
  }

  @Test
  void without_times_the_last_of_the_list_is_the_newest() {
    inventory.tasks.add(create().ended(Duration.ofHours(1)).build());
    ATask timeless = create().key("task-2").failed(Duration.ofHours(1), "NoDiskSpace");
    timeless.completeTime = null;
    inventory.tasks.add(timeless.build());
    inventory.tasks.add(create().key("task-3").failed(Duration.ofHours(3), "FileLocked").build());
    assertEquals(List.of("app: locked"), Runs.found(run()));
  }
}
