// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import static io.vpreflight.vsphere.collect.Projection.object;
import static io.vpreflight.vsphere.collect.Projection.property;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import io.vpreflight.vsphere.soap.SchemaNotes;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A vCenter that is newer than we are: what it says is counted and named, and never guessed at. */
@Tag("F8")
class UnknownConstantsTest {
  private final SchemaNotes notes = new SchemaNotes();

  @ParameterizedTest
  @CsvSource({
    "config.firmware, GuestOsDescriptorFirmwareType",
    "runtime.faultToleranceState, VirtualMachineFaultToleranceState",
    "runtime.cryptoState, VirtualMachineCryptoState",
    "guest.toolsRunningStatus, VirtualMachineToolsRunningStatus",
    "guest.toolsVersionStatus2, VirtualMachineToolsVersionStatus",
    "runtime.powerState, VmPowerState",
    "runtime.connectionState, VmConnectionState",
  })
  void a_property_of_a_machine_with_an_unknown_constant_is_unreadable(String path, String type) {
    Unreadable unreadable = vm(property(path, "brandNew")).unreadable();
    assertEquals(Map.of(path, "UnknownConstant:" + type + ":brandNew"), unreadable.faults());
    assertEquals(Map.of(type + ":brandNew", 1), notes.counts());
  }

  @ParameterizedTest
  @CsvSource({
    "config.firmware, efi",
    "runtime.faultToleranceState, needSecondary",
    "runtime.cryptoState, locked",
    "guest.toolsRunningStatus, guestToolsExecutingScripts",
    "guest.toolsVersionStatus2, guestToolsBlacklisted",
    "guest.toolsInstallType, guestToolsTypeOfTomorrow",
    "config.guestId, windows2031srvNext_64Guest",
  })
  void what_is_known_or_open_by_design_is_taken_as_it_comes(String path, String value) {
    assertTrue(vm(property(path, value)).unreadable().isEmpty(), path);
    assertEquals(Map.of(), notes.counts());
  }

  @Test
  void a_level_of_latency_and_a_planned_upgrade_are_unreadable_as_a_whole() {
    VirtualMachine vm =
        vm(
            property("config.latencySensitivity", "<level>extreme</level>"),
            property(
                "config.scheduledHardwareUpgradeInfo",
                "<upgradePolicy>always</upgradePolicy>"
                    + "<scheduledHardwareUpgradeStatus>halfway</scheduledHardwareUpgradeStatus>"));
    assertEquals(
        "UnknownConstant:LatencySensitivitySensitivityLevel:extreme",
        vm.unreadable().fault(VmProperty.LATENCY_SENSITIVITY));
    assertEquals(
        "UnknownConstant:ScheduledHardwareUpgradeInfoHardwareUpgradeStatus:halfway",
        vm.unreadable().fault(VmProperty.SCHEDULED_HARDWARE_UPGRADE));
  }

  @Test
  void the_state_of_an_address_is_unreadable_and_the_address_is_not() {
    VirtualMachine vm =
        vm(
            property(
                "guest.net",
                "<GuestNicInfo><deviceConfigId>4000</deviceConfigId><ipConfig><ipAddress>"
                    + "<ipAddress>192.0.2.7</ipAddress><state>contested</state>"
                    + "</ipAddress></ipConfig></GuestNicInfo>"));
    assertEquals(
        Map.of(
            "guest.net.ipConfig.ipAddress.state",
            "UnknownConstant:NetIpConfigInfoIpAddressStatus:contested"),
        vm.unreadable().faults());
    assertNull(vm.unreadable().fault(VmProperty.GUEST_NET));
    assertEquals(
        "192.0.2.7",
        Objects.requireNonNull(vm.guest().net()).get(0).ipAddress().get(0).ipAddress());
  }

