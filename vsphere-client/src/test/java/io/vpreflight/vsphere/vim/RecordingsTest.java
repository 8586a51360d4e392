// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.HostSystemResourceInfo;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.PerfCounterInfo;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualMachineConfigInfo;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.ReplyLimits;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.soap.XmlCursor;
import io.vpreflight.vsphere.testing.Recordings;
import io.vpreflight.vsphere.testing.Recordings.Exchange;
import io.vpreflight.vsphere.testing.SoapServer;
import io.vpreflight.vsphere.testing.Xml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What real servers answered, read by us. */
@Timeout(600)
class RecordingsTest {
  private static final String VCENTER = "vcenter-8.0.3-replies";
  private static final String ESXI = "esxi-8.0.1-dump";

  private final SchemaNotes notes = new SchemaNotes();
  private final VimReader reader = new VimReader(notes);

  @Test
  void the_view_of_a_real_vcenter_is_listed_and_dropped() {
    List<Exchange> recorded = exchanges("basic_container_view.yaml");
    try (SoapServer server = new SoapServer();
        SoapSession session = server.session()) {
      replay(server, "RetrieveServiceContent", recorded);
      replay(server, "CreateContainerView", recorded);
      replay(server, "DestroyView", recorded);
      String view = between(reply(recorded, "Fetch"), "<returnval", "</returnval>");
      server.on(
          "RetrievePropertiesEx",
          Xml.property("ContainerView", viewId(recorded), "view", "<val" + view + "</val>"));
      assertEquals(
          List.of(new MoRef("Folder", "group-d1"), new MoRef("Datacenter", "datacenter-3")),
          new VimLongTail(session, notes).references());
      assertEquals("8.0.2.0", session.version().text());
      assertEquals(1, server.count("DestroyView"));
      assertTrue(server.bodies("DestroyView").get(0).contains(viewId(recorded)));
    }
    assertEquals(Map.of(), notes.counts());
  }

  @Test
  void a_wrong_password_at_a_real_vcenter_is_a_wrong_password() {
    List<Exchange> recorded = exchanges("basic_connection_bad_password.yaml");
    try (SoapServer server = new SoapServer();
        SoapSession session = server.session()) {
      replay(server, "RetrieveServiceContent", recorded);
      replay(server, "Login", recorded);
      Fault fault = assertThrows(Fault.class, session::user);
      assertEquals("InvalidLogin", fault.fault().faultClass());
    }
  }

  @Test
  void every_property_that_was_recorded_is_understood() {
    List<String> lost = new ArrayList<>();
    int read = 0;
    for (Path file : Recordings.files(Recordings.folder(VCENTER), ".yaml")) {
      for (Exchange exchange : Recordings.exchanges(file)) {
        if (exchange.reply().contains("<FetchResponse")
            && exchange.reply().contains("<returnval")) {
          read++;
          if (returned(exchange.reply()) == null) {
            lost.add(file.getFileName() + ": " + exchange.request());
          }
        }
      }
    }
    assertTrue(read > 150, read + " properties");
    // The one type of a property that is newer than the library: noted, and no value made up.
    assertEquals(
        Set.of("anyType:VsanDatastoreInfo"),
        notes.counts().keySet().stream()
            .filter(note -> note.startsWith("anyType:"))
            .collect(Collectors.toSet()));
    assertTrue(
        lost.stream().allMatch(call -> call.contains("test_json_datastore_explode.yaml")),
        lost::toString);
  }

  @Test
  void a_real_machine_and_a_real_host_are_read_as_they_are() {
    VirtualMachineConfigInfo config = null;
    HostSystemResourceInfo resources = null;
    for (String file :
        List.of("test_json_vm_explode_default.yaml", "test_json_host_explode.yaml")) {
      for (Exchange exchange : exchanges(file)) {
        if (exchange.reply().contains("<FetchResponse")) {
          Object value = returned(exchange.reply());
          config = value instanceof VirtualMachineConfigInfo found ? found : config;
          resources = value instanceof HostSystemResourceInfo found ? found : resources;
        }
      }
    }
    assertNotNull(config);
    assertNotNull(config.instanceUuid);
    List<VirtualDevice> devices = List.of(config.hardware.device);
    assertTrue(devices.stream().anyMatch(VirtualDisk.class::isInstance));
    assertTrue(devices.stream().allMatch(device -> device.key != 0));
    assertNotNull(resources);
    assertEquals("host", resources.key);
    assertTrue(resources.child.length > 0);
  }

  @Test
  void a_real_host_in_a_dump_is_read_object_by_object() throws IOException {
    Map<String, Object> properties = new HashMap<>();
    for (Path file : Recordings.files(Recordings.folder(ESXI), ".xml")) {
      ObjectContent content =
          assertInstanceOf(
              ObjectContent.class,
              reader.value(cursor(Files.readString(file)), ObjectContent.class));
      assertNotNull(content.obj, file.toString());
      assertNotNull(content.propSet, file.toString());
      for (DynamicProperty property : content.propSet) {
        assertNotNull(property.val, file + " " + property.name);
        properties.put(content.obj.type + "." + property.name, property.val);
      }
    }
    VirtualMachineConfigInfo config =
        assertInstanceOf(VirtualMachineConfigInfo.class, properties.get("VirtualMachine.config"));
    assertTrue(List.of(config.hardware.device).stream().anyMatch(VirtualDisk.class::isInstance));
    // The recorder left them out.
    assertEquals(
        Map.of(),
        VimRecords.counters(
            assertInstanceOf(
                PerfCounterInfo[].class, properties.get("PerformanceManager.perfCounter"))));
    assertTrue(
        notes.counts().keySet().stream().noneMatch(note -> note.startsWith("anyType:")),
        () -> notes.counts().toString());
  }

  private static List<Exchange> exchanges(String file) {
    return Recordings.exchanges(Recordings.folder(VCENTER).resolve(file));
  }

  /** The first answer to that method that was recorded. */
  private static String reply(List<Exchange> recorded, String method) {
    return exchange(recorded, method).reply();
  }

  private static Exchange exchange(List<Exchange> recorded, String method) {
    return recorded.stream()
        .filter(e -> e.request().contains("<" + method + " "))
        .findFirst()
        .orElseThrow();
  }

  private static void replay(SoapServer server, String method, List<Exchange> recorded) {
    Exchange exchange = exchange(recorded, method);
    server.onRequest(
        method,
        request ->
            new MockResponse.Builder()
                .code(exchange.code())
                .addHeader("Content-Type", "text/xml; charset=utf-8")
                .body(exchange.reply())
                .build());
  }

  private static String viewId(List<Exchange> recorded) {
    return between(
        reply(recorded, "CreateContainerView"), "type=\"ContainerView\">", "</returnval>");
  }

  private static String between(String text, String start, String end) {
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from));
  }

  private @Nullable Object returned(String envelope) {
    XmlCursor cursor = cursor(envelope);
    int here = cursor.enter();
    while (cursor.next(here)) {
      if (cursor.name().equals("Body")) {
        cursor.next(cursor.enter());
        return reader.result(cursor, Object.class);
      }
    }
    return null;
  }

  private static XmlCursor cursor(String document) {
    return new XmlCursor(new ByteArrayInputStream(document.getBytes(UTF_8)), ReplyLimits.DEFAULT);
  }
}
