// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import static io.vpreflight.vsphere.collect.Projection.missing;
import static io.vpreflight.vsphere.collect.Projection.object;
import static io.vpreflight.vsphere.collect.Projection.property;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.FaultKind;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.inventory.Cluster;
import io.vpreflight.vsphere.inventory.ClusterProperty;
import io.vpreflight.vsphere.inventory.Datastore;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.EthernetCard;
import io.vpreflight.vsphere.inventory.FileLayout;
import io.vpreflight.vsphere.inventory.GuestIp;
import io.vpreflight.vsphere.inventory.GuestNic;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostPowerState;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.HostService;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Network;
import io.vpreflight.vsphere.inventory.OtherDevice;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import io.vpreflight.vsphere.soap.SchemaNotes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the XML of an object, in whatever form it comes. */
class ProjectionTest {
  private static final String VM = Projection.resource("vm.xml");
  private static final String HOST = Projection.resource("host.xml");

  private static List<String> paths(Property[] all) {
    return Stream.of(all).flatMap(property -> property.paths().stream()).toList();
  }

  private static Hardware hardware(VirtualMachine vm) {
    return some(vm.config().hardware());
  }

  private static <T> T some(@Nullable T value) {
    assertNotNull(value);
    return value;
  }

  @Test
  void a_machine_asked_for_path_by_path_is_the_one_that_came_whole() {
    List<String> all = new ArrayList<>(paths(VmProperty.values()));
    assertEquals(Projection.vm(VM), Projection.vm(Projection.byPaths(VM, all)));
  }

  @Test
  void keyed_extra_configuration_is_the_same_but_not_complete() {
    List<String> keyed =
        paths(VmProperty.values()).stream()
            .filter(path -> !path.equals(VmProperty.EXTRA_CONFIG_ALL.path()))
            .toList();
    VirtualMachine whole = Projection.vm(VM);
    VirtualMachine byKeys = Projection.vm(Projection.byPaths(VM, keyed));
    assertEquals(whole.config().extraConfig().values(), byKeys.config().extraConfig().values());
    assertTrue(whole.config().extraConfig().complete());
    assertFalse(byKeys.config().extraConfig().complete());
    assertEquals(whole, byKeys.withExtraConfig(whole.config().extraConfig()));
  }

  @Test
  void a_host_asked_for_path_by_path_is_the_one_that_came_whole() {
    assertEquals(
        Projection.host(HOST),
        Projection.host(Projection.byPaths(HOST, paths(HostProperty.values()))));
  }

  @Test
  void the_spelling_of_govmomi_gives_the_same() {
    assertNotEquals(VM, Projection.asGovmomi(VM));
    assertEquals(Projection.vm(VM), Projection.vm(Projection.asGovmomi(VM)));
    assertEquals(Projection.host(HOST), Projection.host(Projection.asGovmomi(HOST)));
  }

  @ParameterizedTest
  @EnumSource(VmProperty.class)
  void every_property_of_a_machine_that_a_check_may_ask_for_is_read(VmProperty property) {
    // The numbers of the hardware come with its devices.
    boolean number = property == VmProperty.NUM_CPU || property == VmProperty.MEMORY_MB;
    List<String> without = number ? VmProperty.DEVICES.paths() : List.of();
    List<String> with = new ArrayList<>(without);
    with.addAll(property.paths());
    assertNotEquals(
        Projection.vm(Projection.byPaths(VM, without)),
        Projection.vm(Projection.byPaths(VM, with)),
        property.path());
  }

  @ParameterizedTest
  @EnumSource(HostProperty.class)
  void every_property_of_a_host_that_a_check_may_ask_for_is_read(HostProperty property) {
    Host nothing = Projection.host(object("HostSystem", "host-11"));
    assertNotEquals(
        nothing, Projection.host(Projection.byPaths(HOST, property.paths())), property.path());
  }