  @ParameterizedTest
  @CsvSource({
    "diskMode, VirtualDiskMode",
    "sharing, VirtualDiskSharing",
    "compatibilityMode, VirtualDiskCompatibilityMode",
    "deltaDiskFormat, VirtualDiskDeltaDiskFormat",
  })
  void a_disk_names_its_own_unknown_constant(String field, String type) {
    VirtualMachine vm =
        vm(
            devices(
                "<key>2000</key>"
                    + backing(
                        "VirtualDiskFlatVer2BackingInfo",
                        "<%s>brandNew</%s>".formatted(field, field)),
                "VirtualDisk"));
    assertEquals(
        Map.of(
            "config.hardware.device[2000].backing." + field,
            "UnknownConstant:" + type + ":brandNew"),
        vm.unreadable().faults());
    assertNull(vm.unreadable().fault(VmProperty.DEVICES), "the rest of the devices is known");
    DiskBacking backing = disk(vm).backing();
    assertNull(backing.diskMode());
    assertNull(backing.sharing());
    assertNull(backing.compatibilityMode());
    assertNull(backing.deltaDiskFormat());
  }

  @Test
  void a_lower_disk_of_a_chain_and_the_disk_of_a_snapshot_name_theirs() {
    String disk =
        devices(
            "<key>2000</key>"
                + backing(
                    "VirtualDiskFlatVer2BackingInfo",
                    "<parent><deltaDiskFormat>quantumFormat</deltaDiskFormat></parent>"),
            "VirtualDisk");
    String path = "config.hardware.device[2000].backing.parent.deltaDiskFormat";
    String fault = "UnknownConstant:VirtualDiskDeltaDiskFormat:quantumFormat";
    assertEquals(Map.of(path, fault), vm(disk).unreadable().faults());
    assertEquals(
        Map.of(path, fault),
        Projection.snapshot(object("VirtualMachineSnapshot", "snapshot-1", disk))
            .unreadable()
            .faults());
  }

  @Test
  void an_unknown_backing_of_a_disk_counts_as_none() {
    VirtualMachine vm =
        vm(
            devices(
                "<key>2000</key>"
                    + backing(
                        "VirtualDiskRawDiskMappingVer2BackingInfo",
                        "<diskMode>persistent</diskMode>"),
                "VirtualDisk"));
    assertEquals("", disk(vm).backing().type());
    assertEquals("persistent", disk(vm).backing().diskMode());
    assertEquals(
        "UnknownConstant:VirtualDeviceBackingInfo:VirtualDiskRawDiskMappingVer2BackingInfo",
        vm.unreadable().fault("config.hardware.device[2000].backing.type"));
  }

  @ParameterizedTest
  @CsvSource({
    "VirtualVmxnet3, 4000, VirtualEthernetCardCloudBackingInfo",
    "VirtualPCIPassthrough, 13000, VirtualPCIPassthroughQuantumBackingInfo",
  })
  void an_unknown_backing_of_an_adapter_or_a_passed_through_device_is_named(
      String type, int key, String backing) {
    VirtualMachine vm = vm(devices("<key>" + key + "</key>" + backing(backing, ""), type));
    assertEquals(
        Map.of(
            "config.hardware.device[" + key + "].backing",
            "UnknownConstant:VirtualDeviceBackingInfo:" + backing),
        vm.unreadable().faults());
  }

  @Test
  void what_a_drive_is_plugged_into_decides_nothing() {
    VirtualMachine vm =
        vm(
            devices(
                "<key>3000</key>" + backing("VirtualCdromCloudBackingInfo", ""), "VirtualCdrom"));
    assertTrue(vm.unreadable().isEmpty());
  }

  @Test
  void a_controller_that_shares_its_bus_in_a_new_way_is_still_a_controller() {
    VirtualMachine vm =
        vm(
            devices(
                "<key>1000</key><busNumber>0</busNumber><sharedBus>halfSharing</sharedBus>",
                "ParaVirtualSCSIController"));
    assertNull(hardware(vm).controllers().get(0).sharedBus());
    assertEquals(
        Map.of(
            "config.hardware.device[1000].sharedBus",
            "UnknownConstant:VirtualSCSISharing:halfSharing"),
        vm.unreadable().faults());
  }

  @Test
  void a_controller_of_an_unknown_kind_is_on_no_bus_that_we_know() {
    VirtualMachine vm =
        vm(
            devices(
                "<key>1000</key><busNumber>0</busNumber><sharedBus>noSharing</sharedBus>",
                "VirtualSCSIOverCloudController"));
    assertNull(hardware(vm).controllers().get(0).bus());
    assertEquals(
        "UnknownConstant:VirtualDevice:VirtualSCSIOverCloudController",
        vm.unreadable().fault("config.hardware.device[1000].sharedBus"));
  }

