// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import static io.vpreflight.jobs.check.tracking.TrackingState.OFF;
import static io.vpreflight.jobs.check.tracking.TrackingState.ON;
import static io.vpreflight.jobs.check.tracking.TrackingState.ON_PROVEN;
import static io.vpreflight.jobs.check.tracking.TrackingState.PENDING_STUN;
import static io.vpreflight.jobs.check.tracking.TrackingState.RESET_SINCE_BASELINE;
import static io.vpreflight.jobs.check.tracking.TrackingState.SUSPECT_BASE;
import static io.vpreflight.jobs.check.tracking.TrackingState.VM_FLAG_ON_DISK_OFF;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vpreflight.jobs.testing.ADisk;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.inventory.History;
import io.vpreflight.vsphere.inventory.HistoryReach;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.Reach;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** States that follow from what happened: events, tasks, snapshots and an earlier inventory. */
class TrackingOverTimeTest {
  private final AVm vm = AVm.named("sql");
  private final Past past = Past.of(vm);

  @Nested
  class Waiting {
    @Test
    void a_flag_set_after_the_last_stun_waits() {
      VmTracking tracking = States.of(past.set(true, 3));
      assertEquals(PENDING_STUN, States.one(tracking));
      assertEquals(
          Past.hoursAgo(3),
          tracking.disks().get(0).evidence().get("VmReconfiguredEvent.createdTime"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "VmPoweredOnEvent",
          "DrsVmPoweredOnEvent",
          "VmResumingEvent",
          "VmMigratedEvent",
          "DrsVmMigratedEvent",
          "VmRelocatedEvent",
          "com.vmware.vc.VmDiskConsolidatedEvent"
        })
    void an_event_of_a_stun_applies_it(String type) {
      assertEquals(ON, States.one(States.of(past.set(true, 3).event(type, 2))));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "VmGuestRebootEvent",
          "VmSuspendedEvent",
          "VmBeingMigratedEvent",
          "VmBeingRelocatedEvent",
          "VmResettingEvent",
          "VmReconfiguredEvent"
        })
    void an_event_that_stops_nothing_applies_nothing(String type) {
      assertEquals(PENDING_STUN, States.one(States.of(past.set(true, 3).event(type, 2))));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "VirtualMachine.createSnapshot",
          "VirtualMachine.createSnapshotEx",
          "VirtualMachine.removeSnapshot",
          "VirtualMachine.removeAllSnapshots",
          "vm.Snapshot.remove",
          "VirtualMachine.consolidateDisks",
          "VirtualMachine.migrate",
          "VirtualMachine.relocate",
          "Drm.ExecuteVMotionLRO"
        })
    void a_task_that_stuns_applies_it(String task) {
      assertEquals(ON, States.one(States.of(past.set(true, 3).task(task, 2))));
    }

    @Test
    void a_failed_or_unrelated_task_applies_nothing() {
      past.set(true, 3)
          .task("VirtualMachine.createSnapshot", 2, "error")
          .task("VirtualMachine.reconfigure", 1.5)
          .task("Folder.remove", 1);
      assertEquals(PENDING_STUN, States.one(States.of(past)));
    }

    @Test
    void a_stun_before_the_flag_was_set_applies_nothing() {
      assertEquals(
          PENDING_STUN,
          States.one(States.of(past.task("VirtualMachine.createSnapshot", 4).set(true, 3))));
    }

    @Test
    void a_boot_after_the_flag_was_set_applies_it_without_any_event() {
      vm.bootTime = Past.hoursAgo(2);
      assertEquals(ON, States.one(States.of(past.set(true, 3))));
    }

    @Test
    void a_machine_that_is_off_takes_it_over_at_once() {
      vm.powerState = VmPowerState.POWERED_OFF;
      vm.bootTime = null;
      vm.cleanPowerOff = true;
      assertEquals(ON, States.one(States.of(past.set(true, 3))));
    }

    @Test
    void a_suspended_machine_waits_for_its_resume() {
      vm.powerState = VmPowerState.SUSPENDED;
      assertEquals(PENDING_STUN, States.one(States.of(past.set(true, 3))));
    }