  @Test
  void identity_and_origin_are_read() {
    VirtualMachine vm = Projection.vm(VM);
    assertEquals(new MoRef("VirtualMachine", "vm-42"), vm.ref());
    assertEquals("web%2f01", vm.name());
    assertEquals(new MoRef("Folder", "group-v3"), vm.placement().parent());
    assertEquals(
        List.of(new MoRef("Datastore", "datastore-1"), new MoRef("Datastore", "datastore-2")),
        vm.placement().datastore());
    assertEquals("5037aaaa-0000-4000-8000-000000000042", vm.config().instanceUuid());
    assertEquals("4237aaaa-0000-4000-8000-000000000042", vm.config().uuid());
    assertEquals(Instant.parse("2025-01-02T03:04:05.678Z"), vm.config().origin().createDate());
    assertEquals("com.vmware.vcDr", some(vm.config().origin().managedBy()).extensionKey());
    assertTrue(vm.config().origin().replicated());
    assertEquals(2, some(vm.config().origin().ftInfo()).role());
    assertEquals(
        List.of("5037aaaa", "5037bbbb"), some(vm.config().origin().ftInfo()).instanceUuids());
    assertEquals("vm-key", vm.config().options().keyId());
    assertEquals("high", vm.config().options().latencySensitivity());
    assertEquals(
        "ToolsUnavailable", some(vm.config().options().scheduledHardwareUpgradeInfo()).fault());
    assertEquals("/tmp/vmware-imc/cust", some(vm.config().tools()).pendingCustomization());
    assertEquals("ToolsInstallationInProgress", some(vm.config().tools()).lastInstallFault());
    assertEquals(
        Map.of("config.hardware.device[99000]", "UnknownConstant:VirtualDevice:VirtualQuantumCard"),
        vm.unreadable().faults());
  }

  @Test
  void state_is_read() {
    VirtualMachine vm = Projection.vm(VM);
    assertEquals(VmConnectionState.CONNECTED, vm.runtime().connectionState());
    assertEquals(VmPowerState.POWERED_ON, vm.runtime().powerState());
    assertEquals(Instant.parse("2026-11-20T08:00:00Z"), vm.runtime().bootTime());
    assertEquals("7", some(vm.runtime().question()).id());
    assertEquals("green", vm.guest().guestHeartbeatStatus());
    assertEquals(List.of("Destroy_Task", "RelocateVM_Task"), vm.activity().disabledMethod());
    assertEquals(List.of(new MoRef("Task", "task-5")), vm.activity().recentTask());
  }

  @Test
  void disks_are_read_with_their_chains_and_their_places() {
    Hardware hardware = hardware(Projection.vm(VM));
    assertEquals(3, hardware.disks().size());
    VirtualDisk first = hardware.disks().get(0);
    assertEquals("Hard disk 1", first.label());
    assertEquals(42_949_672_960L, first.capacityInBytes());
    assertEquals("scsi0:0", hardware.place(first));
    assertEquals(List.of("VMW_spm_1.0.0", "cdp_filter"), first.iofilter());
    DiskBacking backing = first.backing();
    assertEquals("VirtualDiskFlatVer2BackingInfo", backing.type());
    assertEquals("[SAN 01] web01/web01-000002.vmdk", backing.fileName());
    assertEquals("52 66 80 a9/249", backing.changeId());
    assertEquals("sharingMultiWriter", backing.sharing());
    assertEquals("seSparseFormat", backing.deltaDiskFormat());
    assertEquals("key-1", backing.keyId());
    DiskBacking base = some(some(backing.parent()).parent());
    assertEquals("[SAN 01] web01/web01.vmdk", base.fileName());
    assertNull(base.parent());

    VirtualDisk raw = hardware.disks().get(1);
    assertTrue(raw.backing().isRawDevice());
    assertEquals(1_048_576L, raw.capacityInBytes(), "from KB where there is nothing better");
    assertNull(raw.backing().changeId(), "an empty changeId is none");

    VirtualDisk onNvme = hardware.disks().get(2);
    assertEquals("nvme1:0", hardware.place(onNvme));
    assertEquals("", onNvme.backing().type());
  }

