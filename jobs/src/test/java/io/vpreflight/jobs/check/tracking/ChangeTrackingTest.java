// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import static io.vpreflight.jobs.check.tracking.TrackingState.DISALLOWED;
import static io.vpreflight.jobs.check.tracking.TrackingState.DISK_ON_VM_FLAG_OFF;
import static io.vpreflight.jobs.check.tracking.TrackingState.NO_DISKS;
import static io.vpreflight.jobs.check.tracking.TrackingState.OFF;
import static io.vpreflight.jobs.check.tracking.TrackingState.ON;
import static io.vpreflight.jobs.check.tracking.TrackingState.ON_PROVEN;
import static io.vpreflight.jobs.check.tracking.TrackingState.PARTIAL;
import static io.vpreflight.jobs.check.tracking.TrackingState.PENDING_STUN;
import static io.vpreflight.jobs.check.tracking.TrackingState.RESET_SINCE_BASELINE;
import static io.vpreflight.jobs.check.tracking.TrackingState.SUSPECT_BASE;
import static io.vpreflight.jobs.check.tracking.TrackingState.UNKNOWN;
import static io.vpreflight.jobs.check.tracking.TrackingState.UNSUPPORTED;
import static io.vpreflight.jobs.check.tracking.TrackingState.VM_FLAG_ON_DISK_OFF;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vpreflight.jobs.testing.ADisk;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.FileLayout;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.VirtualController;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** States that follow from the configuration alone. */
class ChangeTrackingTest {
  @Test
  void twenty_eight_current_disks_without_a_change_id_are_on_and_not_pending() {
    AVm vm = AVm.named("sql");
    for (int i = 1; i < 28; i++) {
      vm.disk(2000 + i, i);
    }
    VmTracking tracking = States.of(vm);
    assertEquals(Collections.nCopies(28, ON), States.list(tracking));
    assertEquals(ON, tracking.state());
    assertEquals("reason.tracking.unproven", States.remark(tracking));
  }

  @Test
  void no_ctk_file_in_the_layout_says_nothing() {
    AVm vm = AVm.named("sql");
    vm.layoutEx = new FileLayout(List.of(), List.of(), List.of(), null);
    assertEquals(ON, States.one(States.of(vm)));
  }

  @Test
  void a_key_is_found_by_the_bus_number_of_the_controller_and_not_by_its_key() {
    AVm vm = AVm.named("sql");
    vm.extraConfig.clear();
    vm.controllers.clear();
    vm.controllers.add(new VirtualController(1003, "VirtualLsiLogicSASController", 1, "noSharing"));
    vm.disks.set(0, on(1003, vm.disks.get(0)));
    vm.extraConfig.put("scsi1:0.ctkenabled", "TRUE");
    assertEquals(ON, States.one(States.of(vm)));
    vm.extraConfig.clear();
    vm.extraConfig.put("scsi3:0.ctkenabled", "TRUE");
    assertEquals(VM_FLAG_ON_DISK_OFF, States.one(States.of(vm)));
  }

  @Test
  void keys_of_sata_and_nvme_disks_are_found() {
    AVm vm = AVm.named("sql");
    vm.extraConfig.clear();
    vm.controllers.clear();
    vm.controllers.add(new VirtualController(15000, "VirtualAHCIController", 0, null));
    vm.controllers.add(new VirtualController(31000, "VirtualNVMEController", 0, null));
    vm.disks.set(0, on(15000, vm.disks.get(0)));
    vm.disks.add(on(31000, AVm.aDisk(2001, 0, "[vmfs01] sql/sql_1.vmdk")));
    vm.extraConfig.put("sata0:0.ctkenabled", "true");
    vm.extraConfig.put("nvme0:0.ctkenabled", "1");
    assertEquals(List.of(ON, ON), States.list(States.of(vm)));
  }

  @Test
  void an_absent_key_is_off_only_when_the_whole_array_was_read() {
    AVm vm = AVm.named("sql");
    vm.extraConfig.clear();
    assertEquals(VM_FLAG_ON_DISK_OFF, States.one(States.of(vm)));
    vm.extraConfigComplete = false;
    VmTracking keyed = States.of(vm);
    assertEquals(UNKNOWN, States.one(keyed));
    assertEquals("reason.not-collected", States.remark(keyed));
  }

  @Test
  void an_unreadable_array_is_unknown_with_its_fault() {
    AVm vm = AVm.named("sql").unreadable(VmProperty.EXTRA_CONFIG_ALL, "NoPermission");
    vm.extraConfig.clear();
    vm.extraConfigComplete = false;
    assertEquals("reason.unreadable", States.remark(States.of(vm)));
  }

