// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.testing.AStore;
import io.vpreflight.vsphere.inventory.VimFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(AStore.class)
class OperationRunTest {
  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // Opened for each database, before its tests.
  private static Store store;

  private Rig rig;
  private World world;

  OperationRunTest(AStore kept) {
    // It is open by now.
  }

  @BeforeParameterizedClassInvocation
  static void open(AStore kept) {
    store = kept.open(folder.resolve(kept.name()));
  }

  @AfterParameterizedClassInvocation
  static void close() {
    store.close();
  }

  @BeforeEach
  void rig() {
    rig = new Rig(store);
    world = rig.world;
  }

  private Ending run() {
    Ending ending = rig.run();
    assertEquals(List.of(), rig.broken(ending), ending.toString());
    return ending;
  }

  @Test
  void a_running_machine_is_reset_in_six_calls_and_proven_by_what_was_absent_in_between() {
    Ending ending = run();
    assertEquals(RepairOutcome.COMPLETE, ending.outcome(), ending.toString());
    assertEquals(
        List.of(
            "ReconfigVM_Task",
            "off",
            "CreateSnapshot_Task",
            "RemoveSnapshot_Task snapshot-102",
            "ReconfigVM_Task",
            "on",
            "CreateSnapshot_Task",
            "RemoveSnapshot_Task snapshot-106"),
        world.executed);
    assertTrue(world.flag && world.snapshots.isEmpty());
    assertEquals(2, world.events.size(), world.events.toString());
  }

  @Test
  void a_powered_off_machine_is_reset_without_the_first_stun_and_not_called_proven() {
    world.on = false;
    Ending ending = run();
    assertEquals(RepairOutcome.COMPLETE_NOT_PROVEN, ending.outcome(), ending.toString());
    assertEquals(1, world.calls.get("CreateSnapshot_Task"));
  }

  @Test
  void history_proves_the_reset_of_a_powered_off_machine() {
    world.on = false;
    rig.history = "52 00 01/3";
    assertEquals(RepairOutcome.COMPLETE, run().outcome());
  }

  @Test
  void a_snapshot_before_proves_it_too_and_costs_two_more_calls() {
    rig.prove = true;
    assertEquals(RepairOutcome.COMPLETE, run().outcome());
    assertEquals(3, world.calls.get("CreateSnapshot_Task"));
  }

  @Tag("F24")
  @Test
  void the_same_change_id_as_before_is_never_complete() {
    rig.history = "52 00 02/3";
    Ending ending = run();
    assertEquals(RepairOutcome.NEEDS_HUMAN, ending.outcome());
    assertEquals("repair.reason.same-as-before", ending.reason().key());
  }

  @Test
  void tracking_that_was_off_is_switched_on_and_shown() {
    rig.kind = RepairKind.ENABLE_CBT;
    world.flag = false;
    world.effective = false;
    assertEquals(RepairOutcome.COMPLETE, run().outcome());
    assertTrue(world.flag);
  }

  @Test
  void whatever_has_changed_since_the_approval_leaves_the_machine_untouched() {
    rig.operation();
    world.version++;
    Ending ending = run();
    assertEquals(RepairOutcome.UNTOUCHED, ending.outcome());
    assertEquals("config.changeVersion", ending.reason().args().get(0));
    assertEquals(List.of(), world.executed);
    assertEquals(List.of(), world.events);
  }

  @Tag("F30")
  @Test
  void without_consent_nothing_is_sent() {
    rig.refusal = Text.of("repair.reason.not-approved");
    assertEquals(RepairOutcome.UNTOUCHED, run().outcome());
    assertEquals(List.of(), world.executed);
  }

  @Test
  void a_missing_privilege_is_found_before_anything_is_sent() {
    world.missing = java.util.Set.of("VirtualMachine.Config.ChangeTracking");
    Ending ending = run();
    assertEquals(RepairOutcome.UNTOUCHED, ending.outcome());
    assertTrue(ending.stop() != null);
    assertEquals(List.of(), world.executed);
  }

  @Tag("F4")
  @Test
  void a_reply_that_was_lost_after_execution_is_found_by_looking_and_nothing_is_sent_twice() {
    for (String lost : List.of("ReconfigVM_Task", "CreateSnapshot_Task", "RemoveSnapshot_Task")) {
      for (int which = 1; which <= 2; which++) {
        rig();
        int number = which;
        world.after =
            (method, count) -> {
              if (method.equals(lost) && count == number) {
                throw World.broken();
              }
            };
        assertEquals(RepairOutcome.COMPLETE, run().outcome(), lost + which);
        assertEquals(2, world.calls.get(lost), lost + which);
      }
    }
  }

