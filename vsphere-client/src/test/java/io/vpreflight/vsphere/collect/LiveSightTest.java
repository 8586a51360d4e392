// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.ClusterRules;
import io.vpreflight.vsphere.FaultKind;
import io.vpreflight.vsphere.HostState;
import io.vpreflight.vsphere.RepairProbes.ChangedAreas;
import io.vpreflight.vsphere.RepairProbes.MoveCheck;
import io.vpreflight.vsphere.RepairSight;
import io.vpreflight.vsphere.SnapshotRef;
import io.vpreflight.vsphere.TaskState;
import io.vpreflight.vsphere.TaskState.State;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.VmState;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostPowerState;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.testing.SoapServer;
import io.vpreflight.vsphere.testing.Xml;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a repair looks at, held against what vCenter answers. */
@Timeout(600)
class LiveSightTest {
  private static final MoRef VM = new MoRef("VirtualMachine", "vm-1");
  private static final MoRef SNAPSHOT = new MoRef("VirtualMachineSnapshot", "snapshot-2");
  private static final MoRef DATASTORE = new MoRef("Datastore", "datastore-1");
  private static final MoRef TASK = new MoRef("Task", "task-5");
  private static final MoRef OTHER = new MoRef("Task", "task-6");
  private static final String DISK =
      """
      <VirtualDevice xsi:type="VirtualDisk"><key>2000</key>
      <backing xsi:type="VirtualDiskFlatVer2BackingInfo"><fileName>[ds] a/a.vmdk</fileName>
      <diskMode>persistent</diskMode>%s</backing><capacityInKB>1024</capacityInKB>
      </VirtualDevice>
      """;

  private final SoapServer server = new SoapServer();
  private final FakeProperties properties = new FakeProperties(server);
  private final SoapSession session = SoapServer.session(server.repairing());
  private final RepairSession repair = RepairSession.over(session);
  private final RepairSight sight = repair.sight();

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  @Test
  void a_virtual_machine_as_it_is_now_in_one_call() {
    properties.object(
        VM,
        "name",
        "web%2f01",
        "config.instanceUuid",
        "5000",
        "config.uuid",
        "4200",
        "config.changeVersion",
        "v7",
        "config.changeTrackingEnabled",
        "true",
        "config.template",
        "false",
        "runtime.powerState",
        "poweredOn",
        "runtime.connectionState",
        "connected",
        "runtime.consolidationNeeded",
        "false",
        "runtime.question",
        "<id>3</id><text>redo log</text>",
        "runtime.host",
        "host-1",
        "config.hardware.device",
        DISK.formatted(""),
        "datastore",
        "<ManagedObjectReference type=\"Datastore\">datastore-1</ManagedObjectReference>",
        "recentTask",
        "<ManagedObjectReference type=\"Task\">task-5</ManagedObjectReference>",
        "disabledMethod",
        "<string>PowerOnVM_Task</string><string>CreateSnapshot_Task</string>",
        "snapshot",
        tree());
    VmState vm = sight.vm(VM);
    assertEquals("web%2f01", vm.name());
    assertEquals("5000", vm.instanceUuid());
    assertEquals("4200", vm.uuid());
    assertEquals("v7", vm.changeVersion());
    assertEquals(true, vm.changeTrackingEnabled());
    assertEquals(VmPowerState.POWERED_ON, vm.powerState());
    assertEquals(VmConnectionState.CONNECTED, vm.connectionState());
    assertEquals(false, vm.consolidationNeeded());
    assertTrue(vm.question());
    assertEquals(List.of(2000), vm.disks().stream().map(d -> d.key()).toList());
    assertEquals(List.of(TASK), vm.recentTasks());
    assertEquals(List.of(DATASTORE), vm.datastores());
    assertEquals(Set.of("PowerOnVM_Task", "CreateSnapshot_Task"), vm.disabledMethods());
    MoRef root = new MoRef("VirtualMachineSnapshot", "snapshot-1");
    assertEquals(
        List.of(
            new SnapshotRef(root, "base", "", Instant.parse("2026-11-20T06:00:00Z"), null),
            new SnapshotRef(
                SNAPSHOT,
                "vpreflight-cbt-01J-A",
                "digest",
                Instant.parse("2026-11-21T06:00:00Z"),
                root)),
        vm.snapshots());
    assertEquals(1, server.count("RetrievePropertiesEx"));
  }

