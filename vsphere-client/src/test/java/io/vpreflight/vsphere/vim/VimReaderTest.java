// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.Event;
import com.vmware.vim25.EventEx;
import com.vmware.vim25.HostSystemPowerState;
import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.TaskInfo;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualHardware;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachineSnapshotTree;
import com.vmware.vim25.VmPoweredOnEvent;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VimFault;
import io.vpreflight.vsphere.soap.ReplyLimits;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class VimReaderTest {
  private final SchemaNotes notes = new SchemaNotes();
  private final VimReader reader = new VimReader(notes);

  @Test
  void a_data_object_is_filled_from_its_elements_and_those_of_its_bases() {
    VmPoweredOnEvent event =
        read(
            VmPoweredOnEvent.class,
            """
            <key>7</key><chainId>6</chainId><createdTime>2026-01-02T03:04:05.678Z</createdTime>
            <userName>ops</userName>
            <vm><name>web</name><vm type="VirtualMachine">vm-1</vm></vm>
            <template>false</template>
            """);
    assertEquals(7, event.key);
    assertEquals(6, event.chainId);
    assertEquals(Instant.parse("2026-01-02T03:04:05.678Z"), event.createdTime.toInstant());
    assertEquals("ops", event.userName);
    assertEquals("web", event.vm.name);
    assertEquals(new MoRef("VirtualMachine", "vm-1"), Vim.ref(event.vm.vm));
    assertNull(event.host);
    assertEquals(Map.of(), notes.counts());
  }

  @Tag("F8")
  @Test
  void an_unknown_field_is_left_out_and_noted_however_much_it_holds() {
    Event event =
        read(
            Event.class,
            "<key>1</key><since9><a><b>x</b></a><key>2</key></since9><userName>u</userName>");
    assertEquals(1, event.key);
    assertEquals("u", event.userName);
    assertEquals(Map.of("Event:since9", 1), notes.counts());
  }

  @Tag("F8")
  @Test
  void an_unknown_constant_is_null_and_never_the_nearest_one() {
    TaskInfo task = read(TaskInfo.class, "<key>t</key><state>paused</state>");
    assertNull(task.state);
    assertEquals(Map.of("TaskInfoState:paused", 1), notes.counts());
    assertNull(reader.value(cursor("poweredoff"), HostSystemPowerState.class));
  }

  @Tag("F8")
  @Test
  void an_object_of_an_unknown_class_is_one_of_the_declared_class_under_its_own_name() {
    Event[] events =
        (Event[])
            reader.array(
                cursor(
                    "<Event xsi:type='VmPaintedEvent'><key>3</key><colour>red</colour></Event>"
                        + "<Event xsi:type='EventEx'><key>4</key><eventTypeId>x.y</eventTypeId>"
                        + "</Event>"),
                Event.class);
    assertEquals(Event.class, events[0].getClass());
    assertEquals(3, events[0].key);
    assertEquals("VmPaintedEvent", Vim.typeName(events[0]));
    assertEquals("x.y", assertInstanceOf(EventEx.class, events[1]).eventTypeId);
    assertEquals("EventEx", Vim.typeName(events[1]));
    assertEquals(Map.of("Event:VmPaintedEvent", 1, "Event:colour", 1), notes.counts());
  }

  @Test
  void devices_that_the_library_does_not_know_keep_their_place_among_the_others() {
    VirtualHardware hardware =
        read(
            VirtualHardware.class,
            """
            <numCPU>2</numCPU><memoryMB>1024</memoryMB>
            <device xsi:type="VirtualNVMEController"><key>31000</key><busNumber>0</busNumber>
              <sharedBus>noSharing</sharedBus></device>
            <device xsi:type="VirtualTPM"><key>11000</key></device>
            <device xsi:type="VirtualDisk"><key>32000</key>
              <backing xsi:type="VirtualDiskFlatVer2BackingInfo"><fileName>[ds] a.vmdk</fileName>
                <keyId><keyId>k</keyId></keyId></backing>
              <controllerKey>31000</controllerKey><unitNumber>0</unitNumber>
              <capacityInKB>1024</capacityInKB></device>
            """);
    assertEquals(
        List.of("VirtualNVMEController", "VirtualTPM", "VirtualDisk"),
        List.of(hardware.device).stream().map(Vim::typeName).toList());
    assertEquals(31000, hardware.device[0].key);
    VirtualDisk disk = assertInstanceOf(VirtualDisk.class, hardware.device[2]);
    assertEquals(31000, disk.controllerKey);
    assertEquals(
        "[ds] a.vmdk",
        assertInstanceOf(VirtualDiskFlatVer2BackingInfo.class, disk.backing).fileName);
    assertEquals(1, notes.counts().get("VirtualDevice:VirtualNVMEController"));
    assertEquals(1, notes.counts().get("VirtualDiskFlatVer2BackingInfo:keyId"));
  }

  @Tag("F8")
  @Test
  void a_class_that_does_not_fit_where_it_stands_is_not_made() {
    for (String type :
        List.of(
            "TaskInfo",
            "VimPortType",
            "ws.VimStub",
            "mo.ServiceInstance",
            "../../java/lang/Runtime",
            "java.lang.Runtime",
            "",
            "x".repeat(10_000))) {
      VirtualHardware hardware =
          read(VirtualHardware.class, "<device xsi:type='" + type + "'><key>5</key></device>");
      assertEquals(VirtualDevice.class, hardware.device[0].getClass(), type);
      assertEquals(5, hardware.device[0].key);
    }
  }

  @Tag("F8")
  @Test
  void where_anything_may_stand_only_values_of_vim25_are_made() {
    for (String type :
        List.of("VimPortType", "ArrayOfVimPortType", "ArrayOf", "ArrayOfNewThing", "NewThing")) {
      assertNull(any("xsi:type='" + type + "'", "<a>1</a>"), type);
    }
    assertEquals(5, notes.counts().size());
    assertNull(new SchemaNotes().counts().get("anyType:NewThing"));
  }

  @Test
  void where_anything_may_stand_the_reply_tells_what_it_is() {
    assertEquals("text", any("xsi:type='xsd:string'", "text"));
    assertEquals("text", any("", "text"));
    assertEquals("", any("xsi:type='xsd:string'", ""));
    assertEquals(true, any("xsi:type='xsd:boolean'", "true"));
    assertEquals(7, any("xsi:type='xsd:int'", "7"));
    assertEquals((short) 7, any("xsi:type='xsd:short'", "7"));
    assertEquals((byte) -7, any("xsi:type='xsd:byte'", "-7"));
    assertEquals(1L << 40, any("xsi:type='xsd:long'", "1099511627776"));
    assertEquals(1.5, any("xsi:type='xsd:double'", "1.5"));
    assertEquals(1.5f, any("xsi:type='xsd:float'", "1.5"));
    assertEquals(HostSystemPowerState.standBy, any("xsi:type='HostSystemPowerState'", "standBy"));
    assertArrayEquals(
        new String[] {"a", "b"},
        (Object[]) any("xsi:type='ArrayOfString'", "<string>a</string><string>b</string>"));
    assertArrayEquals(
        new int[] {1, 2}, (int[]) any("xsi:type='ArrayOfInt'", "<int>1</int><int>2</int>"));
    assertArrayEquals(
        new Object[] {"a", 1},
        (Object[])
            any(
                "xsi:type='ArrayOfAnyType'",
                "<anyType xsi:type='xsd:string'>a</anyType>"
                    + "<anyType xsi:type='xsd:int'>1</anyType>"));
    assertEquals(Map.of(), notes.counts());
  }

  @Tag("F8")
  @Test
  void a_number_that_is_none_is_left_out_and_noted() {
    TaskInfo task =
        read(
            TaskInfo.class,
            "<key>t</key><progress>half</progress><eventChainId>99999999999</eventChainId>"
                + "<queueTime>soon</queueTime>");
    assertNull(task.progress);
    assertNull(task.queueTime);
    assertEquals(0, task.eventChainId);
    assertEquals(
        Map.of("Integer:unreadable", 1, "int:unreadable", 1, "Calendar:unreadable", 1),
        notes.counts());
  }

  @Test
  void a_reference_is_read_in_the_spelling_of_every_server() {
    String vcenter = "<obj type='Folder' xsi:type='ManagedObjectReference'>group-d1</obj>";
    String vcsim =
        "<obj xmlns:XMLSchema-instance='http://www.w3.org/2001/XMLSchema-instance'"
            + " XMLSchema-instance:type='ManagedObjectReference' type='Folder'>group-d1</obj>";
    for (String spelling : List.of(vcenter, vcsim)) {
      ObjectContent content =
          read(
              ObjectContent.class,
              spelling
                  + "<propSet><name>parent</name>"
                  + spelling.replaceAll("obj", "val")
                  + "</propSet>");
      assertEquals(new MoRef("Folder", "group-d1"), Vim.ref(content.obj));
      DynamicProperty property = content.propSet[0];
      assertEquals(
          new MoRef("Folder", "group-d1"),
          Vim.ref(assertInstanceOf(ManagedObjectReference.class, property.val)));
    }
  }

  @Test
  void an_array_is_empty_or_absent_as_the_reply_says() {
    assertArrayEquals(
        new ManagedObjectReference[0],
        (Object[]) any("xsi:type='ArrayOfManagedObjectReference'", ""));
    assertNull(read(TaskInfo.class, "<key>t</key>").locked);
    assertArrayEquals(
        new Event[0], (Object[]) reader.result(cursor("<other>1</other>"), Event[].class));
    assertNull(reader.result(cursor(""), Event.class));
  }

  @Test
  void a_property_without_a_value_has_none() {
    ObjectContent content =
        read(
            ObjectContent.class,
            "<obj type='Folder'>f</obj><propSet><name>a</name></propSet>"
                + "<propSet><name>b</name><val xsi:type='xsd:int'>1</val></propSet>");
    assertNull(content.propSet[0].val);
    assertEquals(1, content.propSet[1].val);
  }

  @Test
  void a_fault_keeps_its_class_whether_the_library_knows_it_or_not() {
    LocalizedMethodFault known =
        read(
            LocalizedMethodFault.class,
            "<fault xsi:type='TaskInProgress'><faultMessage><key>msg.busy</key></faultMessage>"
                + "<task type='Task'>task-1</task></fault><localizedMessage>Busy</localizedMessage>");
    assertEquals(new VimFault("TaskInProgress", List.of("msg.busy"), "Busy"), Vim.fault(known));
    LocalizedMethodFault unknown =
        read(
            LocalizedMethodFault.class,
            "<fault xsi:type='VmPaintedFault'><faultMessage><key>msg.paint</key>"
                + "<message>Wet paint</message></faultMessage></fault>");
    assertEquals(
        new VimFault("VmPaintedFault", List.of("msg.paint"), "Wet paint"), Vim.fault(unknown));
    LocalizedMethodFault untyped = read(LocalizedMethodFault.class, "<fault/>");
    assertEquals(new VimFault("MethodFault", List.of(), null), Vim.fault(untyped));
    assertNull(Vim.fault(null));
  }

  @Test
  void what_a_server_says_of_dynamic_data_is_not_believed() {
    Event event = read(Event.class, "<dynamicType>VmPoweredOnEvent</dynamicType><key>1</key>");
    assertEquals("Event", Vim.typeName(event));
  }

  @Tag("F8")
  @Test
  void a_nest_as_deep_as_vcenter_makes_it_is_read_and_a_deeper_one_refused() {
    VirtualMachineSnapshotTree tree = read(VirtualMachineSnapshotTree.class, nested(200));
    int depth = 0;
    for (VirtualMachineSnapshotTree at = tree;
        at != null;
        at = at.childSnapshotList == null ? null : at.childSnapshotList[0]) {
      depth++;
    }
    assertEquals(201, depth);
    assertThrows(BadReply.class, () -> read(VirtualMachineSnapshotTree.class, nested(50_000)));
  }

  @Test
  void values_of_options_are_whatever_they_are() {
    VirtualMachineConfigSpec spec =
        read(
            VirtualMachineConfigSpec.class,
            "<extraConfig xsi:type='OptionValue'><key>scsi0:0.ctkEnabled</key>"
                + "<value xsi:type='xsd:string'>TRUE</value></extraConfig>"
                + "<extraConfig><key>n</key><value xsi:type='xsd:long'>5</value></extraConfig>");
    assertEquals(2, spec.extraConfig.length);
    OptionValue second = spec.extraConfig[1];
    assertEquals("TRUE", spec.extraConfig[0].value);
    assertEquals(5L, second.value);
  }

  private static String nested(int depth) {
    return "<childSnapshotList><name>s</name>".repeat(depth) + "</childSnapshotList>".repeat(depth);
  }

  private <T> T read(Class<T> type, String content) {
    T value = type.cast(reader.value(cursor(content), type));
    assertNotNull(value);
    return value;
  }

  private @Nullable Object any(String attributes, String content) {
    XmlCursor cursor = cursor("<val " + attributes + ">" + content + "</val>");
    cursor.next(cursor.enter());
    return reader.value(cursor, Object.class);
  }

  private static XmlCursor cursor(String content) {
    String document =
        "<root xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
            + " xmlns:xsd='http://www.w3.org/2001/XMLSchema'>"
            + content
            + "</root>";
    return new XmlCursor(new ByteArrayInputStream(document.getBytes(UTF_8)), ReplyLimits.DEFAULT);
  }
}