  @Tag("F4")
  @Test
  void a_call_that_was_lost_on_its_way_is_sent_again_after_having_looked() {
    for (String lost : List.of("ReconfigVM_Task", "CreateSnapshot_Task", "RemoveSnapshot_Task")) {
      rig();
      world.before =
          (method, count) -> {
            if (method.equals(lost) && count == 1) {
              throw World.broken();
            }
          };
      assertEquals(RepairOutcome.COMPLETE, run().outcome(), lost);
      assertEquals(3, world.calls.get(lost), lost);
    }
  }

  @Tag("F23")
  @Test
  void a_task_that_vcenter_forgot_is_settled_by_looking() {
    world.forgetsTasks = true;
    assertEquals(RepairOutcome.COMPLETE, run().outcome());
    assertTrue(rig.journal().stream().anyMatch(line -> line.event() == JournalEvent.SETTLED));
  }

  @Tag("F25")
  @Test
  void a_foreign_snapshot_after_switching_off_parks_and_never_enables() {
    foreignAt("RemoveSnapshot_Task", 1);
    Ending ending = run();
    assertEquals(RepairOutcome.PARKED, ending.outcome(), ending.toString());
    assertFalse(world.flag);
    assertEquals(List.of("VEEAM BACKUP TEMPORARY SNAPSHOT"), world.names());
    assertTrue(ending.commands().get(0).startsWith("vpreflight repair resume"));

    world.removeForeign("VEEAM BACKUP TEMPORARY SNAPSHOT");
    assertEquals(RepairOutcome.COMPLETE, run().outcome());
    assertTrue(world.flag);
  }

  @Test
  void a_parked_machine_is_handed_to_a_person_at_the_deadline() {
    foreignAt("ReconfigVM_Task", 1);
    assertEquals(RepairOutcome.PARKED, run().outcome());
    world.now = world.now.plus(Duration.ofHours(3));
    Ending ending = run();
    assertEquals(RepairOutcome.NEEDS_HUMAN, ending.outcome());
    assertTrue(
        ending.commands().stream().anyMatch(one -> one.contains("ChangeTrackingEnabled = $true")),
        ending.toString());
  }

  @Tag("F25")
  @Test
  void a_product_that_switches_tracking_on_again_in_between_is_noticed() {
    world.onLook =
        () -> {
          if (world.calls.getOrDefault("CreateSnapshot_Task", 0) == 0
              && !world.flag
              && rig.journal().stream()
                  .anyMatch(
                      line -> line.event() == JournalEvent.OUTCOME && line.step().equals("M1"))) {
            world.flag = true;
          }
        };
    Ending ending = run();
    assertEquals(RepairOutcome.ROLLED_BACK, ending.outcome());
    assertEquals("repair.reason.flag-changed", ending.reason().key());
    assertEquals(null, world.calls.get("CreateSnapshot_Task"));
  }

  @Tag("F33")
  @Test
  void who_asks_to_stop_finds_tracking_as_it_was() {
    stopAfter("M1");
    assertEquals(RepairOutcome.ROLLED_BACK, run().outcome());
    assertTrue(world.flag);
  }

  @Tag("F33")
  @Test
  void who_asks_to_stop_late_finds_it_parked_and_can_resume() {
    stopAfter("M2");
    Ending ending = run();
    assertEquals(RepairOutcome.PARKED, ending.outcome(), ending.toString());
    assertTrue(world.flag && world.snapshots.isEmpty());
    rig.stop = null;
    world.onLook = () -> {};
    assertEquals(RepairOutcome.COMPLETE, run().outcome());
  }

  @Tag("F24")
  @Test
  void success_without_effect_is_no_success() {
    world.onLook =
        () -> {
          if (world.calls.getOrDefault("ReconfigVM_Task", 0) == 1) {
            world.flag = true;
          }
        };
    Ending ending = run();
    assertEquals(RepairOutcome.UNTOUCHED, ending.outcome());
    assertTrue(ending.failure());
    assertEquals("repair.reason.no-effect", ending.reason().key());
  }

  @Tag("F24")
  @Test
  void deltas_that_our_removal_left_are_merged_once() {
    world.leavesDeltas = true;
    Ending ending = run();
    assertEquals(RepairOutcome.NEEDS_HUMAN, ending.outcome(), ending.toString());
    assertEquals(1, world.calls.get("ConsolidateVMDisks_Task"));
    assertTrue(world.flag);
  }