  @Test
  void a_host_as_it_is_now_in_one_call() {
    MoRef host = new MoRef("HostSystem", "host-1");
    properties.object(
        host,
        "name",
        "esx01",
        "parent",
        "domain-c1",
        "runtime.connectionState",
        "disconnected",
        "runtime.powerState",
        "unknown",
        "runtime.inMaintenanceMode",
        "false",
        "summary.hardware",
        "<uuid>4c4c</uuid><memorySize>4294967296</memorySize>",
        "summary.quickStats.overallMemoryUsage",
        "1024",
        "recentTask",
        "<ManagedObjectReference type=\"Task\">task-5</ManagedObjectReference>",
        "disabledMethod",
        "<string>ReconnectHost_Task</string>");
    HostState seen = sight.host(host);
    assertEquals(seen, sight.target(host));
    assertEquals("4c4c", seen.uuid());
    assertEquals(HostConnectionState.DISCONNECTED, seen.runtime().connectionState());
    assertEquals(HostPowerState.UNKNOWN, seen.runtime().powerState());
    assertNull(seen.runtime().standbyMode());
    assertEquals(false, seen.runtime().inMaintenanceMode());
    assertEquals(3L << 30, seen.memory().freeBytes());
    assertEquals(List.of(TASK), seen.recentTasks());
    assertEquals(Set.of("ReconnectHost_Task"), seen.disabledMethods());
    assertNull(seen.changeVersion());
  }

  @Test
  void the_rules_of_a_cluster_with_their_groups_and_its_exceptions() {
    MoRef cluster = new MoRef("ClusterComputeResource", "domain-c1");
    properties.object(
        cluster,
        "configurationEx.drsConfig",
        "<enabled>true</enabled><enableVmBehaviorOverrides>true</enableVmBehaviorOverrides>"
            + "<defaultVmBehavior>fullyAutomated</defaultVmBehavior>",
        "configurationEx.drsVmConfig",
        "<ClusterDrsVmConfigInfo><key type=\"VirtualMachine\">vm-1</key>"
            + "<behavior>manual</behavior></ClusterDrsVmConfigInfo>"
            + "<ClusterDrsVmConfigInfo><key type=\"VirtualMachine\">vm-2</key>"
            + "<enabled>false</enabled></ClusterDrsVmConfigInfo>",
        "configurationEx.rule",
        "<ClusterRuleInfo xsi:type=\"ClusterAntiAffinityRuleSpec\"><key>1</key>"
            + "<enabled>true</enabled><name>apart</name>"
            + "<vm type=\"VirtualMachine\">vm-1</vm><vm type=\"VirtualMachine\">vm-2</vm>"
            + "</ClusterRuleInfo>"
            + "<ClusterRuleInfo xsi:type=\"ClusterVmHostRuleInfo\"><key>2</key>"
            + "<name>licence</name><vmGroupName>db</vmGroupName>"
            + "<affineHostGroupName>licensed</affineHostGroupName></ClusterRuleInfo>",
        "configurationEx.group",
        "<ClusterGroupInfo xsi:type=\"ClusterVmGroup\"><name>db</name>"
            + "<vm type=\"VirtualMachine\">vm-1</vm></ClusterGroupInfo>"
            + "<ClusterGroupInfo xsi:type=\"ClusterHostGroup\"><name>licensed</name>"
            + "<host type=\"HostSystem\">host-1</host></ClusterGroupInfo>");
    ClusterRules rules = sight.rules(cluster);
    MoRef second = new MoRef("VirtualMachine", "vm-2");
    assertEquals("manual", rules.behaviorOf(VM));
    assertEquals(ClusterRules.OFF, rules.behaviorOf(second));
    assertEquals("fullyAutomated", rules.behaviorOf(new MoRef("VirtualMachine", "vm-3")));
    assertEquals(
        List.of(
            new ClusterRules.Rule(
                "ClusterAntiAffinityRuleSpec", "apart", true, Set.of(VM, second), null, null, null),
            new ClusterRules.Rule(
                "ClusterVmHostRuleInfo", "licence", null, Set.of(), "db", "licensed", null)),
        rules.rules());
    assertEquals(Map.of("db", Set.of(VM)), rules.vmGroups());
    assertEquals(Map.of("licensed", Set.of(new MoRef("HostSystem", "host-1"))), rules.hostGroups());
  }

  @Test
  void what_vcenter_has_not_set_is_null_and_none() {
    properties.object(VM, "name", "empty");
    VmState vm = sight.vm(VM);
    assertNull(vm.changeTrackingEnabled());
    assertNull(vm.powerState());
    assertNull(vm.consolidationNeeded());
    assertFalse(vm.question());
    assertEquals(List.of(), vm.snapshots());
    assertEquals(List.of(), vm.disks());
  }

