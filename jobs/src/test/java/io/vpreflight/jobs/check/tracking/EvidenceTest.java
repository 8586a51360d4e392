// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vpreflight.jobs.testing.ADisk;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a finding or the list of disks shows for a state: every number traces to a property. */
class EvidenceTest {
  private static final String DISK = "config.hardware.device[2000]";

  private final AVm vm = AVm.named("sql");
  private final Past past = Past.of(vm);

  private static Object of(VmTracking vm, String path) {
    return String.valueOf(vm.disks().get(0).evidence().get(path));
  }

  private VmTracking on(DiskBacking backing) {
    vm.disks.set(0, ADisk.with(vm.disks.get(0), backing));
    return States.of(vm);
  }

  @Test
  void each_reason_of_an_untrackable_disk_shows_its_property() {
    String flat = "VirtualDiskFlatVer2BackingInfo";
    assertEquals(
        "independent_persistent",
        of(on(backing(flat, "independent_persistent", null, null)), DISK + ".backing.diskMode"));
    assertEquals(
        "physicalMode",
        of(
            on(
                backing(
                    "VirtualDiskRawDiskMappingVer1BackingInfo",
                    "persistent",
                    null,
                    "physicalMode")),
            DISK + ".backing.compatibilityMode"));
    assertEquals(
        "sharingMultiWriter",
        of(on(backing(flat, "persistent", "sharingMultiWriter", null)), DISK + ".backing.sharing"));
    assertEquals(
        "VirtualDiskFlatVer1BackingInfo",
        of(
            on(backing("VirtualDiskFlatVer1BackingInfo", "persistent", null, null)),
            DISK + ".backing"));
  }

  @Test
  void the_older_key_of_sharing_is_shown_with_its_place() {
    vm.extraConfig.put("scsi0:0.sharing", "multi-writer");
    assertEquals("multi-writer", of(States.of(vm), "config.extraConfig[\"scsi0:0.sharing\"]"));
  }

  @Test
  void reasons_of_the_machine_show_theirs() {
    vm.version = "vmx-04";
    assertEquals("vmx-04", of(States.of(vm), "config.version"));
    vm.version = "vmx-19";
    vm.changeTrackingSupported = false;
    assertEquals("false", of(States.of(vm), "capability.changeTrackingSupported"));
  }

  @Test
  void a_forbidding_key_is_shown_as_it_is_set() {
    vm.extraConfig.put("scsi0:0.ctkdisallowed", "TRUE");
    assertEquals("true", of(States.of(vm), "config.extraConfig[\"scsi0:0.ctkDisallowed\"]"));
  }

  @Test
  void a_key_that_was_not_read_is_not_shown_as_unset() {
    vm.extraConfig.clear();
    vm.extraConfigComplete = false;
    assertEquals("not read", of(States.of(vm), "config.extraConfig[\"scsi0:0.ctkEnabled\"]"));
    vm.changeTrackingEnabled = null;
    assertEquals("unset", of(States.of(vm), "config.changeTrackingEnabled"));
  }

  @Test
  void a_suspicion_shows_the_snapshot_and_the_moment() {
    past.set(false, 20).untracked("snapshot-1", 18).set(true, 10).event("VmMigratedEvent", 5);
    VmTracking tracking = States.of(past);
    String snapshot = "snapshot[snapshot-1]";
    assertEquals(Past.hoursAgo(18).toString(), of(tracking, snapshot + ".createTime"));
    assertEquals("unset", of(tracking, snapshot + "." + DISK + ".backing.changeId"));
    assertEquals(Past.hoursAgo(10).toString(), of(tracking, "enabledAt"));
  }

  @Test
  void an_unread_snapshot_is_shown_as_such() {
    past.set(false, 20).unread("snapshot-1", 18).set(true, 10).event("VmMigratedEvent", 5);
    assertEquals(
        "not read", of(States.of(past), "snapshot[snapshot-1]." + DISK + ".backing.changeId"));
  }

  @Test
  void a_crash_and_a_revert_show_when() {
    assertEquals(
        Past.hoursAgo(5).toString(),
        of(States.of(Past.of(vm).event("VmRestartedOnAlternateHostEvent", 5)), "restartedAt"));
    assertEquals(
        Past.hoursAgo(4).toString(),
        of(States.of(Past.of(vm).task("vm.Snapshot.revert", 4)), "revertedAt"));
    vm.powerState = VmPowerState.POWERED_OFF;
    vm.cleanPowerOff = false;
    assertEquals("false", of(States.of(vm), "runtime.cleanPowerOff"));
  }

  @Test
  void a_reset_shows_both_change_ids() {
    AnInventory baseline =
        Past.of(AVm.named("sql")).snapshot("snapshot-1", 200, Past.EPOCH + "/9").inventory();
    baseline.collectedAt = AnInventory.NOW.minus(Duration.ofHours(100));
    VmTracking tracking =
        States.of(past.snapshot("snapshot-2", 5, Past.OTHER_EPOCH + "/1").inventory(), baseline);
    String changeId = "." + DISK + ".backing.changeId";
    assertEquals(Past.OTHER_EPOCH + "/1", of(tracking, "snapshot[snapshot-2]" + changeId));
    assertEquals(Past.EPOCH + "/9", of(tracking, "baseline snapshot[snapshot-1]" + changeId));
  }

  @Test
  void what_waits_since_the_baseline_shows_its_moment() {
    AVm before = AVm.named("sql");
    before.changeTrackingEnabled = false;
    AnInventory baseline = AnInventory.of(before);
    baseline.collectedAt = Past.hoursAgo(10);
    VmTracking tracking = States.of(past.inventory(), baseline);
    assertEquals(Past.hoursAgo(10).toString(), of(tracking, "baseline.collectedAt"));
  }

  @Test
  void a_disk_without_a_place_shows_no_key() {
    vm.controllers.clear();
    Map<String, Object> evidence = States.of(vm).disks().get(0).evidence();
    assertFalse(evidence.toString().contains("extraConfig"), evidence.toString());
  }

  private static DiskBacking backing(
      String type, String mode, @Nullable String sharing, @Nullable String compatibilityMode) {
    return new DiskBacking(
        type,
        "[vmfs01] sql/sql.vmdk",
        AnInventory.DATASTORE,
        mode,
        sharing,
        null,
        null,
        compatibilityMode,
        null,
        null,
        null,
        null);
  }
}
