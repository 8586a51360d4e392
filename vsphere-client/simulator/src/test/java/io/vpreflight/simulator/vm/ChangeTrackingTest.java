// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Ref;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ChangeTrackingTest {
  private final Plant plant = new Plant();

  @Test
  void a_running_machine_is_armed_and_tracked_from_its_next_snapshot_on() {
    plant.reconfigure(true);

    assertTrue(plant.vm().isTrue("config", "changeTrackingEnabled"));
    assertTrue(plant.behaviour().truth().isTrackingPending(Plant.VM));
    assertEquals(0, plant.behaviour().truth().tracked(Plant.VM).size());
    assertNull(extra("scsi0:0.ctkEnabled"));
    assertEquals("TRUE", extra("ctkEnabled"));

    Ref snapshot = plant.snapshot("A");

    assertFalse(plant.behaviour().truth().isTrackingPending(Plant.VM));
    assertEquals("TRUE", extra("scsi0:0.ctkEnabled"));
    assertTrue(plant.changeId(snapshot).matches("52( [0-9a-f]{2}){7}-.*/\\d+"));
    assertEquals("", plant.changeId(Plant.VM), "current disks carry none");
    assertTrue(
        plant.behaviour().truth().files().containsKey("[vmfs01] web-01/web-01-ctk.vmdk"),
        "seen on the datastore only");
    assertFalse(String.valueOf(plant.vm().get("layoutEx")).contains("-ctk"));
  }

  @Test
  void a_machine_that_is_off_is_tracked_at_once() {
    plant.done("PowerOffVM_Task", Plant.VM);

    plant.reconfigure(true);

    assertEquals(2, plant.behaviour().truth().tracked(Plant.VM).size());
    assertEquals("TRUE", extra("scsi0:1.ctkEnabled"));
  }

  @Test
  void the_counter_grows_with_each_snapshot_and_a_reset_gives_another_uuid() {
    plant.reconfigure(true);
    String first = plant.changeId(plant.snapshot("1"));
    String second = plant.changeId(plant.snapshot("2"));
    assertEquals(uuid(first), uuid(second));
    assertTrue(counter(second) > counter(first));

    plant.done("RemoveAllSnapshots_Task", Plant.VM);
    plant.reconfigure(false);
    Ref a = plant.snapshot("A");
    assertEquals("", plant.changeId(a), "the stun of its creation switched tracking off");
    plant.done("RemoveSnapshot_Task", a, "removeChildren", false);
    plant.reconfigure(true);
    String reset = plant.changeId(plant.snapshot("B"));

    assertNotEquals(uuid(first), uuid(reset));
  }

  @Test
  void tracking_that_begins_upon_a_snapshot_answers_wrongly_and_does_not_say_so() {
    plant.snapshot("of a backup product");
    plant.reconfigure(true);
    Ref later = plant.snapshot("B");

    assertNotEquals("", plant.changeId(later));
    assertFalse(tracked(2000).fromTheBeginning());
    List<Element> answer = query(later, "*", 0);
    assertTrue(
        answer.get(0).children("changedArea").stream()
                .mapToLong(area -> Long.parseLong(String.valueOf(area.textAt("length"))))
                .sum()
            < 4L << 30,
        "of the four GiB in use it knows little");
  }

  @Test
  void changed_areas_are_refused_where_nothing_is_known() {
    plant.reconfigure(true);
    Ref a = plant.snapshot("A");
    String changeId = plant.changeId(a);
    Ref b = plant.snapshot("B");

    int areas = 0;
    for (long start = 0; start < 16L << 30; ) {
      Element piece = query(b, changeId, start).get(0);
      assertEquals(String.valueOf(start), piece.textAt("startOffset"));
      areas += piece.children("changedArea").size();
      start += Long.parseLong(String.valueOf(piece.textAt("length")));
    }
    assertTrue(areas > 0, "piece by piece");
    assertEquals("FileFault", refused(b, 2000, 0, "52 00 11/4"));
    assertEquals("InvalidArgument", refused(b, 2000, 0, "nonsense"));
    assertEquals("InvalidArgument", refused(b, 3000, 0, changeId));
    assertEquals("InvalidArgument", refused(b, 2000, 1L << 40, changeId));
    assertEquals(
        "ManagedObjectNotFound",
        refused(new Ref("VirtualMachineSnapshot", "snapshot-99"), 2000, 0, changeId));
  }

  @Test
  void a_revert_begins_anew() {
    plant.reconfigure(true);
    Ref a = plant.snapshot("A");
    plant.done("RevertToSnapshot_Task", a);
    Ref b = plant.snapshot("B");

    assertNotEquals(uuid(plant.changeId(a)), uuid(plant.changeId(b)));
  }

  @Test
  void a_migration_makes_an_armed_flag_effective() {
    plant.reconfigure(true);
    plant.done("MigrateVM_Task", Plant.VM, "host", Plant.OTHER_HOST, "priority", "defaultPriority");

    assertEquals(2, plant.behaviour().truth().tracked(Plant.VM).size());
    assertEquals(Plant.OTHER_HOST, plant.vm("runtime").refAt("host"));
    assertEquals(List.of(Plant.VM), plant.world.get(Plant.OTHER_HOST).refs("vm"));
  }

  private Truth.TrackedState tracked(int key) {
    return Objects.requireNonNull(plant.behaviour().truth().tracked(Plant.VM).get(key));
  }

  private List<Element> query(Ref snapshot, String changeId, long start) {
    return plant.call(
        "QueryChangedDiskAreas",
        Plant.VM,
        "snapshot",
        snapshot,
        "deviceKey",
        2000,
        "startOffset",
        start,
        "changeId",
        changeId);
  }

  private String refused(Ref snapshot, int key, long start, String changeId) {
    return plant.refused(
        "QueryChangedDiskAreas",
        Plant.VM,
        "snapshot",
        snapshot,
        "deviceKey",
        key,
        "startOffset",
        start,
        "changeId",
        changeId);
  }

  private @Nullable String extra(String key) {
    for (Element option : plant.vm("config").children("extraConfig")) {
      if (key.equals(option.textAt("key"))) {
        return option.textAt("value");
      }
    }
    return null;
  }

  private static String uuid(String changeId) {
    return changeId.substring(0, changeId.indexOf('/'));
  }

  private static int counter(String changeId) {
    return Integer.parseInt(changeId.substring(changeId.indexOf('/') + 1));
  }
}
