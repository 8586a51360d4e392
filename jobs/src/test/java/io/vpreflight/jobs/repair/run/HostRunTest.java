// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostPowerState;
import io.vpreflight.vsphere.inventory.VimFault;
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

/** The engine on a host: the same promises as on a machine. */
class HostRunTest {
  @TempDir Path folder;
  private Store store;
  private Rig rig;

  @BeforeEach
  void open() {
    store = Store.open(folder.resolve("state"), "test");
    rig = new Rig(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  static Stream<RepairKind> kinds() {
    return Stream.of(RepairKind.POWER_UP_HOST, RepairKind.RECONNECT_HOST);
  }

  private static String method(RepairKind kind) {
    return kind == RepairKind.POWER_UP_HOST ? "PowerUpHostFromStandBy_Task" : "ReconnectHost_Task";
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void the_intent_names_the_host_and_its_lease_is_given_back(RepairKind kind) {
    rig.wants(kind);
    Ending ending = rig.run();
    assertEquals(RepairOutcome.COMPLETE, ending.outcome(), ending.toString());
    assertEquals(List.of(method(kind)), rig.world.executed);
    JournalEntry intent =
        rig.journal().stream()
            .filter(line -> line.event() == JournalEvent.INTENT)
            .findFirst()
            .orElseThrow();
    assertEquals("HostSystem:host-1", intent.object());
    assertEquals("HostSystem:host-1", intent.details().get(Ledger.OBJECT));
    assertTrue(intent.fencingNumber() > 0);
    assertEquals(2, rig.world.events.size(), rig.world.events.toString());
    assertTrue(
        store
            .beginRepairs("other", java.time.Duration.ofMinutes(1))
            .acquire(rig.operation().resource(), "other", java.time.Duration.ofMinutes(1))
            .isPresent());
  }

  static Stream<Arguments> drifts() {
    return Stream.of(
        drift(RepairKind.RECONNECT_HOST, w -> w.hostUuid = "another"),
        drift(RepairKind.RECONNECT_HOST, w -> w.hostName = "another"),
        drift(RepairKind.RECONNECT_HOST, w -> w.maintenance = true),
        drift(
            RepairKind.RECONNECT_HOST, w -> w.hostConnection = HostConnectionState.NOT_RESPONDING),
        drift(RepairKind.POWER_UP_HOST, w -> w.hostPower = HostPowerState.UNKNOWN),
        drift(RepairKind.POWER_UP_HOST, w -> w.standbyMode = "exiting"),
        drift(RepairKind.POWER_UP_HOST, w -> w.missing = Set.of("Host.Config.Maintenance")));
  }

  private static Arguments drift(RepairKind kind, Consumer<World> change) {
    return Arguments.of(kind, change);
  }

  @Tag("F30")
  @ParameterizedTest
  @MethodSource("drifts")
  void a_host_that_is_not_what_was_approved_stays_untouched(
      RepairKind kind, Consumer<World> change) {
    rig.wants(kind);
    rig.operation();
    change.accept(rig.world);
    Ending ending = rig.run();
    assertEquals(RepairOutcome.UNTOUCHED, ending.outcome(), ending.toString());
    assertEquals(List.of(), rig.world.executed);
  }

  @Tag("F4")
  @ParameterizedTest
  @MethodSource("kinds")
  void a_lost_reply_is_settled_by_looking(RepairKind kind) {
    rig.wants(kind);
    rig.world.after =
        (method, count) -> {
          rig.world.after = (m, c) -> {};
          throw World.broken();
        };
    assertEquals(RepairOutcome.COMPLETE, rig.run().outcome());
    assertEquals(List.of(method(kind)), rig.world.executed);
  }

  @Tag("F24")
  @Test
  void a_host_that_does_not_come_back_is_for_a_person_with_the_command() {
    rig.wants(RepairKind.RECONNECT_HOST);
    rig.world.onLook =
        () -> {
          if (!rig.world.executed.isEmpty()) {
            rig.world.hostConnection = HostConnectionState.NOT_RESPONDING;
          }
        };
    Ending ending = rig.run();
    assertTrue(!ending.outcome().isGood(), ending.toString());
    assertEquals(List.of("ReconnectHost_Task"), rig.world.executed);
  }

  @Tag("F21")
  @Test
  void a_refusal_of_the_host_is_told_and_nothing_is_sent_again() {
    rig.wants(RepairKind.RECONNECT_HOST);
    rig.world.failing.put(
        "ReconnectHost_Task1", new VimFault("AlreadyBeingManaged", List.of(), "taken"));
    Ending ending = rig.run();
    assertEquals("repair.reason.fault", ending.reason().key(), ending.toString());
    assertEquals(List.of("ReconnectHost_Task"), rig.world.executed);
    assertEquals(HostConnectionState.DISCONNECTED, rig.world.hostConnection);
  }

  @Test
  void what_vcenter_has_locked_waits() {
    rig.wants(RepairKind.RECONNECT_HOST);
    rig.world.disabled = Set.of("ReconnectHost_Task");
    Ending ending = rig.run();
    assertEquals(RepairOutcome.UNTOUCHED, ending.outcome(), ending.toString());
    assertEquals("repair.reason.disabled", ending.reason().key());
  }
}
