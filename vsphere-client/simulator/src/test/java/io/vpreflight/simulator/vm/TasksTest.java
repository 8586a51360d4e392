// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.simulator.fault.TaskFault;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.Ref;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TasksTest {
  private final Plant plant = new Plant();

  @Test
  void a_task_waits_runs_and_ends() {
    plant.pace.queueing(Duration.ofSeconds(2));
    Ref task = plant.start("CreateSnapshot_Task", Plant.VM, "name", "A", "memory", false);

    assertEquals("queued", plant.info(task).textAt("state"));
    assertEquals(List.of(task), plant.vm().refs("recentTask"));
    plant.clock.advance(Duration.ofSeconds(5));
    assertEquals("running", plant.info(task).textAt("state"));
    assertEquals("30", plant.info(task).textAt("progress"));
    assertEquals(Plant.VM, plant.info(task).refAt("locked"));
    plant.clock.advance(Duration.ofSeconds(7));

    Element info = plant.info(task);
    assertEquals("success", info.textAt("state"));
    assertEquals("VirtualMachine.createSnapshot", info.textAt("descriptionId"));
    assertEquals("web-01", info.textAt("entityName"));
    assertEquals("VSPHERE.LOCAL\\repair", info.textAt("reason", "userName"));
    assertEquals("op-1", info.textAt("activationId"));
    assertEquals("2026-11-21T08:00:12Z", info.textAt("completeTime"));
    assertNull(info.child("locked"));
  }

  @Test
  void its_object_goes_after_ten_minutes_and_its_history_stays() {
    Ref task = plant.start("CreateSnapshot_Task", Plant.VM, "name", "A", "memory", false);
    plant.clock.advance(Duration.ofMinutes(10));
    assertNotNull(plant.world.find(task));
    plant.clock.advance(Duration.ofMinutes(1));

    assertNull(plant.world.find(task));
    assertEquals(List.of(), plant.vm().refs("recentTask"));
    assertEquals(1, plant.world.history().tasks().size());
  }

  @Test
  void one_task_a_machine() {
    Ref first = plant.start("CreateSnapshot_Task", Plant.VM, "name", "A", "memory", false);

    Fault fault =
        assertThrows(
            Fault.class,
            () ->
                plant.call(
                    "ReconfigVM_Task",
                    Plant.VM,
                    "spec",
                    Plant.spec("changeTrackingEnabled", true)));

    assertEquals("TaskInProgress", fault.type());
    assertEquals(first, fault.detail().refAt("task"));
    plant.done("ReconfigVM_Task", Plant.PROXY, "spec", Plant.spec("annotation", "x"));
    plant.clock.advance(Duration.ofMinutes(1));
    plant.reconfigure(true);
  }

  @Test
  void who_is_late_is_told_of_it() {
    String version = plant.at("config", "changeVersion").text();
    plant.behaviour().otherHands().setChangeTracking(Plant.VM, true);
    assertFalse(version.equals(plant.vm().textAt("config", "changeVersion")));

    Element info =
        plant.run(
            "ReconfigVM_Task",
            Plant.VM,
            "spec",
            Plant.spec("changeVersion", version, "changeTrackingEnabled", false));

    assertEquals("ConcurrentAccess", Plant.fault(info));
    assertTrue(plant.vm().isTrue("config", "changeTrackingEnabled"));
  }

  @Test
  void a_task_is_cancelled_by_whoever_may() {
    Ref task = plant.start("CreateSnapshot_Task", Plant.VM, "name", "A", "memory", false);
    plant.clock.advance(Duration.ofSeconds(5));
    plant.call("CancelTask", task);

    assertEquals("RequestCanceled", Plant.fault(plant.info(task)));
    assertEquals("true", plant.info(task).textAt("cancelled"));
    plant.clock.advance(Duration.ofSeconds(20));
    assertNull(plant.vm().get("snapshot"));
    assertEquals("InvalidState", plant.refused("CancelTask", task));
    Ref other = plant.start("ReconfigVM_Task", Plant.VM, "spec", Plant.spec("annotation", "x"));
    assertEquals("NotSupported", plant.refused("CancelTask", other));
  }

  @Test
  void tasks_go_wrong_as_the_script_says() {
    plant.nextTask(new TaskFault.Fails(Fault.of("GenericVmConfigFault", "no")));
    assertEquals("GenericVmConfigFault", Plant.fault(create()));
    assertNull(plant.vm().get("snapshot"));

    plant.nextTask(new TaskFault.NoEffect());
    assertEquals("success", create().textAt("state"));
    assertNull(plant.vm().get("snapshot"));

    plant.nextTask(new TaskFault.FailsAfterwards(Fault.of("SystemError", "no")));
    assertEquals("SystemError", Plant.fault(create()));
    assertNotNull(plant.vm().get("snapshot"));

    plant.nextTask(new TaskFault.Hangs(95));
    Ref hanging = plant.start("CreateSnapshot_Task", Plant.VM, "name", "A", "memory", false);
    plant.clock.advance(Duration.ofHours(3));
    assertEquals("95", plant.info(hanging).textAt("progress"));
    assertEquals("running", plant.info(hanging).textAt("state"));
    plant.behaviour().tasks().finishNow(hanging);
    assertEquals("success", plant.info(hanging).textAt("state"));
  }

  @Test
  void a_host_runs_only_so_many_at_a_time() {
    plant.pace.mostRunningOnHost(1);
    Ref first = plant.start("ReconfigVM_Task", Plant.VM, "spec", Plant.spec("annotation", "x"));
    Ref second = plant.start("ReconfigVM_Task", Plant.PROXY, "spec", Plant.spec("annotation", "x"));
    plant.clock.advance(Duration.ofSeconds(5));
    assertEquals("running", plant.info(first).textAt("state"));
    assertEquals("queued", plant.info(second).textAt("state"));
    plant.clock.advance(Duration.ofSeconds(16));
    assertEquals("success", plant.info(second).textAt("state"));
  }

  @Test
  void after_a_restart_nobody_knows_the_task_but_the_host_has_done_it() {
    Ref task = plant.start("CreateSnapshot_Task", Plant.VM, "name", "A", "memory", false);
    plant.clock.advance(Duration.ofSeconds(5));
    plant.world.locked(() -> plant.behaviour().restart());

    assertNull(plant.world.find(task));
    assertNotNull(plant.vm().get("snapshot"));
    plant.reconfigure(true);
  }

  @Test
  void something_happens_between_two_calls() {
    Between between = plant.behaviour().between();
    OtherHands hands = plant.behaviour().otherHands();
    between.before("ReconfigVM_Task", 1, vm -> hands.createSnapshot(vm, "VEEAM BACKUP"));
    between.whenEnded("ReconfigVM_Task", 1, vm -> hands.powerOff(vm));
    plant.reconfigure(true);

    assertEquals("VEEAM BACKUP", plant.vm("snapshot").textAt("rootSnapshotList", "name"));
    assertEquals("poweredOff", plant.vm().textAt("runtime", "powerState"));
    assertEquals(0, between.pending());
    assertTrue(plant.notes.contains("other CreateSnapshot_Task ok"), plant.notes.toString());
    assertTrue(plant.notes.contains("task ReconfigVM_Task ok Task:task-2"), "" + plant.notes);
    hands.delete(Plant.VM);
    assertNull(plant.world.find(Plant.VM));
    assertTrue(plant.eventTypes().contains("VmRemovedEvent"));
  }

  @Test
  void privileges_are_asked_for() {
    plant.denied.add("VirtualMachine.Config.ChangeTracking");
    plant.denied.add("VirtualMachine.State.RemoveSnapshot");
    assertEquals(
        "NoPermission",
        plant.refused(
            "ReconfigVM_Task", Plant.VM, "spec", Plant.spec("changeTrackingEnabled", true)));
    Ref a = plant.snapshot("A");
    assertEquals("NoPermission", plant.refused("RemoveSnapshot_Task", a, "removeChildren", false));
  }

  @Test
  void a_disabled_method_says_so() {
    plant.behaviour().truth().disable(Plant.VM, "ReconfigVM_Task", true);
    assertEquals(
        "MethodDisabled",
        plant.refused("ReconfigVM_Task", Plant.VM, "spec", Plant.spec("annotation", "x")));
    assertEquals("InvalidPowerState", Plant.fault(plant.run("PowerOnVM_Task", Plant.VM)));
  }

  @Test
  void what_was_done_is_written_as_events_of_one_chain() {
    plant.reconfigure(true);
    plant.call("LogUserEvent", Plant.EVENTS, "entity", Plant.VM, "msg", "reset begins");

    assertEquals(
        List.of("TaskEvent", "VmReconfiguredEvent", "GeneralUserEvent"), plant.eventTypes());
    List<Element> events = List.copyOf(plant.world.history().events());
    assertEquals(events.get(0).textAt("key"), events.get(1).textAt("chainId"));
    assertEquals("true", events.get(1).textAt("configSpec", "changeTrackingEnabled"));
    assertEquals("web-01", events.get(1).textAt("vm", "name"));
    assertEquals("reset begins", events.get(2).textAt("message"));
  }

  @Test
  void attributes_have_values() {
    String key =
        plant
            .call(
                "AddCustomFieldDef", Plant.FIELDS, "name", "DPMServer", "moType", "VirtualMachine")
            .get(0)
            .textAt("key");
    assertNotNull(key);
    plant.call("SetField", Plant.FIELDS, "entity", Plant.VM, "key", key, "value", "dpm01");

    assertEquals("dpm01", plant.vm("customValue").children().get(0).textAt("value"));
    assertEquals(
        "InvalidArgument",
        plant.refused("SetField", Plant.FIELDS, "entity", Plant.VM, "key", "7", "value", "x"));
  }

  private Element create() {
    return plant.run("CreateSnapshot_Task", Plant.VM, "name", "A", "memory", false);
  }
}
