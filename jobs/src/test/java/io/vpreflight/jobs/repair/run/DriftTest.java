// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.store.Store;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no longer as it was approved is not repaired. */
class DriftTest {
  private static final Map<String, Consumer<World>> CHANGES = new LinkedHashMap<>();

  static {
    CHANGES.put("config.instanceUuid", world -> world.instanceUuid = "other");
    CHANGES.put("config.uuid", world -> world.uuid = "other");
    CHANGES.put("name", world -> world.name = "app02");
    CHANGES.put("config.changeVersion", world -> world.version++);
    CHANGES.put("config.changeTrackingEnabled", world -> world.flag = false);
    CHANGES.put("runtime.powerState", world -> world.on = false);
    CHANGES.put("runtime.host", world -> world.host = "host-2");
    CHANGES.put("runtime.consolidationNeeded", world -> world.needsConsolidation = true);
    CHANGES.put("config.hardware.device", world -> world.diskBytes *= 2);
    CHANGES.put(
        "snapshot",
        world -> {
          world.foreignSnapshot("somebody's");
          world.version--;
        });
  }

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static Store store;

  @BeforeAll
  static void open() {
    store = Store.open(folder.resolve("state"), "test");
  }

  @AfterAll
  static void close() {
    store.close();
  }

  static Stream<String> properties() {
    return CHANGES.keySet().stream();
  }

  @Tag("F30")
  @ParameterizedTest
  @MethodSource("properties")
  void what_is_not_as_it_was_approved_is_left_untouched_and_named(String property) {
    Rig rig = new Rig(store);
    rig.operation();
    Objects.requireNonNull(CHANGES.get(property)).accept(rig.world);
    Ending ending = rig.run();
    assertEquals(RepairOutcome.UNTOUCHED, ending.outcome(), ending.toString());
    assertEquals(property, ending.reason().args().get(0), ending.toString());
    assertEquals(List.of(), rig.world.executed);
    assertEquals(List.of(), rig.world.events);
  }

  @Tag("F30")
  @Tag("F10")
  @ParameterizedTest
  @ValueSource(strings = {"config.instanceUuid", "config.uuid"})
  void another_machine_under_the_same_reference_gets_no_more_calls(String property) {
    Rig rig = new Rig(store);
    rig.world.after =
        (method, count) -> Objects.requireNonNull(CHANGES.get(property)).accept(rig.world);
    Ending ending = rig.run();
    assertEquals(RepairOutcome.NEEDS_HUMAN, ending.outcome(), ending.toString());
    assertEquals(List.of("ReconfigVM_Task", "off"), rig.world.executed);
    assertTrue(!ending.left().isEmpty(), ending.toString());
  }
}