    @Test
    void an_unset_power_state_claims_nothing() {
      vm.powerState = null;
      VmTracking tracking = States.of(past.set(true, 3));
      assertEquals(ON, States.one(tracking));
      assertNotNull(tracking.pendingUnknown());
    }

    @Test
    void setting_again_what_was_on_is_not_switching_on() {
      past.set(true, 20).task("VirtualMachine.createSnapshot", 19).set(true, 3);
      assertEquals(ON, States.one(States.of(past)));
    }

    @Test
    void a_snapshot_that_was_tracked_shows_that_the_flag_was_only_set_again() {
      past.snapshot("snapshot-1", 20, Past.EPOCH + "/4").set(true, 3);
      assertEquals(ON_PROVEN, States.one(States.of(past)));
    }

    @Test
    void without_tasks_nobody_knows_of_snapshots_and_it_is_not_called_pending() {
      AnInventory inventory = past.set(true, 3).inventory().without(VCenterFact.TASKS);
      VmTracking tracking = States.of(inventory, null);
      assertEquals(ON, States.one(tracking));
      assertEquals(
          "reason.tracking.history-short", Objects.requireNonNull(tracking.pendingUnknown()).key());
    }

    @Test
    void unreadable_events_are_unknown() {
      AnInventory inventory = past.inventory();
      inventory.historyUnreadable.put(VCenterFact.EVENTS.path(), "NoPermission");
      VmTracking tracking = States.of(inventory, null);
      assertEquals(ON, States.one(tracking));
      assertEquals(
          "reason.tracking.no-events", Objects.requireNonNull(tracking.pendingUnknown()).key());
    }

    @Test
    void a_last_stun_before_the_events_leaves_it_open() {
      assertNotNull(States.of(vm).pendingUnknown());
      assertNull(States.of(past.task("VirtualMachine.createSnapshot", 5)).pendingUnknown());
    }

    @Test
    void a_flag_that_was_off_in_the_baseline_waits_even_without_its_event() {
      AVm before = AVm.named("sql");
      before.changeTrackingEnabled = false;
      assertEquals(PENDING_STUN, States.one(States.of(past.inventory(), earlier(before, 10))));
      past.task("VirtualMachine.createSnapshot", 5);
      VmTracking stunned = States.of(past.inventory(), earlier(before, 10));
      assertEquals(ON, States.one(stunned));
      assertNotNull(stunned.pendingUnknown(), "it may have been set after that snapshot");
    }

    @Test
    void a_flag_that_the_baseline_knew_as_on_can_wait_since_before_it() {
      assertEquals(
          PENDING_STUN,
          States.one(States.of(past.set(true, 5).inventory(), earlier(AVm.named("sql"), 2))));
    }

    @Test
    void a_baseline_older_than_the_events_proves_no_pending() {
      AVm before = AVm.named("sql");
      before.changeTrackingEnabled = false;
      assertEquals(ON, States.one(States.of(past.inventory(), earlier(before, 100))));
    }

    @Test
    void a_disk_added_since_the_baseline_waits_and_its_neighbour_does_not() {
      AVm before = AVm.named("sql");
      vm.disk(2001, 1);
      VmTracking tracking = States.of(past.inventory(), earlier(before, 10));
      assertEquals(List.of(ON, PENDING_STUN), States.list(tracking));
      past.task("VirtualMachine.createSnapshot", 5);
      assertEquals(List.of(ON, ON), States.list(States.of(past.inventory(), earlier(before, 10))));
    }

    @Test
    void a_disk_added_by_an_event_is_known_by_its_place_or_its_file() {
      vm.disk(2001, 1).disk(2002, 2);
      past.event("VmReconfiguredEvent", 3, Past.added(1000, 1, null))
          .event("VmReconfiguredEvent", 2, Past.added(-5, -1, "[vmfs01] sql/sql_2.vmdk"));
      assertEquals(List.of(ON, PENDING_STUN, PENDING_STUN), States.list(States.of(past)));
      past.event("VmMigratedEvent", 1);
      assertEquals(List.of(ON, ON, ON), States.list(States.of(past)));
    }