  @Test
  void a_tree_that_may_not_be_read_is_never_an_empty_one() {
    properties.object(
        VM,
        "name",
        "a",
        "snapshot",
        "<missingSet><path>snapshot</path><fault><fault xsi:type=\"NoPermission\"/></fault>"
            + "</missingSet>");
    Fault denied = assertThrows(Fault.class, () -> sight.vm(VM));
    assertEquals("NoPermission", denied.fault().faultClass());
    assertEquals("snapshot", denied.property());
    assertEquals(FaultKind.ASK_HUMAN, denied.kind());
  }

  @Test
  void a_power_state_of_a_later_version_is_no_state() {
    properties.object(VM, "name", "a", "runtime.powerState", "hibernating");
    assertThrows(Fault.class, () -> sight.vm(VM));
  }

  @Test
  void what_is_gone_is_gone_and_silence_is_not() {
    properties.object(VM, "name", "a");
    properties.gone.add(VM);
    for (boolean named : new boolean[] {true, false}) {
      properties.faultNamesTheGone = named;
      assertEquals(FaultKind.GONE, assertThrows(Fault.class, () -> sight.vm(VM)).kind());
    }
    properties.gone.clear();
    properties.leftOut.add(VM);
    assertThrows(BadReply.class, () -> sight.vm(VM));
  }

  @Test
  void change_ids_come_from_the_snapshot_and_a_disk_without_one_is_not_in_the_map() {
    properties.object(
        SNAPSHOT,
        "config.hardware.device",
        DISK.formatted("<changeId>52 66 b5/249</changeId>")
            + DISK.formatted("").replace("2000", "2001"));
    assertEquals(Map.of(2000, "52 66 b5/249"), sight.changeIds(SNAPSHOT));
    // Without a configuration nothing is known of its disks.
    properties.object(SNAPSHOT, "name", "x");
    assertThrows(BadReply.class, () -> sight.changeIds(SNAPSHOT));
    properties.gone.add(SNAPSHOT);
    assertEquals(FaultKind.GONE, assertThrows(Fault.class, () -> sight.changeIds(SNAPSHOT)).kind());
  }

  @Test
  void room_on_a_datastore() {
    properties.object(
        DATASTORE,
        "name",
        "ds",
        "summary",
        "<capacity>1000</capacity><freeSpace>10</freeSpace><accessible>true</accessible>"
            + "<maintenanceMode>normal</maintenanceMode>");
    assertEquals(10L, sight.datastore(DATASTORE).freeSpaceBytes());
    assertEquals(1000L, sight.datastore(DATASTORE).capacityBytes());
    assertEquals(true, sight.datastore(DATASTORE).accessible());
    assertEquals("normal", sight.datastore(DATASTORE).maintenanceMode());
  }

  @Test
  void the_vcenter_is_asked_who_it_is_each_time() {
    assertEquals("aaaa-bbbb", sight.vcenter());
    server.on(
        "RetrieveServiceContent",
        "<returnval>"
            + Xml.serviceContent("VirtualCenter", "<instanceUuid>cccc</instanceUuid>")
            + "</returnval>");
    assertEquals("cccc", sight.vcenter());
  }

  @Test
  void several_tasks_in_one_call_and_the_forgotten_left_out() {
    info(TASK, "running", "<progress>40</progress>");
    info(
        OTHER,
        "success",
        "<result xsi:type=\"ManagedObjectReference\""
            + " type=\"VirtualMachineSnapshot\">snapshot-2</result>");
    Map<MoRef, TaskState> tasks = sight.tasks(List.of(TASK, OTHER));
    assertEquals(1, server.count("RetrievePropertiesEx"));
    TaskState running = Objects.requireNonNull(tasks.get(TASK));
    assertEquals(State.RUNNING, running.state());
    assertEquals(40, running.progress());
    assertEquals(VM, running.entity());
    assertEquals("VSPHERE.LOCAL\\repair", running.user());
    assertEquals("op-1", running.activationId());
    assertEquals(SNAPSHOT, Objects.requireNonNull(tasks.get(OTHER)).result());
    properties.gone.add(TASK);
    for (boolean named : new boolean[] {true, false}) {
      properties.faultNamesTheGone = named;
      assertEquals(Set.of(OTHER), sight.tasks(List.of(TASK, OTHER)).keySet());
      assertNull(sight.task(TASK));
    }
  }

