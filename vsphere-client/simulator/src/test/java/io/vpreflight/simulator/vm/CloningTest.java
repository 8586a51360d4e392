// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CloningTest {
  private static final Ref FOLDER = new Ref("Folder", "group-v1");

  private final Plant plant = new Plant();

  @BeforeEach
  void folder() {
    plant.world.add(new ManagedObject(FOLDER).setRefs("childEntity", List.of(Plant.VM)));
  }

  private static Element spec() {
    return new Element("spec")
        .add(new Element("location"))
        .add("powerOn", false)
        .add("template", false);
  }

  private ManagedObject done(String name) {
    Element info =
        plant.done("CloneVM_Task", Plant.VM, "folder", FOLDER, "name", name, "spec", spec());
    return plant.world.get(Objects.requireNonNull(info.refAt("result")));
  }

  @Test
  void a_clone_is_off_and_its_own_and_has_one_file_a_disk_and_no_snapshot() {
    plant.snapshot("A");
    ManagedObject clone = done("copy");

    assertEquals("poweredOff", clone.textAt("runtime", "powerState"));
    assertNull(clone.get("snapshot"));
    assertNotEquals(
        plant.vm().textAt("config", "instanceUuid"), clone.textAt("config", "instanceUuid"));
    assertNotEquals(plant.vm().textAt("config", "uuid"), clone.textAt("config", "uuid"));
    assertEquals(List.of("[vmfs01] copy/copy.vmdk"), plant.disk(clone.ref(), 2000).chain());
    assertEquals(List.of(Plant.VM, clone.ref()), plant.world.get(FOLDER).refs("childEntity"));
    assertFalse(plant.vm("snapshot").children("rootSnapshotList").isEmpty());
  }

  @Test
  void its_task_keeps_others_off_the_source_which_stands_still_twice() {
    Ref task =
        plant.start("CloneVM_Task", Plant.VM, "folder", FOLDER, "name", "copy", "spec", spec());
    plant.clock.advance(Duration.ofSeconds(3));
    assertEquals(
        "TaskInProgress",
        plant.refused("CreateSnapshot_Task", Plant.VM, "name", "A", "memory", false));
    plant.clock.advance(Duration.ofMinutes(1));
    assertEquals("success", plant.info(task).textAt("state"));
    assertEquals(2, plant.behaviour().truth().stuns(Plant.VM).size());
  }

  @Test
  void a_name_that_is_taken_is_refused() {
    String taken = Objects.requireNonNull(plant.vm().textAt("name"));
    assertEquals(
        "DuplicateName",
        plant.refused("CloneVM_Task", Plant.VM, "folder", FOLDER, "name", taken, "spec", spec()));
  }
}