    @Test
    void a_disk_that_was_only_edited_does_not_wait() {
      Map<String, String> edited = new HashMap<>(Past.added(1000, 0, null));
      edited.put("configSpec.deviceChange[0].operation", "edit");
      assertEquals(ON, States.one(States.of(past.event("VmReconfiguredEvent", 3, edited))));
    }

    @Test
    void a_flag_set_as_a_configuration_key_waits_as_well() {
      past.event(
          "VmReconfiguredEvent", 3, Map.of("configSpec.extraConfig[\"ctkEnabled\"]", "TRUE"));
      assertEquals(PENDING_STUN, States.one(States.of(past)));
    }

    @Test
    void a_flag_set_over_an_untracked_snapshot_waits_and_is_suspect() {
      DiskTracking disk = States.of(past.untracked("snapshot-1", 48).set(true, 20)).disks().get(0);
      assertEquals(SUSPECT_BASE, disk.state());
      assertNotNull(disk.pending());
    }

    @Test
    void a_disk_that_stayed_off_is_not_suspect() {
      vm.extraConfig.put("scsi0:0.ctkenabled", "FALSE");
      past.untracked("snapshot-1", 48).set(true, 20).event("VmMigratedEvent", 5);
      assertEquals(VM_FLAG_ON_DISK_OFF, States.one(States.of(past)));
    }

    @Test
    void a_truncated_history_reaches_as_far_back_as_its_oldest_task() {
      past.set(true, 3).task("VirtualMachine.createSnapshot", 4);
      assertEquals(PENDING_STUN, States.one(States.of(truncated(past.inventory().build(), 4))));
    }

    @Test
    void a_truncated_history_may_hide_the_stun() {
      VmTracking tracking = States.of(truncated(past.set(true, 3).inventory().build(), 2));
      assertEquals(ON, States.one(tracking));
      assertNotNull(tracking.pendingUnknown());
    }