  @Test
  void a_task_that_may_not_be_read_or_understood_is_not_one_that_is_forgotten() {
    info(TASK, "paused", "");
    assertThrows(BadReply.class, () -> sight.task(TASK));
    properties.object(
        TASK,
        "info",
        "<missingSet><path>info</path><fault><fault xsi:type=\"NoPermission\"/></fault>"
            + "</missingSet>");
    assertThrows(Fault.class, () -> sight.task(TASK));
    properties.object(TASK, "name", "nothing");
    assertThrows(BadReply.class, () -> sight.task(TASK));
  }

  @Test
  void the_tasks_of_a_machine_come_from_the_history_and_from_its_recent_ones() {
    Instant since = Instant.parse("2026-11-21T06:00:00Z");
    MoRef collector = new MoRef("TaskHistoryCollector", "c-1");
    server
        .on("CreateCollectorForTasks", "<returnval type=\"TaskHistoryCollector\">c-1</returnval>")
        .on("SetCollectorPageSize", "")
        .on("DestroyCollector", "");
    properties.object(
        collector,
        "latestPage",
        value(
            "ArrayOfTaskInfo",
            "<TaskInfo>"
                + taskInfo(OTHER, "success", "2026-11-21T06:00:01Z", "")
                + "</TaskInfo><TaskInfo>"
                + taskInfo(new MoRef("Task", "task-1"), "error", "2026-11-21T05:00:00Z", "")
                + "</TaskInfo>"));
    properties.object(
        VM,
        "recentTask",
        value(
            "ArrayOfManagedObjectReference",
            "<ManagedObjectReference type=\"Task\">task-5</ManagedObjectReference>"
                + "<ManagedObjectReference type=\"Task\">task-9</ManagedObjectReference>"));
    properties.object(
        TASK, "info", value("TaskInfo", taskInfo(TASK, "running", "2026-11-21T05:59:00Z", "")));
    MoRef forgotten = new MoRef("Task", "task-9");
    properties.object(forgotten);
    properties.gone.add(forgotten);
    List<TaskState> tasks = sight.tasksOf(VM, since);
    // What is open counts whenever it was queued; what has ended since then only.
    assertEquals(List.of(TASK, OTHER), tasks.stream().map(TaskState::ref).toList());
    String filter = server.bodies("CreateCollectorForTasks").get(0);
    assertTrue(
        filter.contains(
            "<filter><entity><entity type=\"VirtualMachine\">vm-1</entity>"
                + "<recursion>self</recursion></entity><time><timeType>queuedTime</timeType>"
                + "<beginTime>2026-11-21T06:00:00Z</beginTime></time></filter>"),
        filter);
    assertEquals(1, server.count("DestroyCollector"));
  }

  @Test
  void what_a_consolidation_needs_is_told_by_datastore_or_not_at_all() {
    server.on(
        "EstimateStorageForConsolidateSnapshots_Task",
        "<returnval type=\"Task\">task-5</returnval>");
    info(
        TASK,
        "success",
        "<result xsi:type=\"ArrayOfStorageRequirement\"><StorageRequirement>"
            + "<datastore type=\"Datastore\">datastore-1</datastore>"
            + "<freeSpaceRequiredInKb>2048</freeSpaceRequiredInKb></StorageRequirement></result>");
    assertEquals(Map.of(DATASTORE, 2L << 20), sight.consolidationSpace(VM));
    assertEquals(OptionalLong.of(2L << 20), sight.consolidationSpaceBytes(VM));
    info(TASK, "error", "<error><fault xsi:type=\"NoPermission\"/></error>");
    assertEquals(
        "NoPermission",
        assertThrows(Fault.class, () -> sight.consolidationSpace(VM)).fault().faultClass());
    server.onRequest(
        "EstimateStorageForConsolidateSnapshots_Task",
        request -> Xml.fault("NotSupported", "").build());
    assertEquals(OptionalLong.empty(), sight.consolidationSpaceBytes(VM));
  }