  @Test
  void adapters_are_read_whatever_they_are_plugged_into_and_even_without_an_address() {
    List<EthernetCard> adapters = hardware(Projection.vm(VM)).adapters();
    assertEquals(3, adapters.size());
    assertEquals("dvportgroup-5", adapters.get(0).backing().portgroupKey());
    assertEquals(false, adapters.get(0).connected());
    assertEquals(true, adapters.get(0).startConnected());
    assertEquals(new MoRef("Network", "network-7"), adapters.get(1).backing().network());
    assertNull(adapters.get(1).macAddress());
    assertNull(adapters.get(1).connected());
    assertEquals("seg-1", adapters.get(2).backing().opaqueNetworkId());
  }

  @Test
  void devices_newer_than_the_old_api_are_seen_and_unknown_ones_counted() {
    SchemaNotes notes = new SchemaNotes();
    Hardware hardware = hardware(Projection.vm(VM, notes));
    assertTrue(
        hardware.controllers().stream().anyMatch(c -> c.type().equals("VirtualNVMEController")));
    assertEquals("physicalSharing", some(hardware.controller(1000)).sharedBus());
    assertEquals(
        List.of("VirtualTPM", "VirtualPCIPassthrough", "VirtualQuantumCard"),
        hardware.others().stream().map(OtherDevice::type).toList());
    assertEquals(1, notes.counts().get("VirtualDevice:VirtualQuantumCard"));
    assertEquals(2, notes.counts().size(), notes.counts().toString());
  }

  @Test
  void the_guest_is_read_and_detailed_addresses_count_before_plain_ones() {
    VirtualMachine vm = Projection.vm(VM);
    List<GuestNic> net = some(vm.guest().net());
    assertEquals(
        List.of(
            new GuestIp("10.1.2.3", 24, "preferred", "dhcp"),
            new GuestIp("fe80::1", 64, "duplicate", null)),
        net.get(0).ipAddress());
    assertEquals(4000, net.get(0).deviceConfigId());
    assertEquals(-1, net.get(1).deviceConfigId(), "an interface of the guest's own");
    assertEquals(List.of(new GuestIp("172.17.0.1", null, null, null)), net.get(1).ipAddress());
  }

  @Test
  void the_snapshot_tree_is_read_and_a_state_that_we_do_not_know_is_counted() {
    SchemaNotes notes = new SchemaNotes();
    SnapshotInfo snapshot = some(Projection.vm(VM, notes).snapshot());
    assertEquals(2, snapshot.depth());
    SnapshotNode root = snapshot.rootSnapshotList().get(0);
    assertEquals("before patch", root.name());
    assertEquals("by Bob, pwd=***", root.description());
    assertEquals(Instant.parse("2026-11-01T01:03:04.500Z"), root.createTime());
    assertEquals(VmPowerState.POWERED_ON, root.state());
    assertNull(root.childSnapshotList().get(0).state());
    assertEquals(1, notes.counts().get("VmPowerState:hibernated"));
  }

  @Test
  void of_the_layout_the_files_of_disks_and_snapshots_are_kept() {
    FileLayout layout = some(Projection.vm(VM).layoutEx());
    assertEquals(
        List.of("diskDescriptor", "diskExtent"),
        layout.file().stream().map(file -> file.type()).toList());
    assertEquals(42_949_672_960L, some(layout.file(5)).size());
    assertNull(some(layout.file(5)).accessible());
    assertEquals(List.of(List.of(4, 5), List.of(6)), layout.disk().get(0).chain());
    assertEquals(-1, layout.snapshot().get(0).memoryKey());
    assertEquals(9, layout.snapshot().get(0).dataKey());
    assertEquals(Instant.parse("2026-11-20T09:00:00Z"), layout.timestamp());
  }