    @Test
    void switching_off_waits_for_a_stun_and_a_foreign_snapshot_is_one() {
      vm.changeTrackingEnabled = false;
      vm.extraConfig.clear();
      VmTracking waiting = States.of(past.set(false, 3));
      assertEquals(OFF, States.one(waiting));
      assertEquals("reason.tracking.off-pending", States.remark(waiting));
      VmTracking applied = States.of(past.untracked("snapshot-veeam", 2));
      assertEquals(OFF, States.one(applied));
      assertNull(States.remark(applied));
    }
  }

  @Nested
  class Proof {
    @Test
    void a_change_id_in_the_newest_snapshot_proves_it() {
      VmTracking tracking = States.of(past.snapshot("snapshot-1", 5, Past.EPOCH + "/7"));
      assertEquals(ON_PROVEN, States.one(tracking));
      assertEquals(
          Past.EPOCH + "/7",
          tracking
              .disks()
              .get(0)
              .evidence()
              .get("snapshot[snapshot-1].config.hardware.device[2000].backing.changeId"));
      assertNull(tracking.pendingUnknown());
    }

    @Test
    void a_change_id_proves_it_when_the_key_was_not_read() {
      vm.extraConfig.clear();
      vm.extraConfigComplete = false;
      assertEquals(
          ON_PROVEN, States.one(States.of(past.snapshot("snapshot-1", 5, Past.EPOCH + "/7"))));
    }

    @Test
    void a_key_that_says_off_is_believed_over_an_older_snapshot() {
      vm.extraConfig.put("scsi0:0.ctkenabled", "FALSE");
      assertEquals(
          VM_FLAG_ON_DISK_OFF,
          States.one(States.of(past.snapshot("snapshot-1", 5, Past.EPOCH + "/7"))));
    }

    @Test
    void a_snapshot_that_cannot_be_read_proves_nothing_and_accuses_nobody() {
      VmTracking tracking = States.of(past.unread("snapshot-1", 5));
      assertEquals(ON, States.one(tracking));
    }
  }

  @Nested
  class Suspect {
    @Test
    void switched_on_while_a_snapshot_existed() {
      past.set(false, 10)
          .untracked("snapshot-1", 8)
          .set(true, 6)
          .snapshot("snapshot-2", 5, Past.EPOCH + "/1");
      VmTracking tracking = States.of(past);
      assertEquals(SUSPECT_BASE, States.one(tracking));
      Suspicion why = Objects.requireNonNull(tracking.disks().get(0).suspicion());
      assertEquals(Suspicion.Cause.ENABLED_WITH_SNAPSHOT, why.cause());
      assertEquals(Past.hoursAgo(6), why.at());
    }

    @Test
    void reset_while_a_tracked_snapshot_existed() {
      past.snapshot("snapshot-1", 12, Past.EPOCH + "/1")
          .set(false, 10)
          .set(true, 6)
          .event("VmMigratedEvent", 5);
      assertEquals(SUSPECT_BASE, States.one(States.of(past)));
    }

    @Test
    void setting_it_again_beside_a_tracked_snapshot_is_harmless() {
      past.snapshot("snapshot-1", 12, Past.EPOCH + "/1")
          .set(true, 6)
          .task("VirtualMachine.createSnapshot", 5);
      assertEquals(ON_PROVEN, States.one(States.of(past)));
    }

    @Test
    void a_snapshot_taken_after_switching_on_is_harmless() {
      past.set(false, 10).set(true, 6).snapshot("snapshot-1", 5.9, Past.EPOCH + "/1");
      assertEquals(ON_PROVEN, States.one(States.of(past)));
    }

    @Test
    void a_host_clock_some_seconds_slow_does_not_make_a_snapshot_older_than_the_flag() {
      past.set(false, 10).set(true, 6).snapshot("snapshot-1", 6.01, Past.EPOCH + "/1");
      assertEquals(ON_PROVEN, States.one(States.of(past)));
    }

    @Test
    void an_untracked_snapshot_below_a_tracked_one_proves_it_without_events() {
      past.untracked("snapshot-1", 500).snapshot("snapshot-2", 400, Past.EPOCH + "/1");
      assertEquals(Suspicion.Cause.ENABLED_WITH_SNAPSHOT, cause(States.of(past)));
    }

    @Test
    void a_newest_snapshot_without_change_id_is_suspect() {
      past.untracked("snapshot-1", 500);
      assertEquals(Suspicion.Cause.SNAPSHOT_WITHOUT_CHANGE_ID, cause(States.of(past)));
    }

    @Test
    void a_snapshot_that_does_not_hold_the_disk_says_nothing_of_it() {
      vm.disk(2001, 1);
      past.snapshot("snapshot-1", 500, List.of(ADisk.frozen(vm.disks.get(0), Past.EPOCH + "/1")));
      assertEquals(List.of(ON_PROVEN, ON), States.list(States.of(past)));
    }

    @Test
    void another_disk_with_the_same_device_key_says_nothing_either() {
      VirtualDisk other = AVm.aDisk(2000, 0, "[vmfs01] sql/removed-long-ago.vmdk");
      assertEquals(ON, States.one(States.of(past.snapshot("snapshot-1", 500, List.of(other)))));
    }

    @Test
    void off_in_the_baseline_and_on_now_over_an_older_snapshot() {
      AVm before = AVm.named("sql");
      before.changeTrackingEnabled = false;
      past.unread("snapshot-1", 300);
      VmTracking tracking = States.of(past.inventory(), earlier(before, 100));
      assertEquals(Suspicion.Cause.ENABLED_WITH_SNAPSHOT, cause(tracking));
    }

    @Test
    void a_machine_that_was_not_closed_in_order() {
      vm.powerState = VmPowerState.POWERED_OFF;
      vm.bootTime = null;
      vm.cleanPowerOff = false;
      assertEquals(Suspicion.Cause.DIRTY_POWER_OFF, cause(States.of(vm)));
      vm.cleanPowerOff = true;
      assertEquals(ON, States.one(States.of(vm)));
      vm.cleanPowerOff = null;
      assertEquals(ON, States.one(States.of(vm)));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"VmRestartedOnAlternateHostEvent", "com.vmware.vc.ha.VmRestartedByHAEvent"})
    void a_restart_by_ha(String type) {
      assertEquals(Suspicion.Cause.DIRTY_POWER_OFF, cause(States.of(past.event(type, 5))));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "VirtualMachine.revertToSnapshot",
          "VirtualMachine.revertToCurrentSnapshot",
          "vm.Snapshot.revert"
        })
    void a_revert(String task) {
      assertEquals(Suspicion.Cause.REVERTED, cause(States.of(past.task(task, 5))));
    }

    @Test
    void a_revert_before_tracking_was_switched_on_is_over() {
      past.task("vm.Snapshot.revert", 12)
          .set(false, 10)
          .set(true, 6)
          .task("VirtualMachine.createSnapshot", 5);
      assertEquals(ON, States.one(States.of(past)));
    }

    @Test
    void a_machine_that_is_off_and_untracked_is_not_suspect() {
      vm.changeTrackingEnabled = false;
      vm.extraConfig.clear();
      assertEquals(OFF, States.one(States.of(past.task("vm.Snapshot.revert", 5))));
    }

    private static Suspicion.Cause cause(VmTracking tracking) {
      assertEquals(SUSPECT_BASE, States.one(tracking));
      return Objects.requireNonNull(tracking.disks().get(0).suspicion()).cause();
    }
  }

  @Nested
  class Reset {
    @Test
    void another_part_before_the_slash_is_a_reset() {
      assertEquals(RESET_SINCE_BASELINE, since(Past.EPOCH + "/900", Past.OTHER_EPOCH + "/2"));
    }

    @Test
    void a_larger_number_is_normal() {
      assertEquals(ON_PROVEN, since(Past.EPOCH + "/9", Past.EPOCH + "/901"));
    }

    @Test
    void what_is_no_change_id_says_nothing() {
      assertEquals(ON_PROVEN, since(Past.EPOCH + "/9", "*"));
      assertEquals(ON_PROVEN, since("*", Past.EPOCH + "/9"));
    }

    @Test
    void the_same_snapshot_seen_twice_says_nothing() {
      AVm before = AVm.named("sql");
      AnInventory baseline =
          Past.of(before).snapshot("snapshot-1", 200, Past.EPOCH + "/1").inventory();
      past.snapshot("snapshot-1", 200, Past.EPOCH + "/1");
      VmTracking tracking = States.of(past.inventory(), at(baseline, 100));
      assertEquals(ON_PROVEN, States.one(tracking));
    }

    private TrackingState since(String then, String now) {
      AVm before = AVm.named("sql");
      AnInventory baseline = Past.of(before).snapshot("snapshot-1", 200, then).inventory();
      past.snapshot("snapshot-2", 5, now);
      return States.one(States.of(past.inventory(), at(baseline, 100)));
    }
  }

  private static AnInventory earlier(AVm vm, int hoursAgo) {
    return at(AnInventory.of(vm), hoursAgo);
  }

  private static AnInventory at(AnInventory inventory, int hoursAgo) {
    inventory.collectedAt = AnInventory.NOW.minus(Duration.ofHours(hoursAgo));
    return inventory;
  }

  private static Inventory truncated(Inventory whole, int hoursAgo) {
    Instant since = AnInventory.NOW.minus(Duration.ofHours(hoursAgo));
    History h = whole.history();
    History cut =
        new History(
            h.window(),
            h.tasks(),
            h.events(),
            h.alarms(),
            h.agentMemory(),
            h.hostLog(),
            new HistoryReach(
                h.reach().openTasks(),
                h.reach().failedTasks(),
                new Reach(since, true),
                h.reach().rareEvents(),
                h.reach().frequentEvents()),
            h.unreadable());
    return new Inventory(
        whole.vcenter(),
        whole.coverage(),
        whole.virtualMachines(),
        whole.snapshots(),
        whole.hosts(),
        whole.clusters(),
        whole.datastores(),
        whole.networks(),
        whole.containers(),
        cut);
  }
}