  @Test
  void deltas_are_left_alone_when_the_plan_says_so_and_tracking_waits() {
    world.leavesDeltas = true;
    rig.merge = false;
    Ending ending = run();
    assertEquals(RepairOutcome.PARKED, ending.outcome());
    assertEquals(null, world.calls.get("ConsolidateVMDisks_Task"));
  }

  @Tag("F25")
  @Test
  void a_machine_that_is_gone_is_closed_as_gone() {
    world.after = (method, count) -> world.gone |= method.equals("CreateSnapshot_Task");
    assertEquals(RepairOutcome.GONE, run().outcome());
  }

  @Tag("F16")
  @Test
  void another_vcenter_at_the_same_address_ends_every_mutation() {
    world.after = (method, count) -> world.vcenter = "99999999-0000-0000-0000-000000000000";
    Ending ending = run();
    assertEquals(RepairOutcome.NEEDS_HUMAN, ending.outcome());
    assertTrue(ending.stop() != null);
    assertEquals(List.of("ReconfigVM_Task", "off"), world.executed);
  }

  @Tag("F27")
  @Test
  void a_full_datastore_stops_the_batch_and_leaves_tracking_as_it_was() {
    world.after = (method, count) -> world.free = 1L << 30;
    Ending ending = run();
    assertEquals(RepairOutcome.ROLLED_BACK, ending.outcome());
    assertTrue(ending.stop() != null);
    assertTrue(world.flag);
  }

  @Test
  void consolidation_is_verified_and_not_believed() {
    rig.kind = RepairKind.CONSOLIDATE;
    world.needsConsolidation = true;
    assertEquals(RepairOutcome.COMPLETE, run().outcome());
    assertEquals(List.of("ConsolidateVMDisks_Task"), world.executed);
  }

  @Test
  void a_merge_waits_until_its_guest_writes_less_and_not_for_ever() {
    rig.kind = RepairKind.CONSOLIDATE;
    world.needsConsolidation = true;
    world.quietFrom = world.now.plus(Duration.ofMinutes(20));
    assertEquals(RepairOutcome.COMPLETE, run().outcome());
    assertFalse(world.now.isBefore(world.quietFrom));
    assertEquals(List.of("ConsolidateVMDisks_Task"), world.executed);
  }

  @Test
  void a_merge_that_would_never_keep_up_is_not_begun() {
    rig.kind = RepairKind.CONSOLIDATE;
    world.needsConsolidation = true;
    world.quietFrom = world.now.plus(Duration.ofDays(1));
    Ending ending = run();
    assertEquals(RepairOutcome.UNTOUCHED, ending.outcome());
    assertEquals("repair.reason.writes-much", ending.reason().key());
    assertEquals(List.of(), world.executed);
  }

  @Test
  void what_was_consolidated_meanwhile_is_left_untouched() {
    rig.kind = RepairKind.CONSOLIDATE;
    world.needsConsolidation = true;
    rig.operation();
    world.needsConsolidation = false;
    assertEquals(RepairOutcome.UNTOUCHED, run().outcome());
  }

  @Tag("F29")
  @Test
  void a_leftover_is_removed_by_reference_and_nothing_else_is() {
    rig.kind = RepairKind.REMOVE_LEFTOVERS;
    world.foreignSnapshot("vpreflight-cbt-aaaaaaaaaaaaaaaaaaaa-A");
    String moId = world.snapshots.get(0).ref().moId();
    rig.operation();
    assertEquals(RepairOutcome.COMPLETE, run().outcome());
    assertEquals(List.of("RemoveSnapshot_Task " + moId), world.executed);
  }

  @Tag("F29")
  @Test
  void a_snapshot_under_the_name_of_another_operation_is_foreign_and_stays() {
    String name = "vpreflight-cbt-bbbbbbbbbbbbbbbbbbbb-A";
    world.after =
        (method, count) -> {
          if (method.equals("CreateSnapshot_Task") && count == 1) {
            world.foreignSnapshot(name);
          }
        };
    Ending ending = rig.run();
    assertEquals(RepairOutcome.PARKED, ending.outcome(), ending.toString());
    assertEquals(List.of(name), world.names());
  }

  @Tag("F29")
  @Test
  void a_leftover_that_somebody_renamed_is_no_longer_ours_to_remove() {
    rig.kind = RepairKind.REMOVE_LEFTOVERS;
    world.foreignSnapshot("before the upgrade");
    rig.operation();
    assertEquals(RepairOutcome.UNTOUCHED, run().outcome());
    assertEquals(List.of(), world.executed);
  }

