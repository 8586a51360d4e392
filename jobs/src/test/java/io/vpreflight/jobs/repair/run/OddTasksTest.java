// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tasks that are queued for ever, freeze, take hours, are cancelled, or say other than they do. */
class OddTasksTest {
  private static final Map<String, String> CALLS =
      Map.of(
          "M1", "ReconfigVM_Task1",
          "M2", "CreateSnapshot_Task1",
          "M3", "RemoveSnapshot_Task1",
          "M4", "ReconfigVM_Task2",
          "M5", "CreateSnapshot_Task2",
          "M6", "RemoveSnapshot_Task2");

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

  static Stream<Arguments> cases() {
    return CALLS.keySet().stream()
        .sorted()
        .flatMap(step -> Stream.of(World.Odd.values()).map(odd -> Arguments.of(step, odd)));
  }

  @Tag("F22")
  @ParameterizedTest
  @MethodSource("cases")
  void an_odd_task_is_waited_for_parked_or_settled_and_nothing_is_sent_beside_it(
      String step, World.Odd odd) {
    Rig rig = new Rig(store);
    RunTools.Patience usual = rig.patience;
    // Looked at less often, so that hours of it are not a hundred thousand looks.
    rig.patience =
        new RunTools.Patience(
            Duration.ofMinutes(2), usual.settle(), usual.soft(), usual.hard(), usual.lease());
    String call = Objects.requireNonNull(CALLS.get(step));
    rig.world.odd.put(call, odd);
    Ending ending = rig.run();
    assertEquals(List.of(), rig.broken(ending), ending.toString());
    switch (odd) {
      case QUEUED, FROZEN -> {
        assertEquals(RepairOutcome.PARKED, ending.outcome(), ending.toString());
        assertEquals("repair.reason.still-running", ending.reason().key());
        int calls = sent(rig);
        assertEquals(RepairOutcome.PARKED, rig.run().outcome());
        assertEquals(calls, sent(rig), "while it runs nothing is sent");
        rig.world.letGo();
        assertEquals(RepairOutcome.COMPLETE, rig.run().outcome());
        assertEquals(6, sent(rig));
      }
      case LONG -> {
        assertEquals(RepairOutcome.COMPLETE, ending.outcome(), ending.toString());
        // A guest that may have stood still that long is no reason to go on with the next one.
        boolean snapshot = !step.equals("M1") && !step.equals("M4");
        assertEquals(snapshot, ending.stop() != null, ending.toString());
      }
      case FAILS_AFTERWARDS -> {
        assertEquals(RepairOutcome.COMPLETE, ending.outcome(), ending.toString());
        assertEquals(6, sent(rig));
      }
      case CANCELLED -> {
        String call1 = call.substring(0, call.length() - 1);
        int before = call.charAt(call.length() - 1) - '0';
        assertTrue(ending.outcome() != RepairOutcome.COMPLETE, ending.toString());
        if (ending.outcome() == RepairOutcome.NEEDS_HUMAN) {
          assertEquals(
              before, rig.world.calls.get(call1), "what a person cancelled is not repeated");
        }
      }
    }
  }

  private static int sent(Rig rig) {
    return rig.world.calls.values().stream().mapToInt(Integer::intValue).sum();
  }
}