  @Test
  void a_move_is_checked_by_vcenter_and_silence_is_no_leave() {
    server.on(
        "RetrieveServiceContent",
        "<returnval>"
            + Xml.SERVICE_CONTENT
            + "<vmProvisioningChecker type=\"VirtualMachineProvisioningChecker\">checker"
            + "</vmProvisioningChecker></returnval>");
    server.on("CheckRelocate_Task", "<returnval type=\"Task\">task-5</returnval>");
    MoRef host = new MoRef("HostSystem", "host-2");
    info(
        TASK,
        "success",
        "<result xsi:type=\"ArrayOfCheckResult\"><CheckResult>"
            + "<warning><fault xsi:type=\"SnapshotCopyNotSupported\"/></warning>"
            + "<error><fault xsi:type=\"CpuIncompatible1ECX\"/></error></CheckResult></result>");
    MoveCheck check = repair.probes().checkMove(VM, host);
    assertEquals("CpuIncompatible1ECX", check.errors().get(0).faultClass());
    assertEquals("SnapshotCopyNotSupported", check.warnings().get(0).faultClass());
    assertTrue(
        server
            .bodies("CheckRelocate_Task")
            .get(0)
            .contains(
                "<vm type=\"VirtualMachine\">vm-1</vm>"
                    + "<spec><host type=\"HostSystem\">host-2</host></spec>"
                    + "</CheckRelocate_Task>"));
    info(TASK, "success", "");
    assertThrows(BadReply.class, () -> repair.probes().checkMove(VM, host));
  }

  @Test
  void what_changed_on_a_disk_is_asked_for_only_by_the_probe() {
    server.on(
        "QueryChangedDiskAreas",
        "<returnval><startOffset>0</startOffset><length>2147483648</length>"
            + "<changedArea><start>65536</start><length>131072</length></changedArea></returnval>");
    ChangedAreas areas = repair.probes().changedAreas(VM, SNAPSHOT, 2000, 0, "*");
    assertEquals(2147483648L, areas.lengthBytes());
    assertEquals(List.of(new ChangedAreas.Area(65536, 131072)), areas.areas());
    repair.probes().changedAreas(VM, null, 2000, 65536, "52/1");
    assertTrue(
        server
            .bodies("QueryChangedDiskAreas")
            .get(0)
            .contains(
                "<_this type=\"VirtualMachine\">vm-1</_this>"
                    + "<snapshot type=\"VirtualMachineSnapshot\">snapshot-2</snapshot>"
                    + "<deviceKey>2000</deviceKey><startOffset>0</startOffset>"
                    + "<changeId>*</changeId>"));
    assertFalse(server.bodies("QueryChangedDiskAreas").get(1).contains("<snapshot"));
  }

  @Tag("F13")
  @Test
  void a_session_that_was_lost_is_renewed_for_what_only_looks() {
    properties.object(VM, "name", "a");
    sight.vm(VM);
    server.expire();
    assertEquals("a", sight.vm(VM).name());
    assertEquals(2, server.count("Login"));
  }

  private void info(MoRef task, String state, String more) {
    properties.object(
        task, "info", value("TaskInfo", taskInfo(task, state, "2026-11-21T06:00:00Z", more)));
  }

  private static String taskInfo(MoRef task, String state, String queued, String more) {
    String error = more.startsWith("<error>") ? more : "";
    String result = more.startsWith("<result") ? more : "";
    String progress = more.startsWith("<progress>") ? more : "";
    return "<key>"
        + task.moId()
        + "</key><task type=\"Task\">"
        + task.moId()
        + "</task><descriptionId>VirtualMachine.createSnapshot</descriptionId>"
        + "<entity type=\"VirtualMachine\">vm-1</entity><state>"
        + state
        + "</state><cancelled>false</cancelled><cancelable>false</cancelable>"
        + error
        + result
        + progress
        + "<reason xsi:type=\"TaskReasonUser\"><userName>VSPHERE.LOCAL\\repair</userName></reason>"
        + "<queueTime>"
        + queued
        + "</queueTime><eventChainId>1</eventChainId><activationId>op-1</activationId>";
  }

  private static String value(String type, String content) {
    return "<val xsi:type=\"" + type + "\">" + content + "</val>";
  }

  private static String tree() {
    return "<rootSnapshotList><snapshot type=\"VirtualMachineSnapshot\">snapshot-1</snapshot>"
        + "<vm type=\"VirtualMachine\">vm-1</vm><name>base</name><description></description>"
        + "<id>1</id><createTime>2026-11-20T06:00:00Z</createTime><state>poweredOff</state>"
        + "<childSnapshotList><snapshot type=\"VirtualMachineSnapshot\">snapshot-2</snapshot>"
        + "<name>vpreflight-cbt-01J-A</name><description>digest</description><id>2</id>"
        + "<createTime>2026-11-21T06:00:00Z</createTime></childSnapshotList></rootSnapshotList>";
  }
}
