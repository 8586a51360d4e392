// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.nfc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.ATask;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.EventRecord;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VCenterFact;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NfcTaskFailedTest {
  private static final String NO_MEMORY = "Memory allocation failed. Out of memory.";
  private static final String ALLOCATE =
      "NfcFssrvrProcessErrorMsg: received NFC error 5 from server: Failed to allocate the requested"
          + " 24117272 bytes";
  private static final List<String> MEMORY = List.of("esx01.example.org#memory: memory");

  private final AVm vm = AVm.named("app");
  private final AnInventory inventory = AnInventory.of(vm);

  private Results run() {
    return Runs.run(new NfcTaskFailed(), inventory);
  }

  private ATask export(String text) {
    return ATask.on(vm, "VirtualMachine.exportVm")
        .failed(Duration.ofHours(1), "SystemError")
        .saying(text);
  }

  private EventRecord event(String type, Duration ago, @Nullable MoRef host, String message) {
    return new EventRecord(
        1, type, AnInventory.NOW.minus(ago), null, vm.ref, host, null, message, Map.of());
  }

  @Test
  void a_task_that_ran_out_of_memory_is_found_at_the_host_of_its_machine() {
    inventory.tasks.add(export(NO_MEMORY).build());
    assertEquals(MEMORY, Runs.found(run()));
  }

  @Test
  void memory_goes_before_any_other_sign() {
    inventory.tasks.add(export(ALLOCATE).build());
    assertEquals(MEMORY, Runs.found(run()));
  }

  @Test
  void another_failure_of_nfc_is_told_apart() {
    inventory.tasks.add(export("NfcNewAuthdConnectionEx: Failed to connect to peer").build());
    inventory.tasks.add(export(NO_MEMORY).key("task-2").build());
    assertEquals(
        List.of("esx01.example.org#memory: memory", "esx01.example.org#other: other"),
        Runs.found(run()));
  }

  @Test
  void class_and_keys_of_a_fault_are_signs_in_every_language() {
    inventory.tasks.add(
        ATask.on(vm, "VirtualMachine.clone")
            .failed(Duration.ofHours(1), "SystemError", "vpxd.nfc.OUT_OF_MEMORY")
            .build());
    assertEquals(MEMORY, Runs.found(run()));
  }

  @Test
  void failures_of_many_machines_are_one_finding() {
    AVm other = AVm.named("other");
    inventory.vms.add(other.build());
    inventory.tasks.add(export(NO_MEMORY).build());
    inventory.tasks.add(
        ATask.on(other, "VirtualMachine.exportVm")
            .key("task-2")
            .failed(Duration.ofHours(2), "SystemError")
            .saying(NO_MEMORY)
            .build());
    Results results = run();
    assertEquals(MEMORY, Runs.found(results));
    assertEquals(
        List.of("app", "other"), results.findings().get(0).evidence().get("info.entityName"));
  }

  @Test
  void other_failures_are_not_asked() {
    inventory.tasks.add(export("The guest has run out of memory").build());
    inventory.tasks.add(
        ATask.on(vm, "VirtualMachine.createSnapshot")
            .failed(Duration.ofHours(1), "NoDiskSpace")
            .build());
    inventory.tasks.add(ATask.on(vm, "VirtualMachine.clone").build());
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void a_task_on_the_host_itself_counts() {
    inventory.tasks.add(
        ATask.on(AHost.usual(), "host.task")
            .failed(Duration.ofHours(1), "SystemError")
            .saying(NO_MEMORY)
            .build());
    assertEquals(MEMORY, Runs.found(run()));
  }

  @Test
  void an_event_counts_at_the_host_that_it_names() {
    inventory.events.add(event("TaskEvent", Duration.ofHours(1), AnInventory.HOST, ALLOCATE));
    assertEquals(MEMORY, Runs.found(run()));
  }

  @Test
  void a_machine_that_has_moved_since_leaves_the_host_undetermined() {
    inventory.tasks.add(export(NO_MEMORY).build());
    inventory.events.add(
        event("DrsVmMigratedEvent", Duration.ofMinutes(10), AnInventory.HOST, "moved"));
    Results results = run();
    assertEquals(List.of(), Runs.found(results));
    assertEquals(List.of("esx01.example.org#vm-app: reason.nfc.moved"), Runs.undetermined(results));
  }

  @Test
  void a_machine_that_moved_before_does_not() {
    inventory.tasks.add(export(NO_MEMORY).build());
    inventory.events.add(event("VmMigratedEvent", Duration.ofHours(2), AnInventory.HOST, "moved"));
    assertEquals(MEMORY, Runs.found(run()));
  }

  @Test
  void a_host_that_does_not_respond_may_be_so_because_of_it() {
    AHost host = AHost.usual();
    host.connectionState = HostConnectionState.NOT_RESPONDING;
    inventory.hosts.set(0, host.build());
    inventory.tasks.add(export(NO_MEMORY).build());
    assertEquals(MEMORY, Runs.found(run()));
  }

  @Test
  void a_machine_of_unknown_host_is_nobody_s() {
    vm.host = null;
    inventory.vms.set(0, vm.build());
    inventory.tasks.add(export(NO_MEMORY).build());
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void tasks_that_are_unreadable_or_not_collected_are_undetermined() {
    inventory.historyUnreadable.put(VCenterFact.TASKS.path(), "NoPermission");
    assertEquals(List.of("esx01.example.org: reason.unreadable"), Runs.undetermined(run()));
    inventory.historyUnreadable.clear();
    inventory.without(VCenterFact.TASKS);
    assertEquals(List.of("esx01.example.org: reason.not-collected"), Runs.undetermined(run()));
  }

  @Test
  void a_machine_that_moved_twice_counts_from_its_last_move() {
    inventory.tasks.add(export(NO_MEMORY).build());
    inventory.events.add(
        event("VmMigratedEvent", Duration.ofMinutes(10), AnInventory.HOST, "moved"));
    inventory.events.add(event("VmMigratedEvent", Duration.ofHours(5), AnInventory.HOST, "moved"));
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void a_failure_without_a_time_counts_where_the_machine_is() {
    ATask task = export(NO_MEMORY);
    task.completeTime = null;
    inventory.tasks.add(task.build());
    inventory.events.add(event("VmMigratedEvent", Duration.ofHours(5), AnInventory.HOST, "moved"));
    assertEquals(MEMORY, Runs.found(run()));
  }

  @Test
  void an_event_of_a_host_alone_counts_there_and_one_of_nobody_nowhere() {
    inventory.events.add(
        new EventRecord(
            1,
            "HostEvent",
            AnInventory.NOW,
            null,
            null,
            AnInventory.HOST,
            null,
            ALLOCATE,
            Map.of()));
    inventory.events.add(
        new EventRecord(
            2, "GeneralEvent", AnInventory.NOW, null, null, null, null, NO_MEMORY, Map.of()));
    inventory.events.add(
        new EventRecord(3, "Event", AnInventory.NOW, null, null, null, null, null, Map.of()));
    assertEquals(MEMORY, Runs.found(run()));
  }

  @Test
  void tasks_that_went_well_or_work_on_nothing_are_not_asked() {
    ATask lost = export(NO_MEMORY);
    lost.entity = null;
    inventory.tasks.add(lost.build());
    inventory.tasks.add(ATask.on(vm, "VirtualMachine.clone").ended(Duration.ofHours(1)).build());
    ATask silent = ATask.on(vm, "VirtualMachine.clone").ended(Duration.ofHours(1));
    silent.state = "error";
    inventory.tasks.add(silent.build());
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void the_class_of_the_fault_is_said_where_there_is_no_text() {
    inventory.tasks.add(
        ATask.on(vm, "VirtualMachine.clone").failed(Duration.ofHours(1), "NfcFault").build());
    Results results = run();
    assertEquals(List.of("esx01.example.org#other: other"), Runs.found(results));
    assertEquals(List.of(1, 1, "NfcFault"), results.findings().get(0).summary().args());
  }

  @Test
  void a_machine_that_is_not_in_sight_is_nobody_s() {
    inventory.tasks.add(
        ATask.on(AVm.named("unseen"), "VirtualMachine.clone")
            .failed(Duration.ofHours(1), "SystemError")
            .saying(NO_MEMORY)
            .build());
    assertEquals(List.of(), Runs.found(run()));
  }
}
