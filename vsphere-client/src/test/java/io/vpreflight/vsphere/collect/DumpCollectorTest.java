// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import static io.vpreflight.vsphere.collect.ADump.property;
import static io.vpreflight.vsphere.collect.ADump.reference;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.FileProblem;
import io.vpreflight.vsphere.VSphereException.BadFile;
import io.vpreflight.vsphere.inventory.AgentMemory;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.EventRecord;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.SnapshotProperty;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.inventory.UnparsedObject;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpCollectorTest {
  private static final CollectionRequest REQUEST =
      new CollectionRequest(Set.of(), Duration.ofHours(24));

  private final Path temp;

  DumpCollectorTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private Inventory read(Path dump) {
    return new DumpCollector(dump).collect(REQUEST, CollectionProgress.NONE);
  }

  private Inventory read(ADump dump) {
    return read(dump.folder(temp));
  }

  private static boolean isCollected(Inventory inventory, Property property) {
    return inventory.coverage().isCollected(property);
  }

  private static void assertConservation(Coverage coverage) {
    assertEquals(coverage.asked(), coverage.got() + coverage.missing() + coverage.gone());
    assertTrue(coverage.missing() >= 0, "missing " + coverage.missing());
  }

  @Test
  void a_vcenter_is_called_what_it_calls_itself() {
    String settings =
        "<OptionValue><key>event.maxAge</key><value XMLSchema-instance:type=\"xsd:int\">30</value></OptionValue>"
            + "<OptionValue><key>VirtualCenter.InstanceName</key>"
            + "<value XMLSchema-instance:type=\"xsd:string\">vc.example.org</value></OptionValue>";
    Inventory inventory =
        read(
            ADump.ofVCenter()
                .object(
                    "OptionManager",
                    "VpxSettings",
                    property("setting", "ArrayOfOptionValue", settings)));
    assertEquals("vc.example.org", inventory.vcenter().name());
  }

  @Test
  void everything_of_a_dump_is_read_whatever_was_asked_for() {
    Inventory inventory =
        read(
            ADump.ofVCenter()
                .object("Folder", "group-d1", property("name", "xsd:string", "Datacenters"))
                .object(
                    "Datacenter",
                    "datacenter-2",
                    property("name", "xsd:string", "Paris"),
                    reference("parent", "Folder", "group-d1"))
                .object(
                    "ClusterComputeResource",
                    "domain-c7",
                    property("name", "xsd:string", "Prod"),
                    property(
                        "configurationEx",
                        "ClusterConfigInfoEx",
                        "<drsConfig><enabled>true</enabled></drsConfig>"))
                .object(
                    "Datastore",
                    "datastore-9",
                    property("name", "xsd:string", "ds1"),
                    property(
                        "summary", "DatastoreSummary", "<capacity>100</capacity><type>VMFS</type>"))
                .object(
                    "DistributedVirtualPortgroup",
                    "dvportgroup-3",
                    property("name", "xsd:string", "pg"),
                    property("key", "xsd:string", "dvportgroup-3"))
                .host("host-1", "esx1")
                .vm("vm-42", "web", "<instanceUuid>u</instanceUuid><template>false</template>"));

    VirtualMachine vm = inventory.virtualMachines().get(0);
    assertEquals(new MoRef("VirtualMachine", "vm-42"), vm.ref());
    assertEquals("web", vm.name());
    assertEquals("u", vm.config().instanceUuid());
    assertEquals(new MoRef("Folder", "group-v3"), vm.placement().parent());
    assertEquals(VmPowerState.POWERED_ON, vm.runtime().powerState());
    assertEquals(true, inventory.clusters().get(0).drsEnabled());
    assertEquals("VMFS", inventory.datastores().get(0).type());
    assertEquals("dvportgroup-3", inventory.networks().get(0).key());
    assertEquals("Paris", inventory.containers().get(0).name());
    assertEquals("esx1", inventory.hosts().get(0).name());

    assertEquals(ADump.VCENTER_UUID, inventory.vcenter().instanceUuid());
    assertEquals("dump", inventory.vcenter().name());
    assertEquals(Instant.parse("2026-11-21T12:00:00Z"), inventory.vcenter().collectedAt());
    assertEquals("8.0.3.0", inventory.vcenter().apiVersion());
    assertEquals(7, inventory.coverage().asked());
    assertEquals(7, inventory.coverage().got());
    assertConservation(inventory.coverage());
    assertTrue(inventory.coverage().bytes() > 1000);
  }

  @Test
  void a_file_never_says_that_it_shows_everything() {
    Coverage coverage = read(ADump.ofVCenter()).coverage();
    assertEquals(Coverage.View.NOT_VERIFIED, coverage.view());
    assertEquals("object dump", coverage.viewEvidence().get("source"));
    assertEquals("serverClock", coverage.viewEvidence().get("collectedAt"));
  }

  @Test
  void a_zip_gives_the_same_as_its_folder_whether_the_folder_is_packed_with_it_or_not() {
    ADump dump = ADump.ofVCenter().host("host-1", "esx1").vm("vm-1", "a", "").vm("vm-2", "b", "");
    Inventory folder = read(dump);
    for (String prefix : List.of("", "my-vcenter/", "./my-vcenter/")) {
      Inventory zip = read(dump.zip(temp, prefix));
      assertEquals(folder.virtualMachines(), zip.virtualMachines());
      assertEquals(folder.hosts(), zip.hosts());
      assertEquals(folder.coverage(), zip.coverage());
      assertEquals("dump", zip.vcenter().name());
    }
  }

  @Test
  void without_a_server_clock_the_newest_file_tells_the_time_and_the_evidence_says_so()
      throws IOException {
    Path folder =
        new ADump()
            .object(
                "ServiceInstance",
                "ServiceInstance",
                ADump.serviceContent("VirtualCenter", "<instanceUuid>u</instanceUuid>"))
            .host("host-1", "esx1")
            .folder(temp);
    Instant saved = Instant.parse("2026-10-01T08:30:00Z");
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(saved.minusSeconds(60)));
      }
    }
    Files.setLastModifiedTime(folder.resolve("0001-HostSystem-host-1.xml"), FileTime.from(saved));
    Files.writeString(folder.resolve("README"), "written later, and no part of the dump");

    Inventory inventory = read(folder);
    assertEquals(saved, inventory.vcenter().collectedAt());
    assertEquals("time of the newest file", inventory.coverage().viewEvidence().get("collectedAt"));
  }

  @Test
  void a_stand_alone_host_is_known_by_its_hardware() {
    String[] where = {
      property("summary", "HostListSummary", "<hardware><uuid>4c4c4544</uuid></hardware>"),
      property("hardware", "HostHardwareInfo", "<systemInfo><uuid>4c4c4544</uuid></systemInfo>")
    };
    for (int i = 0; i < where.length; i++) {
      ADump dump =
          new ADump()
              .object("ServiceInstance", "ServiceInstance", ADump.serviceContent("HostAgent", ""))
              .object("HostSystem", "ha-host", where[i]);
      Inventory inventory = read(dump.folder(temp.resolve("esxi" + i)));
      assertEquals("4c4c4544", inventory.vcenter().instanceUuid());
      assertFalse(inventory.vcenter().about().isVirtualCenter());
    }
  }

  @Test
  void a_dump_of_nobody_is_refused() {
    ADump dump =
        new ADump()
            .object("ServiceInstance", "ServiceInstance", ADump.serviceContent("HostAgent", ""));
    BadFile e = assertThrows(BadFile.class, () -> read(dump));
    assertEquals(FileProblem.INCOMPLETE, e.problem());
  }

  @Test
  void a_broken_file_is_named_and_the_rest_is_read() {
    ADump dump = ADump.ofVCenter().vm("vm-1", "good", "").vm("vm-2", "cut", "");
    String whole = "<ObjectContent><obj type=\"VirtualMachine\">vm-3</obj><propSet><name>na";
    dump.file(dump.name("VirtualMachine", "vm-3"), whole)
        .file(dump.name("VirtualMachine", "vm-4"), "")
        .file(dump.name("VirtualMachine", "vm-5"), "<!DOCTYPE x [<!ENTITY e \"v\">]><x>&e;</x>")
        .file(
            dump.name("VirtualMachine", "vm-6"),
            "<ObjectContent><obj type=\"VirtualMachine\">vm-1</obj></ObjectContent>");

    Inventory inventory = read(dump);
    assertEquals(
        List.of("good", "cut"),
        inventory.virtualMachines().stream().map(VirtualMachine::name).toList());
    assertEquals(
        List.of("vm-3", "vm-4", "vm-5", "vm-6"),
        inventory.coverage().unparsed().stream().map(each -> each.ref().moId()).toList());
    UnparsedObject first = inventory.coverage().unparsed().get(0);
    assertTrue(first.reason().startsWith("0003-VirtualMachine-vm-3.xml: not XML"), first.reason());
    assertEquals(6, inventory.coverage().asked());
    assertEquals(2, inventory.coverage().got());
    assertEquals(4, inventory.coverage().missing());
    assertConservation(inventory.coverage());
  }

  @Test
  void a_missing_set_is_unreadable_also_below_the_path_that_it_names() {
    String missing =
        "<missingSet><path>config</path><fault><fault"
            + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"NoPermission\">"
            + "</fault></fault></missingSet>";
    VirtualMachine vm =
        read(ADump.ofVCenter().object("VirtualMachine", "vm-1", missing)).virtualMachines().get(0);
    assertEquals("NoPermission", vm.unreadable().fault(VmProperty.INSTANCE_UUID));
    assertEquals("NoPermission", vm.unreadable().fault(VmProperty.EXTRA_CONFIG_TRACKING));
    assertNull(vm.unreadable().fault(VmProperty.SNAPSHOT));
  }

  @Test
  void what_every_machine_has_and_the_file_of_one_lacks_is_unreadable_and_not_unset() {
    Inventory inventory =
        read(
            ADump.ofVCenter()
                .vm("vm-1", "whole", "<uuid>b</uuid>")
                .object("VirtualMachine", "vm-2", property("name", "xsd:string", "hidden")));
    VirtualMachine hidden = inventory.virtualMachines().get(1);
    assertEquals("NotInDump", hidden.unreadable().fault(VmProperty.POWER_STATE));
    assertTrue(isCollected(inventory, VmProperty.POWER_STATE));
    // An inaccessible machine has no config, so that its absence alone proves nothing.
    assertNull(hidden.unreadable().fault(VmProperty.BIOS_UUID));
  }

  @Test
  void a_connected_machine_without_config_was_not_saved_whole() {
    Inventory inventory =
        read(
            ADump.ofVCenter()
                .vm("vm-1", "whole", "")
                .object(
                    "VirtualMachine",
                    "vm-2",
                    property(
                        "runtime",
                        "VirtualMachineRuntimeInfo",
                        "<connectionState>connected</connectionState>"))
                .object(
                    "VirtualMachine",
                    "vm-3",
                    property(
                        "runtime",
                        "VirtualMachineRuntimeInfo",
                        "<connectionState>inaccessible</connectionState>")));
    assertEquals(
        "NotInDump",
        inventory.virtualMachines().get(1).unreadable().fault(VmProperty.INSTANCE_UUID));
    assertNull(inventory.virtualMachines().get(2).unreadable().fault(VmProperty.INSTANCE_UUID));
  }

  @Test
  void what_no_object_of_a_type_has_was_not_collected_but_a_snapshot_may_lack_everywhere() {
    Inventory inventory = read(ADump.ofVCenter().vm("vm-1", "a", "").host("host-1", "esx1"));
    assertTrue(isCollected(inventory, VmProperty.BIOS_UUID));
    assertTrue(isCollected(inventory, VmProperty.EXTRA_CONFIG_ALL));
    assertTrue(isCollected(inventory, VmProperty.SNAPSHOT));
    assertTrue(isCollected(inventory, HostProperty.REBOOT_REQUIRED));
    assertFalse(isCollected(inventory, VmProperty.LAYOUT));
    assertFalse(isCollected(inventory, VmProperty.GUEST_NET));
    assertFalse(isCollected(inventory, HostProperty.SERVICES));
  }

  @Test
  void what_no_machine_has_is_told_once_and_not_of_every_machine() {
    Inventory inventory =
        read(
            ADump.ofVCenter()
                .object("VirtualMachine", "vm-1", property("name", "xsd:string", "a"))
                .object("VirtualMachine", "vm-2", property("name", "xsd:string", "b")));
    assertFalse(isCollected(inventory, VmProperty.POWER_STATE));
    assertTrue(inventory.virtualMachines().get(0).unreadable().isEmpty());
  }

  @Tag("F17")
  @Test
  void what_the_api_version_does_not_know_was_not_collected() {
    ADump dump =
        new ADump()
            .object(
                "ServiceInstance",
                "ServiceInstance",
                ADump.serviceContent("VirtualCenter", "<instanceUuid>u</instanceUuid>")
                    .replace("8.0.3.0", "6.5"))
            .vm("vm-1", "a", "");
    Inventory inventory = read(dump);
    assertTrue(isCollected(inventory, VmProperty.SECURE_BOOT));
    assertFalse(isCollected(inventory, VmProperty.CREATE_DATE));
    assertFalse(isCollected(inventory, VmProperty.REBOOT_POWER_OFF));
  }

  @Test
  void the_whole_extra_configuration_is_complete_and_never_holds_guestinfo() {
    VirtualMachine vm =
        read(ADump.ofVCenter()
                .vm(
                    "vm-1",
                    "a",
                    "<extraConfig><key>guestinfo.userdata</key><value>SECRET</value>"
                        + "</extraConfig><extraConfig><key>scsi0:0.ctkEnabled</key>"
                        + "<value>TRUE</value></extraConfig>"))
            .virtualMachines()
            .get(0);
    assertTrue(vm.config().extraConfig().complete());
    assertEquals(Map.of("scsi0:0.ctkenabled", "TRUE"), vm.config().extraConfig().values());
  }

  private static final String TREE =
      "<currentSnapshot type=\"VirtualMachineSnapshot\">snapshot-7</currentSnapshot>"
          + "<rootSnapshotList><snapshot type=\"VirtualMachineSnapshot\">snapshot-7</snapshot>"
          + "<vm type=\"VirtualMachine\">vm-1</vm><name>before patch</name><id>1</id>"
          + "<childSnapshotList><snapshot type=\"VirtualMachineSnapshot\">snapshot-8</snapshot>"
          + "<name>child</name><id>2</id></childSnapshotList></rootSnapshotList>";

  @Test
  void snapshot_objects_that_govc_does_not_save_are_not_collected() {
    Inventory inventory =
        read(
            ADump.ofVCenter()
                .vm("vm-1", "a", "", property("snapshot", "VirtualMachineSnapshotInfo", TREE)));
    assertEquals(2, assertNotNullTree(inventory));
    assertFalse(isCollected(inventory, SnapshotProperty.DEVICES));
    assertEquals(1, inventory.coverage().asked());
  }

  @Test
  void a_snapshot_object_that_lacks_beside_another_is_missing() {
    Inventory inventory =
        read(
            ADump.ofVCenter()
                .vm("vm-1", "a", "", property("snapshot", "VirtualMachineSnapshotInfo", TREE))
                .object(
                    "VirtualMachineSnapshot",
                    "snapshot-7",
                    property(
                        "config",
                        "VirtualMachineConfigInfo",
                        "<hardware><device"
                            + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                            + " xsi:type=\"VirtualDisk\"><key>2000</key><backing"
                            + " xsi:type=\"VirtualDiskFlatVer2BackingInfo\"><changeId>52 66/9"
                            + "</changeId></backing></device></hardware>")));
    assertTrue(isCollected(inventory, SnapshotProperty.DEVICES));
    assertEquals("52 66/9", assertNotNullDisks(inventory));
    assertEquals(3, inventory.coverage().asked());
    assertEquals(1, inventory.coverage().missing());
    assertConservation(inventory.coverage());
  }

  private static int assertNotNullTree(Inventory inventory) {
    var snapshot = inventory.virtualMachines().get(0).snapshot();
    assertNotNull(snapshot);
    return snapshot.all().size();
  }

  private static String assertNotNullDisks(Inventory inventory) {
    var disks = inventory.snapshots().get(0).disks();
    assertNotNull(disks);
    return String.valueOf(disks.get(0).backing().changeId());
  }

  @Test
  void facts_count_as_collected_only_where_the_dump_has_their_file() {
    Inventory without = read(ADump.ofVCenter().vm("vm-1", "a", ""));
    for (VCenterFact fact : VCenterFact.values()) {
      assertFalse(isCollected(without, fact), fact.name());
    }
    assertNull(without.history().reach().eventsSince());
  }

  @Test
  void history_of_the_window_is_read_and_sorted() {
    ADump dump =
        ADump.ofVCenter()
            .object(
                "Folder",
                "group-d1",
                property(
                    "triggeredAlarmState",
                    "ArrayOfAlarmState",
                    "<AlarmState><entity type=\"HostSystem\">host-1</entity>"
                        + "<alarm type=\"Alarm\">alarm-5</alarm>"
                        + "<overallStatus>red</overallStatus></AlarmState>"))
            .object("Alarm", "alarm-5", property("info", "AlarmInfo", "<name>Host memory</name>"))
            .object(
                "EventHistoryCollector",
                "history",
                property(
                    "latestPage",
                    "ArrayOfEvent",
                    event(3, "2026-11-21T11:00:00Z")
                        + event(2, "2026-11-21T10:00:00Z")
                        + event(1, "2026-11-01T00:00:00Z")))
            .object(
                "TaskHistoryCollector",
                "history",
                property(
                    "latestPage",
                    "ArrayOfTaskInfo",
                    task("task-9", "success", "2026-11-21T11:00:00Z")
                        + task("task-8", "success", "2026-11-01T00:00:00Z")
                        + task("task-7", "running", "2026-11-01T00:00:00Z")))
            .object(
                "Task",
                "task-10",
                property(
                    "info",
                    "TaskInfo",
                    "<key>task-10</key><state>running</state>"
                        + "<queueTime>2026-11-21T11:59:00Z</queueTime>"))
            .object(
                "PerformanceManager",
                "PerfMgr",
                property(
                    "perfCounter",
                    "ArrayOfPerfCounterInfo",
                    "<PerfCounterInfo><key>499</key><nameInfo><key>resourceMemConsumed</key>"
                        + "</nameInfo><groupInfo><key>sys</key></groupInfo></PerfCounterInfo>"))
            .file(
                "PerformanceManager-PerfMgr/QueryPerf.xml",
                "<QueryPerfResponse xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\">"
                    + "<returnval i:type=\"PerfEntityMetric\">"
                    + "<entity type=\"HostSystem\">host-1</entity>"
                    + "<value i:type=\"PerfMetricIntSeries\"><id><counterId>499</counterId>"
                    + "<instance>host/vim/vmvisor/hostd</instance></id><value>190000</value>"
                    + "</value></returnval></QueryPerfResponse>");

    Inventory inventory = read(dump);
    assertEquals(
        List.of(2, 3), inventory.history().events().stream().map(EventRecord::key).toList());
    assertEquals(Instant.parse("2026-11-20T12:00:00Z"), inventory.history().reach().eventsSince());
    assertEquals(
        List.of("task-7", "task-9", "task-10"),
        inventory.history().tasks().stream().map(TaskRecord::key).toList());
    assertEquals("Host memory", inventory.history().alarms().get(0).alarm());
    assertEquals(
        List.of(
            new AgentMemory(
                new MoRef("HostSystem", "host-1"), "host/vim/vmvisor/hostd", 190_000, null)),
        inventory.history().agentMemory());
    assertTrue(isCollected(inventory, VCenterFact.EVENTS));
    assertTrue(isCollected(inventory, VCenterFact.TASKS));
    assertTrue(isCollected(inventory, VCenterFact.ALARMS));
    assertTrue(isCollected(inventory, VCenterFact.HOST_AGENT_MEMORY));
    assertFalse(isCollected(inventory, VCenterFact.HOST_LOG));
    assertTrue(inventory.history().unreadable().isEmpty());
  }

  @Test
  void events_are_known_only_since_the_oldest_one_of_the_page() {
    Inventory inventory =
        read(
            ADump.ofVCenter()
                .object(
                    "EventHistoryCollector",
                    "history",
                    property("latestPage", "ArrayOfEvent", event(3, "2026-11-21T11:00:00Z"))));
    assertEquals(Instant.parse("2026-11-21T11:00:00Z"), inventory.history().reach().eventsSince());
  }

  @Test
  void a_history_that_cannot_be_understood_is_unreadable_and_does_not_look_like_silence() {
    ADump dump = ADump.ofVCenter();
    dump.file(dump.name("EventHistoryCollector", "history"), "<ObjectContent><obj");
    Inventory inventory = read(dump);
    assertTrue(isCollected(inventory, VCenterFact.EVENTS));
    assertEquals("NotUnderstood", inventory.history().unreadable().fault(VCenterFact.EVENTS));
    assertEquals("EventHistoryCollector", inventory.coverage().unparsed().get(0).ref().type());
    assertConservation(inventory.coverage());
  }

  @Test
  void custom_values_get_their_names() {
    Inventory inventory =
        read(
            ADump.ofVCenter()
                .vm(
                    "vm-1",
                    "a",
                    "",
                    property(
                        "customValue",
                        "ArrayOfCustomFieldValue",
                        "<CustomFieldValue><key>101</key><value>team A</value></CustomFieldValue>"
                            + "<CustomFieldValue><key>102</key><value></value>"
                            + "</CustomFieldValue>"))
                .object(
                    "CustomFieldsManager",
                    "CustomFieldsManager",
                    property(
                        "field",
                        "ArrayOfCustomFieldDef",
                        "<CustomFieldDef><key>101</key><name>Owner</name></CustomFieldDef>")));
    assertEquals(
        Map.of("Owner", "team A", "field 102", ""),
        inventory.virtualMachines().get(0).customValues());
    assertTrue(isCollected(inventory, VCenterFact.CUSTOM_FIELDS));
  }

  @Test
  void escaped_mo_ids_are_read_as_govc_wrote_them() {
    Inventory inventory =
        read(
            ADump.ofVCenter()
                .object(
                    "Network",
                    "HaNetwork-VM Network/ü",
                    property("name", "xsd:string", "VM Network")));
    assertEquals("HaNetwork-VM Network/ü", inventory.networks().get(0).ref().moId());
    assertTrue(inventory.coverage().unparsed().isEmpty());
  }

  @Test
  void a_folder_without_a_dump_or_with_several_is_told_so() throws IOException {
    Path empty = Files.createDirectories(temp.resolve("empty"));
    BadFile none = assertThrows(BadFile.class, () -> read(empty));
    assertEquals(FileProblem.INCOMPLETE, none.problem());
    assertTrue(String.valueOf(none.getMessage()).contains("govc object.save"), none.getMessage());

    Path both = temp.resolve("both");
    ADump.ofVCenter().folder(both.resolve("a"));
    ADump.ofVCenter().folder(both.resolve("b"));
    BadFile several = assertThrows(BadFile.class, () -> read(both));
    assertEquals(FileProblem.WRONG_KIND, several.problem());
    assertTrue(
        String.valueOf(several.getMessage()).contains("a/dump/, b/dump/"), several.getMessage());

    BadFile nothing = assertThrows(BadFile.class, () -> read(temp.resolve("nowhere")));
    assertEquals(FileProblem.MISSING, nothing.problem());
  }

  private static String event(int key, String created) {
    return "<Event><key>" + key + "</key><createdTime>" + created + "</createdTime></Event>";
  }

  private static String task(String key, String state, String queued) {
    return "<TaskInfo><key>"
        + key
        + "</key><state>"
        + state
        + "</state><queueTime>"
        + queued
        + "</queueTime></TaskInfo>";
  }
}
