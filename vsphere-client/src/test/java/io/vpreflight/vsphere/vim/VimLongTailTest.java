// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.inventory.History;
import io.vpreflight.vsphere.inventory.HistoryReach;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.testing.SoapServer;
import io.vpreflight.vsphere.testing.Xml;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class VimLongTailTest {
  private static final Instant NOW = Instant.parse("2026-01-10T00:00:00Z");
  private static final String VIEW = "<returnval type=\"ContainerView\">session[1]view</returnval>";
  private static final MoRef ROOT = new MoRef("Folder", "group-d1");

  private final SoapServer server =
      new SoapServer()
          .on("CurrentTime", "<returnval>2026-01-10T00:00:00Z</returnval>")
          .on("CreateContainerView", VIEW)
          .on("DestroyView", "")
          .on("DestroyCollector", "")
          .on("SetCollectorPageSize", "")
          .on("ResetCollector", "");
  private final SoapSession session = server.session();
  private final SchemaNotes notes = new SchemaNotes();
  private final VimLongTail longTail = new VimLongTail(session, notes);

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  @Test
  void references_are_one_property_of_one_view_and_the_root_folder() {
    server.on("RetrievePropertiesEx", view("Datacenter:dc-1", "VirtualMachine:vm-7", "Folder:f"));
    assertEquals(
        List.of(
            ROOT,
            new MoRef("Datacenter", "dc-1"),
            new MoRef("VirtualMachine", "vm-7"),
            new MoRef("Folder", "f")),
        longTail.references());
    String created = server.bodies("CreateContainerView").get(0);
    assertTrue(
        created.contains(
            "<container type=\"Folder\">group-d1</container><type>Folder</type>"
                + "<type>Datacenter</type>"),
        created);
    assertTrue(created.contains("<recursive>true</recursive>"), created);
    String asked = server.bodies("RetrievePropertiesEx").get(0);
    assertTrue(
        asked.contains(
            "<specSet><propSet><type>ContainerView</type><pathSet>view</pathSet></propSet>"
                + "<objectSet><obj type=\"ContainerView\">session[1]view</obj></objectSet>"
                + "</specSet><options></options>"),
        asked);
    assertEquals(1, server.count("DestroyView"));
    assertEquals(1, server.count("RetrievePropertiesEx"));
  }

  @Test
  void an_empty_vcenter_is_its_root_folder() {
    server.on("RetrievePropertiesEx", view());
    assertEquals(List.of(ROOT), longTail.references());
  }

  @Tag("F9")
  @Test
  void an_answer_about_another_view_is_no_empty_vcenter() {
    server.on("RetrievePropertiesEx", view("VirtualMachine:vm-7").replace("[1]view", "[2]view"));
    assertThrows(BadReply.class, longTail::references);
  }

  @Tag("F9")
  @Test
  void an_answer_without_the_view_is_no_empty_vcenter() {
    server.on("RetrievePropertiesEx", "");
    assertThrows(BadReply.class, longTail::references);
    server.on("RetrievePropertiesEx", "<returnval></returnval>");
    assertThrows(BadReply.class, longTail::references);
    server.on(
        "RetrievePropertiesEx",
        Xml.missing("ContainerView", "session[1]view", "view", "NoPermission"));
    assertEquals(
        "NoPermission", assertThrows(Fault.class, longTail::references).fault().faultClass());
    assertEquals(3, server.count("DestroyView"));
  }

  @Tag("F9")
  @Test
  void an_answer_in_pages_is_let_go_of_and_what_came_is_kept() {
    server.on(
        "RetrievePropertiesEx",
        view("Datacenter:dc-1").replace("<objects>", "<token>7</token><objects>"));
    server.onRequest(
        "CancelRetrievePropertiesEx", request -> Xml.fault("InvalidArgument", "").build());
    assertEquals(2, longTail.references().size());
    assertTrue(server.bodies("CancelRetrievePropertiesEx").get(0).contains("<token>7</token>"));
  }

  @Tag("F13")
  @Test
  void a_session_that_is_lost_in_between_costs_a_new_login_and_a_new_view() {
    AtomicInteger asked = new AtomicInteger();
    server.onRequest(
        "RetrievePropertiesEx",
        request -> {
          if (asked.incrementAndGet() == 1) {
            server.expire();
            return Xml.fault("NotAuthenticated", "").build();
          }
          return Xml.reply("RetrievePropertiesEx", view("Datacenter:dc-1")).build();
        });
    assertEquals(2, longTail.references().size());
    assertEquals(2, server.count("Login"));
    assertEquals(2, server.count("CreateContainerView"));
  }

  @Tag("F11")
  @Test
  void a_session_that_is_lost_without_a_fault_is_noticed_too() {
    server.on(
        "RetrievePropertiesEx",
        Xml.missing("ContainerView", "session[1]view", "view", "NotAuthenticated"),
        view("Datacenter:dc-1"));
    assertEquals(2, longTail.references().size());
    assertEquals(2, server.count("Login"));
    assertEquals(2, server.count("CreateContainerView"));
  }

  @Tag("F13")
  @Test
  void a_view_that_went_with_the_session_of_another_thread_is_made_anew() {
    AtomicInteger asked = new AtomicInteger();
    server.onRequest(
        "RetrievePropertiesEx",
        request -> {
          if (asked.incrementAndGet() == 1) {
            server.expire();
            session.currentTime();
            return Xml.fault("ManagedObjectNotFound", "<obj type=\"ContainerView\">v</obj>")
                .build();
          }
          return Xml.reply("RetrievePropertiesEx", view("Datacenter:dc-1")).build();
        });
    assertEquals(2, longTail.references().size());
    assertEquals(2, server.count("Login"));
    assertEquals(2, server.count("CreateContainerView"));
  }

  @Test
  void a_view_that_is_gone_for_no_reason_is_a_fault() {
    server.onRequest(
        "RetrievePropertiesEx", request -> Xml.fault("ManagedObjectNotFound", "").build());
    assertThrows(Fault.class, longTail::references);
    assertEquals(1, server.count("CreateContainerView"));
  }

  @Test
  void a_connection_that_breaks_once_is_tried_once_more() {
    AtomicInteger asked = new AtomicInteger();
    server.onRequest(
        "RetrievePropertiesEx",
        request ->
            asked.incrementAndGet() == 1
                ? new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build()
                : Xml.reply("RetrievePropertiesEx", view("Datacenter:dc-1")).build());
    assertEquals(2, longTail.references().size());
    server.onRequest(
        "RetrievePropertiesEx",
        request ->
            new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    asked.set(0);
    assertThrows(Unreachable.class, longTail::references);
    assertEquals(4, server.count("CreateContainerView"));
  }

  @Test
  void custom_attributes_are_read_by_key() {
    server.on(
        "RetrievePropertiesEx",
        Xml.property(
            "CustomFieldsManager",
            "CustomFieldsManager",
            "field",
            "<val xsi:type=\"ArrayOfCustomFieldDef\"><CustomFieldDef><key>101</key>"
                + "<name>Backup</name><type>xsd:string</type></CustomFieldDef>"
                + "<CustomFieldDef><key>102</key><name>DPMServer</name></CustomFieldDef></val>"));
    assertEquals(Map.of(101, "Backup", 102, "DPMServer"), longTail.customFields());
    assertTrue(history().unreadable().isEmpty());
  }

  @Test
  void custom_attributes_that_may_not_be_read_are_named_in_the_history() {
    server.on(
        "RetrievePropertiesEx",
        Xml.missing("CustomFieldsManager", "CustomFieldsManager", "field", "NoPermission"));
    assertEquals(Map.of(), longTail.customFields());
    assertEquals("NoPermission", history().unreadable().fault(VCenterFact.CUSTOM_FIELDS));
    // The next collection begins without it.
    server.on("RetrievePropertiesEx", view());
    longTail.references();
    assertTrue(history().unreadable().isEmpty());
  }

  @Test
  void a_stand_alone_host_has_no_custom_attributes() {
    server.on("RetrieveServiceContent", content("HostAgent"));
    assertEquals(Map.of(), longTail.customFields());
    assertTrue(history().unreadable().isEmpty());
  }

  @Test
  void what_nobody_wants_is_not_asked_for() {
    session.user();
    int before = server.calls().size();
    History history = history();
    assertEquals(before, server.calls().size());
    assertEquals(Duration.ofHours(24), history.window());
    assertNull(history.reach().eventsSince());
    assertEquals(HistoryReach.NONE, history.reach());
  }

  @Test
  void alarms_have_the_name_of_their_definition() {
    server.on(
        "RetrievePropertiesEx",
        alarms(),
        "<returnval>"
            + "<objects><obj type=\"Alarm\">alarm-1</obj><propSet><name>info.name</name>"
            + "<val xsi:type=\"xsd:string\">Datastore usage</val></propSet></objects>"
            + "<objects><obj type=\"Alarm\">alarm-2</obj><missingSet><path>info.name</path>"
            + "<fault><fault xsi:type=\"NoPermission\"/></fault></missingSet></objects>"
            + "</returnval>");
    History history = history(VCenterFact.ALARMS);
    assertEquals(2, history.alarms().size());
    assertEquals("Datastore usage", history.alarms().get(0).alarm());
    assertEquals("red", history.alarms().get(0).overallStatus());
    assertEquals(new MoRef("Datastore", "ds-1"), history.alarms().get(0).entity());
    assertEquals(Instant.parse("2026-01-09T00:00:00Z"), history.alarms().get(0).time());
    assertNull(history.alarms().get(1).alarm());
    assertTrue(history.alarms().get(1).acknowledged());
    assertEquals("ops", history.alarms().get(1).acknowledgedByUser());
    assertTrue(history.unreadable().isEmpty());
  }

  @Test
  void an_alarm_whose_definition_is_gone_is_still_an_alarm() {
    server.on("RetrievePropertiesEx", alarms());
    server.then("RetrievePropertiesEx", Xml.fault("ManagedObjectNotFound", "").build());
    History history = history(VCenterFact.ALARMS);
    assertEquals(2, history.alarms().size());
    assertNull(history.alarms().get(0).alarm());
  }

  @Test
  void no_alarm_is_no_unreadable_alarm() {
    server.on(
        "RetrievePropertiesEx",
        "<returnval><objects><obj type=\"Folder\">group-d1</obj></objects></returnval>");
    History history = history(VCenterFact.ALARMS);
    assertEquals(List.of(), history.alarms());
    assertTrue(history.unreadable().isEmpty());
  }

  @Tag("F6")
  @Test
  void a_history_that_takes_too_long_costs_nothing_but_itself() {
    SoapSession hasty =
        SoapServer.session(
            server.transport(
                io.vpreflight.vsphere.ServerTrust.SYSTEM,
                io.vpreflight.vsphere.ConnectionOptions.DEFAULT.withCallTimeout(
                    Duration.ofMillis(1_500))));
    server.onRequest(
        "CreateCollectorForEvents",
        request -> new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    server.on("RetrievePropertiesEx", alarms(), "<returnval></returnval>");
    History history =
        new VimLongTail(hasty, notes)
            .history(
                new CollectionRequest(
                    Set.of(VCenterFact.EVENTS, VCenterFact.ALARMS), Duration.ofHours(24)),
                NOW,
                List.of());
    assertEquals("Timedout", history.unreadable().fault(VCenterFact.EVENTS));
    assertNull(history.reach().eventsSince());
    hasty.close();
  }

  @Test
  void a_connection_that_is_lost_for_good_is_told_and_costs_no_inventory() {
    server.onRequest(
        "RetrievePropertiesEx",
        request ->
            new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    History history = history(VCenterFact.ALARMS);
    assertEquals("Unreachable", history.unreadable().fault(VCenterFact.ALARMS));
    assertTrue(longTail.stopped() instanceof Unreachable, "nobody would know");
  }

  @Tag("F8")
  @Test
  void a_reply_that_cannot_be_read_is_told_as_unreadable() {
    server.onRequest(
        "RetrievePropertiesEx",
        request -> Xml.reply("RetrievePropertiesEx", "<returnval>&#x1B;</returnval>").build());
    assertEquals("BadReply", history(VCenterFact.ALARMS).unreadable().fault(VCenterFact.ALARMS));
  }

  private History history(VCenterFact... facts) {
    return longTail.history(
        new CollectionRequest(Set.of(facts), Duration.ofHours(24)), NOW, List.<Host>of());
  }

  static String content(String apiType) {
    return "<returnval>" + Xml.serviceContent(apiType, "") + "</returnval>";
  }

  private static String view(String... refs) {
    StringBuilder val = new StringBuilder("<val xsi:type=\"ArrayOfManagedObjectReference\">");
    for (String ref : refs) {
      String[] parts = ref.split(":", 2);
      val.append("<ManagedObjectReference type=\"").append(parts[0]);
      val.append("\" xsi:type=\"ManagedObjectReference\">").append(parts[1]);
      val.append("</ManagedObjectReference>");
    }
    return Xml.property("ContainerView", "session[1]view", "view", val.append("</val>").toString());
  }

  private static String alarms() {
    return Xml.property(
        "Folder",
        "group-d1",
        "triggeredAlarmState",
        "<val xsi:type=\"ArrayOfAlarmState\">"
            + "<AlarmState><key>alarm-1.1</key><entity type=\"Datastore\">ds-1</entity>"
            + "<alarm type=\"Alarm\">alarm-1</alarm><overallStatus>red</overallStatus>"
            + "<time>2026-01-09T00:00:00Z</time><acknowledged>false</acknowledged></AlarmState>"
            + "<AlarmState><key>alarm-2.1</key><entity type=\"HostSystem\">host-1</entity>"
            + "<alarm type=\"Alarm\">alarm-2</alarm><overallStatus>yellow</overallStatus>"
            + "<time>2026-01-09T00:00:00Z</time><acknowledged>true</acknowledged>"
            + "<acknowledgedByUser>ops</acknowledgedByUser></AlarmState></val>");
  }
}
