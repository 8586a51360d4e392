// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.vsphere.inventory.VimFault;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Six mutations and the two of the way back, each at six points: the process is no more, and
 * another one goes on by the journal. Judged by what was executed.
 */
class CrashMatrixTest {
  @TempDir static Path folder;
  private static Store store;

  private static final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;
  }

  @BeforeAll
  static void open() {
    store = Store.open(folder.resolve("state"), "test");
  }

  @AfterAll
  static void close() {
    store.close();
  }

  static Stream<Arguments> points() {
    return Stream.of("M1", "M2", "M3", "M4", "M5", "M6", "C1", "C2")
        .flatMap(
            step -> Stream.of(CrashHook.Point.values()).map(point -> Arguments.of(step, point)));
  }

  @Tag("F31")
  @ParameterizedTest
  @MethodSource("points")
  void a_power_cut_leaves_a_state_from_which_the_next_process_ends_well(
      String step, CrashHook.Point point) {
    Rig rig = new Rig(store);
    boolean back = step.startsWith("C");
    if (step.equals("C1")) {
      questionWhileItIsOpen(rig);
    } else if (back) {
      rig.world.failing.put("CreateSnapshot_Task1", new VimFault("FileFault", List.of(), null));
    }
    boolean[] cut = {false};
    rig.crash =
        (at, where) -> {
          if (at.equals(step) && where == point && !cut[0]) {
            cut[0] = true;
            throw new PowerCut();
          }
        };
    Ending ending = null;
    for (int process = 0; ending == null; process++) {
      assertTrue(process < 3, "it does not end");
      try {
        ending = rig.run();
      } catch (PowerCut e) {
        assertTrue(cut[0]);
      }
    }
    assertTrue(cut[0], "the point was never reached");
    assertEquals(List.of(), rig.broken(ending), ending.toString());
    assertEquals(
        back ? RepairOutcome.ROLLED_BACK : RepairOutcome.COMPLETE,
        ending.outcome(),
        ending.toString());
    assertTrue(rig.world.flag && rig.world.snapshots.isEmpty());
  }

  static Stream<Arguments> alone() {
    return Stream.of(RepairKind.values())
        .filter(kind -> kind.optIn() != null)
        .flatMap(
            kind -> Stream.of(CrashHook.Point.values()).map(point -> Arguments.of(kind, point)));
  }

  @Tag("F31")
  @ParameterizedTest
  @MethodSource("alone")
  void a_power_cut_in_a_repair_of_one_step_ends_with_one_execution(
      RepairKind kind, CrashHook.Point point) {
    Rig rig = new Rig(store);
    rig.wants(kind);
    boolean[] cut = {false};
    rig.crash =
        (at, where) -> {
          if (where == point && !cut[0]) {
            cut[0] = true;
            if (point != CrashHook.Point.AFTER_SEND) {
              throw new PowerCut();
            }
            rig.world.after =
                (method, count) -> {
                  rig.world.after = (m, c) -> {};
                  throw new PowerCut();
                };
          }
        };
    Ending ending = null;
    for (int process = 0; ending == null; process++) {
      assertTrue(process < 3, "it does not end");
      try {
        ending = rig.run();
      } catch (PowerCut e) {
        assertTrue(cut[0]);
      }
    }
    assertTrue(cut[0], "the point was never reached");
    assertEquals(RepairOutcome.COMPLETE, ending.outcome(), ending.toString());
    assertEquals(1, rig.world.executed.size(), rig.world.executed.toString());
  }

  /**
   * It asks something while our first snapshot is open, and is answered as soon as we turn back.
   */
  private static void questionWhileItIsOpen(Rig rig) {
    rig.world.onLook =
        () ->
            rig.world.question =
                rig.journal().stream().anyMatch(line -> line.details().containsKey("snapshot"))
                    && rig.journal().stream()
                        .noneMatch(line -> line.event() == JournalEvent.COMPENSATING);
  }
}
