// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.store.Store;
import io.vpreflight.vsphere.inventory.VimFault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each of the six mutations meets each of the faults: as a refusal, as a failed task, and for ever.
 */
@Tag("long")
class FaultTableTest {
  private static final List<String> FAULTS =
      List.of(
          "TaskInProgress",
          "ConcurrentAccess",
          "InvalidState",
          "InvalidPowerState",
          "FileLocked",
          "FileFault",
          "NoPermission",
          "NotAuthenticated",
          "HostNotConnected",
          "SystemError",
          "InsufficientResourcesFault",
          "DatastoreFull",
          "RequestCanceled",
          "ToolsUnavailable");

  /** The call that each mutation is. */
  private static final Map<String, String> CALLS =
      Map.of(
          "M1", "ReconfigVM_Task1",
          "M2", "CreateSnapshot_Task1",
          "M3", "RemoveSnapshot_Task1",
          "M4", "ReconfigVM_Task2",
          "M5", "CreateSnapshot_Task2",
          "M6", "RemoveSnapshot_Task2");

  private static final Set<RepairOutcome> LEGAL =
      Set.of(
          RepairOutcome.UNTOUCHED,
          RepairOutcome.COMPLETE,
          RepairOutcome.ROLLED_BACK,
          RepairOutcome.ARMED,
          RepairOutcome.NEEDS_HUMAN);

  @TempDir static Path folder;
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
        .flatMap(step -> FAULTS.stream().map(fault -> Arguments.of(step, fault)));
  }

  @Tag("F21")
  @ParameterizedTest
  @MethodSource("cases")
  void a_call_that_is_refused_once(String step, String fault) {
    Rig rig = new Rig(store);
    refuse(rig, call(step), fault, false);
    judge(rig, step, fault, true);
  }

  @Tag("F21")
  @ParameterizedTest
  @MethodSource("cases")
  void a_task_that_fails_once(String step, String fault) {
    Rig rig = new Rig(store);
    rig.world.failing.put(call(step), new VimFault(fault, List.of(), null));
    judge(rig, step, fault, true);
  }

  @Tag("F21")
  @ParameterizedTest
  @MethodSource("cases")
  void a_call_that_is_refused_for_ever_still_comes_to_a_legal_end(String step, String fault) {
    Rig rig = new Rig(store);
    refuse(rig, call(step), fault, true);
    judge(rig, step, fault, false);
  }

  @Tag("F21")
  @Test
  void every_fault_of_the_matrix_has_a_row() {
    for (String fault : FAULTS) {
      String known = fault.equals("DatastoreFull") ? "NoDiskSpace" : fault;
      assertTrue(FaultTable.faults().contains(known), fault);
    }
  }

  @Tag("F21")
  @Test
  void a_fault_that_nobody_has_seen_before_is_not_retried() {
    assertEquals(
        Reaction.COMPENSATE,
        FaultTable.reaction(
            new VimFault("FaultOfTheFuture", List.of(), null), FaultTable.Column.SNAPSHOT_OFF));
    assertEquals(
        Reaction.NEEDS_HUMAN,
        FaultTable.reaction(
            new VimFault("FaultOfTheFuture", List.of(), null), FaultTable.Column.REMOVE_ON));
  }

  private static String call(String step) {
    return Objects.requireNonNull(CALLS.get(step));
  }

  private static void refuse(Rig rig, String call, String fault, boolean always) {
    String wanted = call.substring(0, call.length() - 1);
    int from = call.charAt(call.length() - 1) - '0';
    rig.world.before =
        (method, count) -> {
          if (method.equals(wanted) && (always ? count >= from : count == from)) {
            throw World.fault(method, fault);
          }
        };
  }

  private static void judge(Rig rig, String step, String fault, boolean once) {
    Ending ending = rig.run();
    assertEquals(List.of(), rig.broken(ending), ending.toString());
    assertTrue(LEGAL.contains(ending.outcome()), ending.toString());
    Reaction reaction =
        FaultTable.reaction(
            new VimFault(fault, List.of(), null),
            List.of(FaultTable.Column.values()).get(step.charAt(1) - '1'));
    if (once && reaction == Reaction.RETRY) {
      assertEquals(RepairOutcome.COMPLETE, ending.outcome(), ending.toString());
    }
    if (reaction == Reaction.NEEDS_HUMAN) {
      assertEquals(RepairOutcome.NEEDS_HUMAN, ending.outcome(), ending.toString());
      assertTrue(!ending.commands().isEmpty(), ending.toString());
    }
    if (step.equals("M1") && (!once || reaction != Reaction.RETRY)) {
      assertEquals(RepairOutcome.UNTOUCHED, ending.outcome(), ending.toString());
      assertTrue(ending.failure());
    }
  }
}
