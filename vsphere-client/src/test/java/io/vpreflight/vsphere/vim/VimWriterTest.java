// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.vmware.vim25.DynamicData;
import com.vmware.vim25.EventFilterSpec;
import com.vmware.vim25.EventFilterSpecByTime;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.TaskFilterSpec;
import com.vmware.vim25.TaskInfoState;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.ws.Argument;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.Operations;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.testing.SoapServer;
import java.time.Instant;
import java.util.GregorianCalendar;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What really leaves, for the method that reads most: any other is written the same way. */
class VimWriterTest {
  private static final String METHOD = "QueryPerf";

  private final SoapServer server = new SoapServer().on(METHOD, "");
  private final SoapSession session = server.session();
  private final VimClient client = new VimClient(session, new SchemaNotes());

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  @Test
  void a_data_object_is_written_field_by_field_those_of_its_base_first() {
    VirtualDisk disk = new VirtualDisk();
    disk.key = -1;
    disk.controllerKey = 1000;
    disk.unitNumber = 2;
    disk.capacityInKB = 1024;
    VirtualDiskFlatVer2BackingInfo backing = new VirtualDiskFlatVer2BackingInfo();
    backing.fileName = "[ds]";
    backing.diskMode = "persistent";
    backing.thinProvisioned = true;
    disk.backing = backing;
    VirtualDeviceConfigSpec change = new VirtualDeviceConfigSpec();
    change.operation = VirtualDeviceConfigSpecOperation.add;
    change.device = disk;
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.changeTrackingEnabled = false;
    spec.deviceChange = new VirtualDeviceConfigSpec[] {change};
    assertEquals(
        "<spec><deviceChange><operation>add</operation><device xsi:type=\"VirtualDisk\">"
            + "<key>-1</key><backing xsi:type=\"VirtualDiskFlatVer2BackingInfo\">"
            + "<fileName>[ds]</fileName><diskMode>persistent</diskMode>"
            + "<thinProvisioned>true</thinProvisioned></backing>"
            + "<controllerKey>1000</controllerKey><unitNumber>2</unitNumber>"
            + "<capacityInKB>1024</capacityInKB></device></deviceChange>"
            + "<changeTrackingEnabled>false</changeTrackingEnabled></spec>",
        sent(VimClient.argument("spec", spec)));
  }

  @Test
  void times_constants_and_arrays_are_written_as_the_schema_wants_them() {
    EventFilterSpec events = new EventFilterSpec();
    events.time = new EventFilterSpecByTime();
    events.time.beginTime =
        GregorianCalendar.from(
            Instant.parse("2026-01-02T03:04:05.678Z").atZone(java.time.ZoneId.of("Asia/Kolkata")));
    events.eventTypeId = new String[] {"a", "b"};
    assertEquals(
        "<filter><time><beginTime>2026-01-02T03:04:05.678Z</beginTime></time>"
            + "<eventTypeId>a</eventTypeId><eventTypeId>b</eventTypeId></filter>",
        sent(VimClient.argument("filter", events)));
    TaskFilterSpec tasks = new TaskFilterSpec();
    tasks.state = new TaskInfoState[] {TaskInfoState.queued, TaskInfoState.running};
    tasks.tag = new String[0];
    tasks.eventChainId = new int[] {1, 2};
    assertEquals(
        "<filter><state>queued</state><state>running</state><eventChainId>1</eventChainId>"
            + "<eventChainId>2</eventChainId></filter>",
        sent(VimClient.argument("filter", tasks)));
  }

  @Test
  void what_is_null_is_left_out_arrays_and_elements_of_arrays_too() {
    assertEquals("", sent(new Argument("name", "String", null)));
    assertEquals("", sent(new Argument("name", "String[]", null)));
    assertEquals(
        "<name>a</name>", sent(new Argument("name", "String[]", new String[] {null, "a"})));
  }

  @Test
  void where_anything_may_stand_its_type_is_told() {
    assertEquals("<o><key>k</key><value xsi:type=\"xsd:string\">v</value></o>", sent(option("v")));
    assertEquals(
        "<o><key>k</key><value xsi:type=\"xsd:boolean\">true</value></o>", sent(option(true)));
    assertEquals("<o><key>k</key><value xsi:type=\"xsd:int\">7</value></o>", sent(option(7)));
    assertEquals("<o><key>k</key><value xsi:type=\"xsd:long\">7</value></o>", sent(option(7L)));
    assertEquals(
        "<o><key>k</key><value xsi:type=\"TaskInfoState\">error</value></o>",
        sent(option(TaskInfoState.error)));
    assertEquals(
        "<o><key>k</key><value xsi:type=\"ManagedObjectReference\" type=\"Folder\">f</value></o>",
        sent(option(Vim.reference(new MoRef("Folder", "f")))));
    assertEquals(
        "<o><key>k</key><value xsi:type=\"EventFilterSpec\"></value></o>",
        sent(option(new EventFilterSpec())));
  }

  @Test
  void hostile_text_stays_text() {
    String hostile = "</name><evil a=\"1\"/>&x;\r";
    String escaped = "&lt;/name&gt;&lt;evil a=&quot;1&quot;/&gt;&amp;x;&#13;";
    assertEquals("<name>" + escaped + "</name>", sent(VimClient.argument("name", hostile)));
    assertEquals(
        "<ref type=\"" + escaped + "\">" + escaped + "</ref>",
        sent(VimClient.argument("ref", new MoRef(hostile, hostile))));
    EventFilterSpec filter = new EventFilterSpec();
    filter.category = new String[] {hostile};
    assertEquals(
        "<filter><category>" + escaped + "</category></filter>",
        sent(VimClient.argument("filter", filter)));
  }

  @Test
  void what_cannot_be_written_right_is_not_sent_at_all() {
    session.user();
    for (Argument argument :
        List.of(
            VimClient.argument("name", "\u0000"),
            new Argument("ref", "ManagedObjectReference", new ManagedObjectReference()),
            new Argument("data", "Event", new Object()),
            new Argument("data", "Event", new DynamicData() {}),
            new Argument("data", "NoSuchType", "x"))) {
      assertThrows(
          IllegalArgumentException.class,
          () -> client.send(METHOD, void.class, argument),
          argument.getName());
    }
    assertEquals(0, server.count(METHOD));
  }

  @Test
  void the_name_of_a_class_that_we_lack_is_not_sent_back() {
    EventFilterSpec read = new EventFilterSpec();
    read.dynamicType = "EventFilterSpecOfTomorrow";
    assertEquals("<filter></filter>", sent(VimClient.argument("filter", read)));
  }

  @Test
  void what_may_not_be_sent_is_not_even_written() {
    assertThrows(
        Operations.NotAllowed.class,
        () -> client.send("ReconfigVM_Task", void.class, VimClient.argument("a", "\u0000")));
    assertEquals(List.of(), server.methods());
  }

  private static Argument option(Object value) {
    OptionValue option = new OptionValue();
    option.key = "k";
    option.value = value;
    return VimClient.argument("o", option);
  }

  /** What stood inside of the method. */
  private String sent(Argument... arguments) {
    client.reading(() -> client.send(METHOD, void.class, arguments));
    List<String> bodies = server.bodies(METHOD);
    String body = bodies.get(bodies.size() - 1);
    String start = "<" + METHOD + " xmlns=\"urn:vim25\">";
    assertTrue(body.contains(start), body);
    return body.substring(body.indexOf(start) + start.length(), body.indexOf("</" + METHOD));
  }
}
