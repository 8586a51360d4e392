// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.vsphere.ClusterRules;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.VimFault;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is asked once more right before a machine is moved. */
class MoveRunTest {
  @TempDir Path folder;
  private Store store;
  private Rig rig;

  @BeforeEach
  void open() {
    store = Store.open(folder.resolve("state"), "test");
    rig = new Rig(store);
    rig.wants(RepairKind.MOVE_VM);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void a_machine_goes_to_the_host_that_was_approved() {
    Ending ending = rig.run();
    assertEquals(RepairOutcome.COMPLETE, ending.outcome(), ending.toString());
    assertEquals(List.of("RelocateVM_Task"), rig.world.executed);
    assertEquals("host-2", rig.world.host);
  }

  static Stream<Arguments> reasons() {
    return Stream.of(
        reason("repair.move.drs-automated", w -> w.drs = "fullyAutomated"),
        reason("repair.move.drs-unknown", w -> w.drs = "somethingNew"),
        reason(
            "repair.move.rule-unknown",
            w ->
                w.rules =
                    List.of(
                        new ClusterRules.Rule(
                            "ClusterNewRule", "new", true, Set.of(), null, null, null))),
        reason(
            "repair.move.not-possible",
            w -> w.moveErrors = List.of(new VimFault("CannotAccessNetwork", List.of(), "no"))),
        reason("repair.reason.unreadable", w -> w.rulesUnreadable = true),
        reason(
            "repair.reason.target-away",
            w -> w.hostConnection = HostConnectionState.NOT_RESPONDING),
        reason("repair.reason.target-away", w -> w.maintenance = true),
        reason("repair.reason.drift", w -> w.host = "host-3"),
        reason("repair.reason.drift", w -> w.foreignSnapshot("nightly")));
  }

  private static Arguments reason(String key, Consumer<World> change) {
    return Arguments.of(key, change);
  }

  @Tag("F25")
  @ParameterizedTest
  @MethodSource("reasons")
  void what_has_changed_since_the_plan_keeps_it_where_it_is(String key, Consumer<World> change) {
    rig.operation();
    change.accept(rig.world);
    Ending ending = rig.run();
    assertEquals(RepairOutcome.UNTOUCHED, ending.outcome(), ending.toString());
    assertEquals(key, ending.reason().key(), ending.toString());
    assertEquals(List.of(), rig.world.executed);
  }

  @Tag("F24")
  @Test
  void one_that_drs_takes_back_is_told_with_the_command() {
    rig.world.onLook =
        () -> {
          if (rig.journal().stream()
              .anyMatch(
                  line ->
                      line.step().equals("T1")
                          && Ledger.DONE.equals(line.details().get(Ledger.RESULT)))) {
            rig.world.host = "host-3";
          }
        };
    Ending ending = rig.run();
    assertEquals(RepairOutcome.NEEDS_HUMAN, ending.outcome(), ending.toString());
    assertTrue(
        ending.commands().stream().anyMatch(line -> line.startsWith("Move-VM")), ending.toString());
  }

  @Test
  void nothing_is_powered_on_while_its_twin_runs() {
    rig.wants(RepairKind.POWER_ON_VM);
    rig.twins = "vm-77";
    rig.world.twin = VmPowerState.POWERED_ON;
    Ending ending = rig.run();
    assertEquals("repair.reason.twin-runs", ending.reason().key(), ending.toString());
    assertEquals(List.of(), rig.world.executed);
    Rig other = new Rig(store);
    other.wants(RepairKind.POWER_ON_VM);
    other.twins = "vm-77";
    other.world.twin = VmPowerState.POWERED_OFF;
    assertEquals(RepairOutcome.COMPLETE, other.run().outcome());
  }

  @Tag("F4")
  @Test
  void a_lost_reply_is_settled_by_looking_where_it_is() {
    rig.world.after =
        (method, count) -> {
          rig.world.after = (m, c) -> {};
          throw World.broken();
        };
    assertEquals(RepairOutcome.COMPLETE, rig.run().outcome());
    assertEquals(List.of("RelocateVM_Task"), rig.world.executed);
  }
}