  @Tag("F50")
  @Test
  void neither_guestinfo_nor_ovf_values_nor_passwords_are_held() {
    VirtualMachine vm = Projection.vm(VM);
    String all = vm.toString();
    assertFalse(all.contains("must-not-be-held"), all);
    assertFalse(all.contains("S3cret"), all);
    assertFalse(all.contains("hunter2"), all);
    assertEquals(
        Map.of(
            "ctkenabled", "TRUE",
            "scsi0:0.ctkenabled", "true",
            "hdcs.agent", "true",
            "vmx.reboot.powercycle", "TRUE"),
        vm.config().extraConfig().values());
    assertEquals(
        Map.of("Owner", "team A", "field 102", "", "Root password", "***"), vm.customValues());
    assertEquals("Owner: Bob\nroot password: ***", vm.config().origin().annotation());
  }

  @Test
  void guestinfo_is_not_held_either_when_somebody_asks_for_it_by_key() {
    VirtualMachine vm =
        Projection.vm(
            object(
                "VirtualMachine",
                "vm-1",
                property(
                    "config.extraConfig[\"guestinfo.userdata\"]",
                    "<key>guestinfo.userdata</key><value>must-not-be-held</value>")));
    assertTrue(vm.config().extraConfig().values().isEmpty());
  }

  @Test
  void a_host_is_read() {
    Host host = Projection.host(HOST);
    assertEquals("esx01.example.org", host.name());
    assertEquals(HostConnectionState.NOT_RESPONDING, host.runtime().connectionState());
    assertEquals(HostPowerState.UNKNOWN, host.runtime().powerState());
    assertEquals(true, host.runtime().inMaintenanceMode());
    assertEquals(true, host.summary().rebootRequired());
    assertEquals("24022510", host.summary().build());
    assertEquals(549_755_813_888L, host.summary().memorySizeBytes());
    assertEquals(300_000, host.summary().overallMemoryUsageMB());
    assertEquals(List.of("0.pool.ntp.org", "10.0.0.1"), host.config().ntpServers());
    assertEquals(new HostService("ntpd", true, "on"), host.config().service("ntpd"));
  }

  @Test
  void clusters_datastores_and_networks_are_read_in_both_forms() {
    String cluster =
        object(
            "ClusterComputeResource",
            "domain-c7",
            property("name", "Prod"),
            property(
                "host",
                "<ManagedObjectReference type=\"HostSystem\">host-1</ManagedObjectReference>"),
            property("summary", "<usageSummary><totalVmCount>12</totalVmCount></usageSummary>"),
            property(
                "configurationEx",
                "<dasConfig><enabled>true</enabled></dasConfig><drsConfig><enabled>false</enabled>"
                    + "<defaultVmBehavior>manual</defaultVmBehavior></drsConfig>"
                    + "<dpmConfigInfo><enabled>true</enabled></dpmConfigInfo>"));
    Cluster whole = Projection.place(cluster).cluster();
    assertEquals(12, whole.totalVmCount());
    assertEquals(true, whole.dasEnabled());
    assertEquals(false, whole.drsEnabled());
    assertEquals("manual", whole.drsBehavior());
    assertEquals(true, whole.dpmEnabled());
    assertEquals(List.of(new MoRef("HostSystem", "host-1")), whole.host());
    assertEquals(
        whole,
        Projection.place(Projection.byPaths(cluster, paths(ClusterProperty.values()))).cluster());

    String datastore =
        object(
            "Datastore",
            "datastore-1",
            property("name", "SAN 01"),
            property(
                "summary",
                "<url>ds:///vmfs/volumes/1/</url><capacity>100</capacity><freeSpace>40</freeSpace>"
                    + "<uncommitted>7</uncommitted><accessible>true</accessible><type>VMFS</type>"
                    + "<maintenanceMode>normal</maintenanceMode>"),
            property("info", "<maxFileSize>9223372036854775807</maxFileSize>"));
    Datastore read = Projection.place(datastore).datastore();
    assertEquals(
        new Datastore(
            new MoRef("Datastore", "datastore-1"),
            "SAN 01",
            null,
            "VMFS",
            100L,
            40L,
            7L,
            true,
            "normal",
            "ds:///vmfs/volumes/1/",
            Long.MAX_VALUE,
            read.unreadable()),
        read);
    assertEquals(
        read,
        Projection.place(Projection.byPaths(datastore, paths(DatastoreProperty.values())))
            .datastore());

    Network network =
        Projection.place(
                object(
                    "DistributedVirtualPortgroup",
                    "dvportgroup-5",
                    property("summary.accessible", "false"),
                    property("key", "dvportgroup-5")))
            .network();
    assertEquals("dvportgroup-5", network.name(), "the moId when there is no name");
    assertEquals(false, network.accessible());
  }