  @Test
  void a_key_whose_disk_is_gone_is_ignored() {
    AVm vm = AVm.named("sql");
    vm.changeTrackingEnabled = false;
    vm.extraConfig.put("scsi0:0.ctkenabled", "FALSE");
    vm.extraConfig.put("scsi0:3.ctkenabled", "TRUE");
    assertEquals(OFF, States.one(States.of(vm)));
  }

  @Test
  void a_value_that_is_neither_true_nor_false_is_unknown() {
    AVm vm = AVm.named("sql");
    vm.extraConfig.put("scsi0:0.ctkenabled", "maybe");
    assertEquals("reason.tracking.odd-value", States.remark(States.of(vm)));
  }

  @Test
  void a_disk_whose_controller_is_missing_is_unknown() {
    AVm vm = AVm.named("sql");
    vm.controllers.clear();
    VmTracking tracking = States.of(vm);
    assertEquals(UNKNOWN, States.one(tracking));
    assertEquals("reason.tracking.no-place", States.remark(tracking));
  }

  @Test
  void an_unset_flag_is_unknown_and_never_off() {
    AVm vm = AVm.named("sql");
    vm.changeTrackingEnabled = null;
    VmTracking tracking = States.of(vm);
    assertEquals(UNKNOWN, States.one(tracking));
    assertEquals("reason.unset", States.remark(tracking));
    vm.unreadable(VmProperty.CHANGE_TRACKING_ENABLED, "NoPermission");
    assertEquals("reason.unreadable", States.remark(States.of(vm)));
  }

  @Test
  void a_flag_that_was_not_asked_for_is_unknown() {
    AVm vm = AVm.named("sql");
    vm.changeTrackingEnabled = null;
    AnInventory inventory = AnInventory.of(vm).without(VmProperty.CHANGE_TRACKING_ENABLED);
    assertEquals("reason.not-collected", States.remark(States.of(inventory, null)));
  }

  @Test
  void unset_hardware_makes_the_machine_unknown() {
    AVm vm = AVm.named("sql");
    vm.hardwareUnset = true;
    VmTracking tracking = States.of(vm);
    assertEquals(UNKNOWN, tracking.state());
    assertEquals(List.of(), tracking.disks());
  }

  @Test
  void what_a_dead_host_left_behind_is_unknown() {
    AHost host = AHost.usual();
    host.connectionState = HostConnectionState.NOT_RESPONDING;
    AnInventory inventory = AnInventory.of(host);
    inventory.vms.add(AVm.named("sql").build());
    assertEquals("reason.stale.host", States.remark(States.of(inventory, null)));
  }