  @Test
  void an_unknown_device_with_a_capacity_leaves_the_disks_of_the_machine_unknown() {
    VirtualMachine vm =
        vm(devices("<key>2000</key><capacityInBytes>1024</capacityInBytes>", "VirtualCloudDisk"));
    assertEquals(
        "UnknownConstant:VirtualDevice:VirtualCloudDisk",
        vm.unreadable().fault(VmProperty.DEVICES));
    assertTrue(hardware(vm).disks().isEmpty());
  }

  @Test
  void an_unknown_device_without_one_is_named_and_the_disks_stay_known() {
    VirtualMachine vm = vm(devices("<key>14000</key>", "VirtualQuantumUnit"));
    assertNull(vm.unreadable().fault(VmProperty.DEVICES));
    assertEquals(
        "UnknownConstant:VirtualDevice:VirtualQuantumUnit",
        vm.unreadable().fault("config.hardware.device[14000]"));
  }

  @Test
  void the_type_of_a_mac_address_is_named() {
    VirtualMachine vm =
        vm(
            devices(
                "<key>4000</key><addressType>borrowed</addressType>"
                    + "<macAddress>00:50:56:00:00:01</macAddress>",
                "VirtualVmxnet3"));
    assertEquals(
        "UnknownConstant:VirtualEthernetCardMacType:borrowed",
        vm.unreadable().fault("config.hardware.device[4000].addressType"));
  }

  @Test
  void a_kind_of_file_in_the_layout_is_counted_alone() {
    VirtualMachine vm =
        vm(
            property(
                "layoutEx",
                "<file><key>0</key><name>[ds] a/a.new</name><type>diskHologram</type></file>"));
    assertEquals(Map.of("VirtualMachineFileLayoutExFileType:diskHologram", 1), notes.counts());
    assertTrue(vm.unreadable().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "HostSystem, runtime.standbyMode, HostStandbyMode",
    "HostSystem, runtime.connectionState, HostConnectionState",
    "HostSystem, runtime.powerState, HostPowerState",
    "Datastore, summary.maintenanceMode, DatastoreSummaryMaintenanceModeState",
    "Datastore, summary.type, HostFileSystemVolumeFileSystemType",
    "DistributedVirtualPortgroup, config.backingType, DistributedVirtualPortgroupBackingType",
  })
  void a_property_of_anything_else_with_an_unknown_constant_is_unreadable(
      String of, String path, String type) {
    BiFunction<MoRef, SchemaNotes, ObjectBuilder> builder =
        of.equals("HostSystem") ? HostBuilder::new : PlaceBuilder::new;
    ObjectBuilder read =
        Projection.read(object(of, "x-1", property(path, "brandNew")), builder, notes);
    assertEquals("UnknownConstant:" + type + ":brandNew", read.unreadable().fault(path));
    assertEquals(Map.of(type + ":brandNew", 1), notes.counts());
  }

  @Test
  void a_hostile_constant_is_cut() {
    String path = "config.firmware";
    String fault = vm(property(path, "x".repeat(5000))).unreadable().fault(path);
    assertEquals(
        "GuestOsDescriptorFirmwareType:" + "x".repeat(80),
        Unreadable.unknown(Objects.requireNonNull(fault)));
  }

  private VirtualMachine vm(String... properties) {
    return Projection.vm(object("VirtualMachine", "vm-1", properties), notes);
  }

  private static String devices(String content, String type) {
    return property(
        "config.hardware.device",
        "<VirtualDevice xsi:type=\"" + type + "\">" + content + "</VirtualDevice>");
  }

  private static String backing(String type, String content) {
    return "<backing xsi:type=\"" + type + "\">" + content + "</backing>";
  }

  private static VirtualDisk disk(VirtualMachine vm) {
    return hardware(vm).disks().get(0);
  }

  private static Hardware hardware(VirtualMachine vm) {
    @Nullable Hardware hardware = vm.config().hardware();
    return Objects.requireNonNull(hardware);
  }
}
