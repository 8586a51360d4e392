// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.testing.SoapServer;
import io.vpreflight.vsphere.testing.Xml;
import io.vpreflight.vsphere.vim.VimSessions.Counts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an account is told about itself. Its session is that of {@code VSPHERE.LOCAL\audit}. */
@Timeout(600)
class VimAccountTest {
  private final SoapServer server = new SoapServer();
  private final SoapSession session = server.session();

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  private boolean judges() {
    return new VimPrivileges(session, new SchemaNotes()).judges();
  }

  private static String read(boolean granted) {
    return "<returnval><entity type=\"Folder\">group-d1</entity><privAvailability>"
        + "<privId>System.Read</privId><isGranted>"
        + granted
        + "</isGranted></privAvailability></returnval>";
  }

  @Test
  void a_server_that_grants_to_a_session_that_does_not_exist_does_not_judge() {
    server.on("HasPrivilegeOnEntities", read(true));
    assertFalse(judges());
    String asked = server.bodies("HasPrivilegeOnEntities").get(0);
    assertTrue(asked.contains("<sessionId>00000000-"), asked);
    assertFalse(asked.contains("key-1"), asked);
  }

  @Test
  void a_server_that_grants_nothing_to_it_or_refuses_the_question_judges() {
    server.on("HasPrivilegeOnEntities", read(false), "");
    assertTrue(judges());
    assertTrue(judges());
    server.onRequest("HasPrivilegeOnEntities", request -> Xml.fault("InvalidArgument", "").build());
    assertTrue(judges());
  }

  @Test
  void sessions_are_counted_by_user_in_either_spelling() {
    server.on(
        "RetrievePropertiesEx",
        Xml.property(
            "SessionManager",
            "SessionManager",
            "sessionList",
            "<val xsi:type=\"ArrayOfUserSession\">"
                + user("VSPHERE.LOCAL\\audit")
                + user("audit@vsphere.local")
                + user("VSPHERE.LOCAL\\backup")
                + "</val>"));
    assertEquals(new Counts(2, 3), new VimSessions(session, new SchemaNotes()).count());
  }

  @Test
  void sessions_that_may_not_be_read_are_a_fault_not_a_zero() {
    server.on(
        "RetrievePropertiesEx",
        "<returnval><objects><obj type=\"SessionManager\">SessionManager</obj><missingSet>"
            + "<path>sessionList</path><fault><fault xsi:type=\"NoPermission\">"
            + "<privilegeId>Sessions.TerminateSession</privilegeId></fault>"
            + "<localizedMessage/></fault></missingSet></objects></returnval>");
    VimSessions sessions = new VimSessions(session, new SchemaNotes());
    Fault fault = assertThrows(Fault.class, sessions::count);
    assertEquals("NoPermission", fault.fault().faultClass());
  }

  @Test
  void a_path_is_read_up_to_the_root_folder() {
    server.on(
        "RetrievePropertiesEx",
        name("VirtualMachine", "vm-1", "web01"),
        parent("VirtualMachine", "vm-1", "group-v3"),
        name("Folder", "group-v3", "vm"),
        parent("Folder", "group-v3", "group-d1"));
    MoRef vm = new MoRef("VirtualMachine", "vm-1");
    assertEquals(Map.of(vm, "/vm/web01"), new VimPaths(session, new SchemaNotes()).of(List.of(vm)));
  }

  @Test
  void the_root_folder_is_a_slash_and_costs_no_call() {
    MoRef root = new MoRef("Folder", "group-d1");
    assertEquals(Map.of(root, "/"), new VimPaths(session, new SchemaNotes()).of(List.of(root)));
    assertEquals(0, server.count("RetrievePropertiesEx"));
  }

  @Test
  void a_tree_that_is_a_circle_ends() {
    server.on(
        "RetrievePropertiesEx",
        name("Folder", "group-v3", "a"),
        parent("Folder", "group-v3", "group-v3"));
    MoRef folder = new MoRef("Folder", "group-v3");
    String path = new VimPaths(session, new SchemaNotes()).of(List.of(folder)).get(folder);
    assertTrue(String.valueOf(path).startsWith("/a/a/"), path);
    assertEquals(2, server.count("RetrievePropertiesEx"));
  }

  private static String name(String type, String moId, String name) {
    return Xml.property(type, moId, "name", "<val xsi:type=\"xsd:string\">" + name + "</val>");
  }

  private static String parent(String type, String moId, String parent) {
    return Xml.property(
        type,
        moId,
        "parent",
        "<val type=\"Folder\" xsi:type=\"ManagedObjectReference\">" + parent + "</val>");
  }

  private static String user(String name) {
    return "<UserSession><key>k</key><userName>"
        + name
        + "</userName><fullName/><loginTime>2026-11-20T06:00:00Z</loginTime>"
        + "<lastActiveTime>2026-11-20T06:00:00Z</lastActiveTime><locale>en</locale>"
        + "<messageLocale>en</messageLocale></UserSession>";
  }
}