  @Test
  void the_disks_of_a_snapshot_are_read_and_unset_is_not_none() {
    String device =
        "<device xsi:type=\"VirtualDisk\"><key>2000</key><backing"
            + " xsi:type=\"VirtualDiskFlatVer2BackingInfo\"><changeId>52 66/9</changeId></backing>"
            + "</device>";
    String whole =
        object(
            "VirtualMachineSnapshot",
            "snapshot-7",
            property("config", "<hardware>" + device + "</hardware>"));
    assertEquals("52 66/9", some(Projection.snapshot(whole).disks()).get(0).backing().changeId());
    assertEquals(
        Projection.snapshot(whole),
        Projection.snapshot(Projection.byPaths(whole, List.of("config.hardware.device"))));
    assertNull(Projection.snapshot(object("VirtualMachineSnapshot", "snapshot-7")).disks());
  }

  @Tag("F11")
  @Test
  void a_property_without_a_value_is_unset_and_not_unreadable() {
    VirtualMachine vm =
        Projection.vm(
            object(
                "VirtualMachine",
                "vm-1",
                "<propSet><name>snapshot</name></propSet>",
                "<propSet><name>config.changeTrackingEnabled</name></propSet>",
                property("name", "a")));
    assertNull(vm.snapshot());
    assertNull(vm.config().changeTrackingEnabled());
    assertEquals("a", vm.name());
    assertTrue(vm.unreadable().isEmpty());
  }

  @Test
  void an_empty_array_is_not_an_unset_one() {
    VirtualMachine empty =
        Projection.vm(
            object(
                "VirtualMachine",
                "vm-1",
                property("disabledMethod", ""),
                property("guest.net", ""),
                property("config.hardware.device", ""),
                property("config.extraConfig", "")));
    assertEquals(List.of(), empty.activity().disabledMethod());
    assertEquals(List.of(), empty.guest().net());
    assertEquals(List.of(), hardware(empty).disks());
    assertTrue(empty.config().extraConfig().complete());
    VirtualMachine unset = Projection.vm(object("VirtualMachine", "vm-1"));
    assertNull(unset.activity().disabledMethod());
    assertNull(unset.guest().net());
    assertNull(unset.config().hardware());
    assertFalse(unset.config().extraConfig().complete());
  }

  @Tag("F8")
  @Test
  void a_constant_that_we_do_not_know_makes_its_property_unreadable_and_is_counted() {
    SchemaNotes notes = new SchemaNotes();
    VirtualMachine vm =
        Projection.vm(
            object(
                "VirtualMachine",
                "vm-1",
                property(
                    "runtime",
                    "<connectionState>quantum</connectionState><powerState>poweredOn</powerState>")),
            notes);
    assertNull(vm.runtime().connectionState());
    assertEquals(
        "UnknownConstant:VmConnectionState:quantum",
        vm.unreadable().fault(VmProperty.CONNECTION_STATE));
    assertNull(vm.unreadable().fault(VmProperty.POWER_STATE));
    assertEquals(Map.of("VmConnectionState:quantum", 1), notes.counts());

    Host host =
        Projection.host(
            object("HostSystem", "host-1", property("runtime.powerState", "hibernating")));
    assertEquals(
        "UnknownConstant:HostPowerState:hibernating",
        host.unreadable().fault(HostProperty.POWER_STATE));
  }