  @Test
  void a_reload_is_sent_once() {
    rig.kind = RepairKind.RELOAD;
    world.needsConsolidation = true;
    assertEquals(RepairOutcome.COMPLETE, run().outcome());
    assertEquals(List.of("Reload"), world.executed);
  }

  @Test
  void only_the_value_that_was_approved_is_emptied() {
    rig.kind = RepairKind.CLEAR_ATTRIBUTE;
    assertEquals(RepairOutcome.COMPLETE, run().outcome());
    assertEquals(List.of("SetField 7"), world.executed);
    rig();
    rig.kind = RepairKind.CLEAR_ATTRIBUTE;
    rig.operation();
    world.attribute = "dpm02";
    assertEquals(RepairOutcome.UNTOUCHED, run().outcome());
    assertEquals(List.of(), world.executed);
  }

  @Test
  void the_copy_is_given_the_instance_uuid_of_the_plan() {
    rig.kind = RepairKind.NEW_INSTANCE_UUID;
    assertEquals(RepairOutcome.COMPLETE, run().outcome());
    assertEquals(Rig.NEW_UUID, world.instanceUuid);
    assertEquals(List.of("ReconfigVM_Task"), world.executed);
  }

  @Test
  void an_instance_uuid_whose_reply_is_lost_is_found_by_looking() {
    rig.kind = RepairKind.NEW_INSTANCE_UUID;
    world.after =
        (method, count) -> {
          throw World.broken();
        };
    assertEquals(RepairOutcome.COMPLETE, run().outcome());
    assertEquals(1, world.calls.get("ReconfigVM_Task"));
  }

  @Test
  void a_machine_that_got_another_identity_meanwhile_is_not_touched() {
    rig.kind = RepairKind.NEW_INSTANCE_UUID;
    rig.operation();
    world.instanceUuid = "of somebody else";
    Ending ending = run();
    assertEquals(RepairOutcome.UNTOUCHED, ending.outcome());
    assertEquals("config.instanceUuid", ending.reason().args().get(0));
    assertEquals(List.of(), world.executed);
  }

  @Test
  void a_machine_is_powered_on_once() {
    rig.kind = RepairKind.POWER_ON_VM;
    world.on = false;
    world.after =
        (method, count) -> {
          throw World.broken();
        };
    assertEquals(RepairOutcome.COMPLETE, run().outcome());
    assertTrue(world.on);
    assertEquals(1, world.calls.get("PowerOnVM_Task"));
  }

  @Test
  void what_somebody_else_powered_on_is_left_alone() {
    rig.kind = RepairKind.POWER_ON_VM;
    world.on = false;
    rig.operation();
    world.on = true;
    assertEquals(RepairOutcome.UNTOUCHED, run().outcome());
    assertEquals(List.of(), world.executed);
  }

  @Test
  void a_machine_that_is_off_again_is_handed_to_a_person_with_the_command() {
    rig.kind = RepairKind.POWER_ON_VM;
    world.on = false;
    rig.operation();
    boolean[] seen = {false};
    world.onLook =
        () -> {
          boolean done =
              rig.journal().stream()
                  .anyMatch(
                      line ->
                          "done".equals(line.details().get("result")) && line.step().equals("O1"));
          if (done && !seen[0]) {
            seen[0] = true;
            world.on = false;
          }
        };
    Ending ending = run();
    assertEquals(RepairOutcome.NEEDS_HUMAN, ending.outcome(), ending.toString());
    assertEquals("repair.reason.not-any-more", ending.reason().key());
    assertEquals(List.of("(Get-VM -Id 'VirtualMachine-vm-42') | Start-VM"), ending.commands());
  }

  @Test
  void a_power_on_that_is_refused_leaves_it_off_and_stops_there() {
    rig.kind = RepairKind.POWER_ON_VM;
    world.on = false;
    world.failing.put("PowerOnVM_Task1", new VimFault("InvalidState", List.of(), "said"));
    Ending ending = run();
    assertEquals(RepairOutcome.UNTOUCHED, ending.outcome(), ending.toString());
    assertEquals(1, world.calls.get("PowerOnVM_Task"));
  }

  private void foreignAt(String call, int which) {
    world.after =
        (method, count) -> {
          if (method.equals(call) && count == which) {
            world.foreignSnapshot("VEEAM BACKUP TEMPORARY SNAPSHOT");
          }
        };
  }

  private void stopAfter(String step) {
    world.onLook =
        () -> {
          if (rig.journal().stream()
              .anyMatch(line -> line.event() == JournalEvent.INTENT && line.step().equals(step))) {
            rig.stop = Text.of("repair.reason.cancelled");
          }
        };
  }
}
