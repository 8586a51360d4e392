// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.simulator.fault.TaskFault;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.Ref;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SnapshotsTest {
  private static final String BASE = "[vmfs01] web-01/web-01.vmdk";
  private static final String FIRST = "[vmfs01] web-01/web-01-000001.vmdk";
  private static final String SECOND = "[vmfs01] web-01/web-01-000002.vmdk";

  private final Plant plant = new Plant();

  @Test
  void a_snapshot_lets_the_machine_write_to_deltas() {
    Ref a = plant.snapshot("A");
    Ref b = plant.snapshot("B");

    assertEquals(List.of(BASE, FIRST, SECOND), plant.disk(Plant.VM, 2000).chain());
    assertEquals(List.of(BASE), plant.disk(a, 2000).chain());
    assertEquals(List.of(BASE, FIRST), plant.disk(b, 2000).chain());
    assertEquals(List.of(a), plant.vm().refs("rootSnapshot"));
    assertEquals(List.of(b), plant.world.get(a).refs("childSnapshot"));
    assertEquals(b, plant.vm("snapshot").refAt("currentSnapshot"));
    Element layout = plant.vm("layoutEx");
    assertEquals(3, layout.children("disk").get(0).children("chain").size());
    assertEquals(2, layout.children("snapshot").size());
    assertTrue(layout.toString().contains("web-01-Snapshot2.vmsn"));
    assertEquals(2, plant.behaviour().truth().stuns(Plant.VM).size());
  }

  @Test
  void removing_merges_and_leaves_nothing_behind() {
    var before = plant.behaviour().truth().files();
    Ref a = plant.snapshot("A");
    plant.snapshot("B");
    plant.done("RemoveSnapshot_Task", a, "removeChildren", false, "consolidate", true);

    assertEquals(2, plant.disk(Plant.VM, 2000).chain().size());
    assertEquals(1, plant.vm("snapshot").children("rootSnapshotList").size());
    assertNull(plant.world.find(a));

    plant.done("RemoveAllSnapshots_Task", Plant.VM);

    assertEquals(List.of(BASE), plant.disk(Plant.VM, 2000).chain());
    assertNull(plant.vm().get("snapshot"));
    assertFalse(plant.vm().isTrue("runtime", "consolidationNeeded"));
    assertEquals(before.keySet(), plant.behaviour().truth().files().keySet());
  }

  @Test
  void a_branch_goes_with_its_children_if_so_wished() {
    Ref a = plant.snapshot("A");
    Ref b = plant.snapshot("B");

    plant.done("RemoveSnapshot_Task", a, "removeChildren", true);

    assertNull(plant.world.find(b));
    assertEquals(List.of(BASE), plant.disk(Plant.VM, 2000).chain());
  }

  @Test
  void without_consolidation_the_deltas_stay_until_they_are_consolidated() {
    Ref a = plant.snapshot("A");
    plant.done("RemoveSnapshot_Task", a, "removeChildren", false, "consolidate", false);

    assertTrue(plant.vm().isTrue("runtime", "consolidationNeeded"));
    assertTrue(plant.vm().isTrue("summary", "runtime", "consolidationNeeded"));
    assertEquals(List.of(BASE, FIRST), plant.disk(Plant.VM, 2000).chain());
    Element estimate = plant.done("EstimateStorageForConsolidateSnapshots_Task", Plant.VM);
    assertTrue(Long.parseLong(estimate.textAt("result")) > 0);

    plant.done("ConsolidateVMDisks_Task", Plant.VM);

    assertFalse(plant.vm().isTrue("runtime", "consolidationNeeded"));
    assertEquals(List.of(BASE), plant.disk(Plant.VM, 2000).chain());
    assertTrue(plant.eventTypes().contains("com.vmware.vc.VmDiskConsolidatedEvent"));
  }

  @Test
  void consolidation_is_needed_while_a_removal_runs() {
    Ref a = plant.snapshot("A");
    plant.start("RemoveSnapshot_Task", a, "removeChildren", false);
    plant.clock.advance(Duration.ofSeconds(5));

    assertNull(plant.vm().get("snapshot"), "the tree forgets it first");
    assertTrue(plant.vm().isTrue("runtime", "consolidationNeeded"));
  }

  @Test
  void a_disk_that_a_proxy_holds_cannot_be_merged() {
    Ref a = plant.snapshot("A");
    plant.behaviour().truth().attachTo(Plant.PROXY, Plant.VM, 2000);

    Element info = plant.run("RemoveSnapshot_Task", a, "removeChildren", false);

    assertEquals("FileLocked", Plant.fault(info));
    assertTrue(plant.vm().isTrue("runtime", "consolidationNeeded"));
    plant.behaviour().truth().detach(Plant.PROXY);
    plant.done("ConsolidateVMDisks_Task", Plant.VM);
    assertEquals(List.of(BASE), plant.disk(Plant.VM, 2000).chain());
  }

  @Test
  void independent_disks_stay_out_of_it() {
    plant.edit(Plant.VM, "config", "persistent", "independent_persistent");

    plant.snapshot("A");

    assertEquals(List.of(BASE), plant.disk(Plant.VM, 2000).chain());
  }

  @Test
  void what_cannot_have_a_snapshot_says_so() {
    plant.edit(Plant.VM, "config", "sharingNone", "sharingMultiWriter");
    assertEquals("SnapshotIncompatibleDeviceInVm", createFault());
  }

  @Test
  void a_shared_bus_takes_no_snapshot() {
    plant.edit(Plant.VM, "config", "noSharing", "physicalSharing");
    assertEquals("SnapshotIncompatibleDeviceInVm", createFault());
  }

  @Test
  void a_full_datastore_takes_no_snapshot() {
    plant.behaviour().truth().freeSpace(Plant.DATASTORE, 1 << 20);
    assertEquals("NoDiskSpace", createFault());
  }

  @Test
  void deltas_grow_until_the_datastore_is_full_and_the_machine_asks() {
    plant.behaviour().truth().freeSpace(Plant.DATASTORE, 256L << 20);
    plant.behaviour().truth().writes(Plant.VM, 1 << 20);
    plant.snapshot("A");
    plant.clock.advance(Duration.ofMinutes(10));

    Element question = plant.at("runtime", "question");
    assertEquals("msg.hbacommon.outofspace", question.textAt("message", "id"));
    assertEquals(
        "InvalidState",
        plant.refused("ReconfigVM_Task", Plant.VM, "spec", Plant.spec("annotation", "x")));

    plant.behaviour().truth().freeSpace(Plant.DATASTORE, 1L << 40);
    plant.call(
        "AnswerVM",
        Plant.VM,
        "questionId",
        String.valueOf(question.textAt("id")),
        "answerChoice",
        "0");
    assertNull(plant.vm().at("runtime", "question"));
  }

  @Test
  void a_revert_throws_away_what_was_written_since() {
    Ref a = plant.snapshot("A");
    plant.snapshot("B");

    plant.done("RevertToSnapshot_Task", a);

    assertEquals(a, plant.vm("snapshot").refAt("currentSnapshot"));
    assertEquals(2, plant.disk(Plant.VM, 2000).chain().size());
    assertEquals("poweredOff", plant.vm().textAt("runtime", "powerState"));
    assertTrue(plant.eventTypes().contains("com.vmware.vc.vm.VmStateRevertedToSnapshot"));
  }

  @Test
  void the_history_of_a_machine_on_a_proxy_does_not_stop_a_task_that_fails_in_the_middle() {
    Ref a = plant.snapshot("A");
    plant.nextTask(new TaskFault.FailsHalfway(Fault.of("GenericVmConfigFault", "no")));
    Element info = plant.run("RemoveSnapshot_Task", a, "removeChildren", false);

    assertEquals("GenericVmConfigFault", Plant.fault(info));
    assertNull(plant.vm().get("snapshot"));
    assertTrue(plant.vm().isTrue("runtime", "consolidationNeeded"));
  }

  @Test
  void snapshots_have_new_names_and_old_descriptions() {
    Ref a = plant.snapshot("A");
    plant.call("RenameSnapshot", a, "name", "renamed");

    assertEquals("renamed", plant.vm("snapshot").textAt("rootSnapshotList", "name"));
  }

  private String createFault() {
    return Plant.fault(
        plant.run("CreateSnapshot_Task", Plant.VM, "name", "A", "memory", false, "quiesce", false));
  }
}