  @Tag("F11")
  @Test
  void a_missing_set_is_kept_for_its_object_and_property() {
    VirtualMachine vm =
        Projection.vm(
            object(
                "VirtualMachine",
                "vm-1",
                property("name", "a"),
                missing("layoutEx", "NoPermission"),
                missing("config.extraConfig", "NoPermission"),
                missing("runtime", "SystemError")));
    assertEquals("NoPermission", vm.unreadable().fault(VmProperty.LAYOUT));
    assertEquals("NoPermission", vm.unreadable().fault(VmProperty.EXTRA_CONFIG_TRACKING));
    assertEquals("SystemError", vm.unreadable().fault(VmProperty.POWER_STATE));
    assertNull(vm.unreadable().fault(VmProperty.NAME));
    assertNull(vm.unreadable().fault(VmProperty.INSTANCE_UUID));
  }

  @Test
  void a_key_that_the_array_does_not_have_is_absent_and_not_unreadable() {
    VirtualMachine vm =
        Projection.vm(
            object(
                "VirtualMachine",
                "vm-1",
                missing("config.extraConfig[\"ctkEnabled\"]", "InvalidProperty"),
                missing("config.extraConfig[\"HDCS.agent\"]", "NoPermission")));
    assertNull(vm.unreadable().fault(VmProperty.EXTRA_CONFIG_TRACKING));
    assertEquals("NoPermission", vm.unreadable().fault(VmProperty.EXTRA_CONFIG_ROLE));
  }

  @Tag("F11")
  @Test
  void a_session_that_is_gone_is_a_fault_and_never_an_empty_machine() {
    Fault e =
        assertThrows(
            Fault.class,
            () ->
                Projection.vm(
                    object("VirtualMachine", "vm-1", missing("name", "NotAuthenticated"))));
    assertEquals(FaultKind.LOG_IN_AGAIN, e.kind());
  }

  @Tag("F8")
  @Test
  void fields_that_we_do_not_know_are_skipped_at_every_depth() {
    String more =
        VM.replace("<powerState>", "<newer><a><powerState>x</powerState></a></newer><powerState>")
            .replace("<numCPU>", "<quantum><numCPU>9</numCPU></quantum><numCPU>")
            .replace("<changeId>", "<later>1</later><changeId>")
            .replace("<deviceConfigId>", "<dns><b/></dns><deviceConfigId>");
    assertEquals(Projection.vm(VM), Projection.vm(more));
  }

  @Test
  void an_object_of_nobody_is_left_alone() {
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> Projection.vm("<ObjectContent><propSet><name>name</name></propSet></ObjectContent>"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<ObjectContent>", "<!DOCTYPE a []><a/>", "<a>&undefined;</a>"})
  void what_is_not_xml_is_a_bad_reply(String text) {
    assertThrows(BadReply.class, () -> Projection.vm(text));
  }

  @Tag("F8")
  @Test
  void snapshots_nested_without_end_are_refused() {
    String open = "<childSnapshotList><name>x</name>".repeat(2_000);
    String close = "</childSnapshotList>".repeat(2_000);
    assertThrows(
        BadReply.class,
        () ->
            Projection.vm(
                object(
                    "VirtualMachine",
                    "vm-1",
                    property(
                        "snapshot", "<rootSnapshotList>" + open + close + "</rootSnapshotList>"))));
  }
}