  @Test
  void flag_and_key_must_both_be_on() {
    AVm vm = AVm.named("sql");
    vm.changeTrackingEnabled = false;
    assertEquals(DISK_ON_VM_FLAG_OFF, States.one(States.of(vm)));
    vm.extraConfig.put("scsi0:0.ctkenabled", "FALSE");
    assertEquals(OFF, States.one(States.of(vm)));
    vm.changeTrackingEnabled = true;
    assertEquals(VM_FLAG_ON_DISK_OFF, States.one(States.of(vm)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ctkdisallowed", "scsi0:0.ctkdisallowed"})
  void a_key_of_machine_or_disk_forbids_it(String key) {
    AVm vm = AVm.named("sql");
    vm.extraConfig.put(key, "true");
    VmTracking tracking = States.of(vm);
    assertEquals(DISALLOWED, States.one(tracking));
    vm.extraConfig.put(key, "false");
    assertEquals(ON, States.one(States.of(vm)));
  }

  @Test
  void a_machine_without_disks_has_none_to_track() {
    AVm vm = AVm.named("vCLS-1");
    vm.disks.clear();
    assertEquals(NO_DISKS, States.of(vm).state());
  }

  @ParameterizedTest
  @ValueSource(strings = {"independent_persistent", "independent_nonpersistent"})
  void an_independent_disk_is_unsupported(String mode) {
    assertEquals(
        Unsupported.INDEPENDENT,
        unsupported(backing("VirtualDiskFlatVer2BackingInfo", mode, null, null)));
  }

  @Test
  void a_raw_device_is_unsupported_in_physical_mode_only() {
    String rdm = "VirtualDiskRawDiskMappingVer1BackingInfo";
    assertEquals(
        Unsupported.PHYSICAL_RDM, unsupported(backing(rdm, "persistent", null, "physicalMode")));
    assertNull(unsupported(backing(rdm, "persistent", null, "virtualMode")));
  }

  @Test
  void a_multi_writer_disk_is_unsupported_by_property_and_by_the_old_key() {
    AVm vm = AVm.named("rac");
    vm.disks.set(
        0,
        ADisk.with(
            vm.disks.get(0),
            backing("VirtualDiskFlatVer2BackingInfo", "persistent", "sharingMultiWriter", null)));
    assertEquals(UNSUPPORTED, States.one(States.of(vm)));
    AVm old = AVm.named("rac");
    old.extraConfig.put("scsi0:0.sharing", "multi-writer");
    assertEquals(Unsupported.MULTI_WRITER, States.of(old).disks().get(0).unsupported());
  }

  @Test
  void a_disk_on_a_shared_bus_is_unsupported_and_its_neighbour_is_not() {
    AVm vm = AVm.named("wsfc");
    vm.controllers.add(
        new VirtualController(1001, "VirtualLsiLogicSASController", 1, "physicalSharing"));
    vm.disks.add(on(1001, AVm.aDisk(2001, 0, "[vmfs01] wsfc/quorum.vmdk")));
    VmTracking tracking = States.of(vm);
    assertEquals(List.of(ON, UNSUPPORTED), States.list(tracking));
    assertEquals(PARTIAL, tracking.state());
    assertEquals(
        "physicalSharing",
        tracking.disks().get(1).evidence().get("config.hardware.device[1001].sharedBus"));
  }

  @Test
  void a_backing_of_the_first_generation_is_unsupported() {
    assertEquals(
        Unsupported.OLD_BACKING,
        unsupported(backing("VirtualDiskSparseVer1BackingInfo", "persistent", null, null)));
  }

  @Test
  void hardware_before_version_seven_is_unsupported_whatever_the_disk() {
    AVm vm = AVm.named("nt4");
    vm.version = "vmx-04";
    assertEquals(Unsupported.OLD_HARDWARE, States.of(vm).disks().get(0).unsupported());
    vm.version = "vmx-07";
    assertNull(States.of(vm).disks().get(0).unsupported());
    vm.version = "vmx-unheard-of";
    assertNull(States.of(vm).disks().get(0).unsupported());
    vm.version = null;
    assertNull(States.of(vm).disks().get(0).unsupported());
  }

  @Test
  void the_capability_counts_when_it_is_false_and_not_when_it_is_unset() {
    AVm vm = AVm.named("odd");
    vm.changeTrackingSupported = false;
    assertEquals(Unsupported.NOT_SUPPORTED, States.of(vm).disks().get(0).unsupported());
    vm.changeTrackingSupported = null;
    assertEquals(ON, States.one(States.of(vm)));
  }

  @Test
  void a_disk_is_unsupported_even_when_the_flag_is_unset() {
    AVm vm = AVm.named("odd");
    vm.changeTrackingEnabled = null;
    vm.changeTrackingSupported = false;
    assertEquals(UNSUPPORTED, States.one(States.of(vm)));
  }

  @Test
  void a_machine_is_named_by_its_most_telling_disk() {
    assertEquals(PARTIAL, TrackingState.rollUp(List.of(ON, OFF)));
    assertEquals(PARTIAL, TrackingState.rollUp(List.of(ON_PROVEN, PENDING_STUN)));
    assertEquals(SUSPECT_BASE, TrackingState.rollUp(List.of(ON, SUSPECT_BASE, OFF)));
    assertEquals(UNKNOWN, TrackingState.rollUp(List.of(ON, UNKNOWN)));
    assertEquals(RESET_SINCE_BASELINE, TrackingState.rollUp(List.of(ON, RESET_SINCE_BASELINE)));
    assertEquals(ON, TrackingState.rollUp(List.of(ON, ON_PROVEN)));
    assertEquals(OFF, TrackingState.rollUp(List.of(OFF, UNSUPPORTED)));
    assertEquals(PENDING_STUN, TrackingState.rollUp(List.of(VM_FLAG_ON_DISK_OFF, PENDING_STUN)));
  }

  @Test
  void evidence_names_the_properties_of_vim25() {
    AVm vm = AVm.named("sql");
    assertEquals(
        Map.of(
            "config.changeTrackingEnabled",
            true,
            "config.extraConfig[\"scsi0:0.ctkEnabled\"]",
            "TRUE"),
        States.of(vm).disks().get(0).evidence());
    vm.powerState = VmPowerState.POWERED_OFF;
    vm.extraConfig.clear();
    assertEquals(
        "unset",
        States.of(vm).disks().get(0).evidence().get("config.extraConfig[\"scsi0:0.ctkEnabled\"]"));
  }

  private static @Nullable Unsupported unsupported(DiskBacking backing) {
    AVm vm = AVm.named("sql");
    vm.disks.set(0, ADisk.with(vm.disks.get(0), backing));
    return States.of(vm).disks().get(0).unsupported();
  }

  private static VirtualDisk on(int controllerKey, VirtualDisk disk) {
    return new VirtualDisk(
        disk.key(),
        disk.label(),
        controllerKey,
        disk.unitNumber(),
        disk.capacityInBytes(),
        disk.backing(),
        disk.iofilter());
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
