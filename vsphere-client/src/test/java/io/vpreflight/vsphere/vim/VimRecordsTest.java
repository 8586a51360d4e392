// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vpreflight.vsphere.inventory.AgentMemory;
import io.vpreflight.vsphere.inventory.EventRecord;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.soap.ReplyLimits;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.XmlCursor;
import io.vpreflight.vsphere.vim.VimRecords.TriggeredAlarm;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VimRecordsTest {
  private final SchemaNotes notes = new SchemaNotes();

  @Test
  void a_conflict_tells_the_other_machine_and_what_they_share() {
    EventRecord event =
        event(
            "VmInstanceUuidConflictEvent",
            """
            <vm><name>web</name><vm type="VirtualMachine">vm-1</vm></vm>
            <template>false</template>
            <conflictedVm><name>web-copy</name><vm type="VirtualMachine">vm-2</vm></conflictedVm>
            <instanceUuid>5000-1</instanceUuid>
            """);
    assertEquals("VmInstanceUuidConflictEvent", event.type());
    assertEquals(new MoRef("VirtualMachine", "vm-1"), event.vm());
    assertEquals(
        Map.of(
            "conflictedVm.name", "web-copy",
            "conflictedVm.vm", "vm-2",
            "instanceUuid", "5000-1"),
        event.details());
  }

  @Test
  void of_a_reconfiguration_only_tracking_and_added_disks_are_kept() {
    EventRecord event =
        event(
            "VmReconfiguredEvent",
            """
            <vm><name>web</name><vm type="VirtualMachine">vm-1</vm></vm>
            <configSpec><name>new name</name><annotation>secret: x</annotation>
              <deviceChange><operation>edit</operation><device xsi:type="VirtualDisk">
                <key>2000</key><capacityInKB>1</capacityInKB></device></deviceChange>
              <deviceChange><operation>add</operation><fileOperation>create</fileOperation>
                <device xsi:type="VirtualDisk"><key>-101</key>
                  <backing xsi:type="VirtualDiskFlatVer2BackingInfo">
                    <fileName>[ds] web/web_1.vmdk</fileName></backing>
                  <controllerKey>1000</controllerKey><unitNumber>3</unitNumber>
                  <capacityInKB>1</capacityInKB></device></deviceChange>
              <deviceChange><operation>add</operation>
                <device xsi:type="VirtualVmxnet3"><key>-5</key></device></deviceChange>
              <extraConfig><key>scsi0:3.ctkEnabled</key>
                <value xsi:type="xsd:string">TRUE</value></extraConfig>
              <extraConfig><key>guestinfo.password</key>
                <value xsi:type="xsd:string">hunter2</value></extraConfig>
              <changeTrackingEnabled>true</changeTrackingEnabled>
            </configSpec>
            <configChanges><modified>lots</modified></configChanges>
            """);
    assertEquals(
        Map.of(
            "configSpec.changeTrackingEnabled", "true",
            "configSpec.extraConfig[\"scsi0:3.ctkEnabled\"]", "TRUE",
            "configSpec.deviceChange[0].operation", "add",
            "configSpec.deviceChange[0].fileOperation", "create",
            "configSpec.deviceChange[0].device.key", "-101",
            "configSpec.deviceChange[0].device.controllerKey", "1000",
            "configSpec.deviceChange[0].device.unitNumber", "3",
            "configSpec.deviceChange[0].device.backing.fileName", "[ds] web/web_1.vmdk"),
        event.details());
    assertEquals(Map.of("VmReconfiguredEvent:configChanges", 1), notes.counts());
  }

  @Test
  void a_reconfiguration_that_does_not_mention_tracking_says_nothing_of_it() {
    assertEquals(
        Map.of(),
        event("VmReconfiguredEvent", "<configSpec><numCPUs>4</numCPUs></configSpec>").details());
  }

  @Test
  void an_extended_event_has_its_own_type_and_its_object() {
    EventRecord event =
        event(
            "EventEx",
            """
            <eventTypeId>com.vmware.vc.VmDiskConsolidationNeeded</eventTypeId>
            <severity>warning</severity><message>m</message>
            <arguments><key>disk</key><value xsi:type="xsd:string">scsi0:0</value></arguments>
            <objectId>vm-9</objectId><objectType>VirtualMachine</objectType>
            <objectName>db</objectName>
            """);
    assertEquals("com.vmware.vc.VmDiskConsolidationNeeded", event.type());
    assertEquals(new MoRef("VirtualMachine", "vm-9"), event.vm());
    assertNull(event.host());
    assertEquals("scsi0:0", event.details().get("arguments[\"disk\"]"));
    assertEquals("warning", event.details().get("severity"));
  }

  @Test
  void a_migration_tells_where_it_came_from() {
    EventRecord event =
        event(
            "DrsVmMigratedEvent",
            """
            <host><name>b</name><host type="HostSystem">host-2</host></host>
            <ds><name>ds</name><datastore type="Datastore">ds-1</datastore></ds>
            <sourceHost><name>a</name><host type="HostSystem">host-1</host></sourceHost>
            """);
    assertEquals(new MoRef("HostSystem", "host-2"), event.host());
    assertEquals(new MoRef("Datastore", "ds-1"), event.datastore());
    assertEquals("host-1", event.details().get("sourceHost.host"));
  }

  @Test
  void a_disconnection_tells_the_reason_and_a_failed_login_the_address() {
    assertEquals(
        Map.of("reason", "userRequest"),
        event("HostDisconnectedEvent", "<reason>userRequest</reason>").details());
    assertEquals(
        Map.of("ipAddress", "192.0.2.7"),
        event("BadUsernameSessionEvent", "<ipAddress>192.0.2.7</ipAddress>").details());
  }

  @Test
  void a_message_of_the_monitor_is_known_by_its_keys() {
    EventRecord event =
        event(
            "VmMessageErrorEvent",
            "<message>Kaputt</message><messageInfo><id>msg.hbacommon.corruptredo</id>"
                + "<text>t</text></messageInfo><messageInfo><id>msg.b</id></messageInfo>");
    assertEquals("msg.hbacommon.corruptredo msg.b", event.details().get("messageInfo.id"));
  }

  @Test
  void an_event_newer_than_we_are_keeps_its_name() {
    EventRecord event = event("VmPaintedEvent", "<colour>red</colour>");
    assertEquals("VmPaintedEvent", event.type());
    assertEquals(Map.of(), event.details());
  }

  @Test
  void an_event_without_a_time_is_left_out_and_long_text_is_cut() {
    assertEquals(
        List.of(),
        VimRecords.events(cursor("<Event xsi:type='EventEx'><key>1</key></Event>"), notes));
    EventRecord event = event("VmUuidAssignedEvent", "<uuid>" + "x".repeat(10_000) + "</uuid>");
    assertEquals(500, String.valueOf(event.details().get("uuid")).length());
  }

  @Test
  void a_dump_without_types_is_read_as_well() {
    List<TaskRecord> tasks =
        VimRecords.tasks(
            cursor("<TaskInfo><key>t</key><state>queued</state></TaskInfo><x><key>u</key></x>"),
            notes);
    assertEquals(1, tasks.size());
    assertEquals("queued", tasks.get(0).state());
  }

  @Test
  void alarms_fields_and_counters_of_a_dump_are_read() {
    List<TriggeredAlarm> alarms =
        VimRecords.triggeredAlarms(
            cursor(
                "<AlarmState><entity type='HostSystem'>h</entity><alarm type='Alarm'>a</alarm>"
                    + "<overallStatus>yellow</overallStatus></AlarmState>"
                    + "<AlarmState><entity type='HostSystem'>h</entity></AlarmState>"),
            notes);
    assertEquals(1, alarms.size());
    assertEquals(new MoRef("Alarm", "a"), alarms.get(0).alarm());
    assertEquals("Memory", alarms.get(0).named("Memory").alarm());
    assertEquals(
        "Memory",
        VimRecords.alarmName(cursor("<name>Memory</name><enabled>true</enabled>"), notes));
    assertNull(VimRecords.alarmName(cursor(""), notes));
    assertEquals(
        Map.of(7, "Backup"),
        VimRecords.customFields(
            cursor("<CustomFieldDef><key>7</key><name>Backup</name></CustomFieldDef>"), notes));
    Map<Integer, String> counters =
        VimRecords.counters(
            cursor(
                "<PerfCounterInfo><key>499</key><nameInfo><key>resourceMemConsumed</key>"
                    + "</nameInfo><groupInfo><key>sys</key></groupInfo></PerfCounterInfo>"
                    + "<PerfCounterInfo><key>1</key></PerfCounterInfo>"),
            notes);
    assertEquals(Map.of(499, "sys.resourceMemConsumed"), counters);
    assertEquals(
        List.of(new AgentMemory(new MoRef("HostSystem", "h"), "host/vim/vmvisor/nfcd", 9, null)),
        VimRecords.agentMemory(
            cursor(
                "<returnval xsi:type='PerfEntityMetric'><entity type='HostSystem'>h</entity>"
                    + "<value xsi:type='PerfMetricIntSeries'><id><counterId>499</counterId>"
                    + "<instance>host/vim/vmvisor/nfcd</instance></id><value>9</value></value>"
                    + "</returnval>"),
            counters,
            notes));
  }

  private EventRecord event(String type, String fields) {
    List<EventRecord> events =
        VimRecords.events(
            cursor(
                "<Event xsi:type='"
                    + type
                    + "'><key>1</key><chainId>1</chainId>"
                    + "<createdTime>2026-01-01T00:00:00Z</createdTime><userName></userName>"
                    + fields
                    + "</Event>"),
            notes);
    assertEquals(1, events.size());
    return events.get(0);
  }

  private static XmlCursor cursor(String content) {
    String document =
        "<val xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
            + " xmlns:xsd='http://www.w3.org/2001/XMLSchema'>"
            + content
            + "</val>";
    return new XmlCursor(new ByteArrayInputStream(document.getBytes(UTF_8)), ReplyLimits.DEFAULT);
  }
}
