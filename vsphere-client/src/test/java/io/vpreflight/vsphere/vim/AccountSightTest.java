// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.inventory.Coverage.View;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.testing.SoapServer;
import io.vpreflight.vsphere.testing.Xml;
import io.vpreflight.vsphere.vim.VimPrivileges.Granted;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The session of these tests belongs to {@code VSPHERE.LOCAL\audit}. */
@Timeout(600)
class AccountSightTest {
  private static final String OURS = "VSPHERE.LOCAL\\audit";
  private static final int READ_ONLY = -2;
  private static final int NO_ACCESS = -5;

  private final SoapServer server =
      new SoapServer()
          .on("HasPrivilegeOnEntities", privileges("group-d1", "System.Read", true))
          .on("RetrieveEntityPermissions", permission(OURS, false, READ_ONLY, true))
          .on("RetrieveAllPermissions", permission(OURS, false, READ_ONLY, true));
  private final SoapSession session = server.session();

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  @Test
  void who_may_read_the_root_folder_and_everything_below_sees_all() {
    LongTail.Sight sight = sight();
    assertEquals(View.FULL, sight.view());
    assertEquals(
        Map.of(
            "HasPrivilegeOnEntities", "System.Read granted",
            "RetrieveEntityPermissions", "1 of 1 permissions of this user propagate",
            "RetrieveAllPermissions", "no access: 0 times this user, 0 times a group"),
        sight.evidence());
    String asked = server.bodies("HasPrivilegeOnEntities").get(0);
    assertTrue(
        asked.contains(
            "<entity type=\"Folder\">group-d1</entity><sessionId>key-1</sessionId>"
                + "<privId>System.Read</privId>"),
        asked);
  }

  @Test
  void a_user_is_known_in_either_spelling() {
    server.on(
        "RetrieveEntityPermissions",
        permission("Audit@vsphere.local", false, READ_ONLY, true)
            + permission("VSPHERE.LOCAL\\other", true, READ_ONLY, false));
    assertEquals(View.FULL, sight().view());
  }

  @Test
  void without_read_on_the_root_folder_the_view_is_partial_and_nobody_is_asked_further() {
    server.on("HasPrivilegeOnEntities", privileges("group-d1", "System.Read", false));
    assertEquals(View.PARTIAL, sight().view());
    assertEquals(0, server.count("RetrieveEntityPermissions"));
  }

  @Test
  void a_permission_that_does_not_propagate_is_a_partial_view() {
    server.on("RetrieveEntityPermissions", permission(OURS, false, READ_ONLY, false));
    assertEquals(View.PARTIAL, sight().view());
  }

  @Test
  void a_permission_of_the_user_counts_before_those_of_groups() {
    server.on(
        "RetrieveEntityPermissions",
        permission(OURS, false, READ_ONLY, false)
            + permission("VSPHERE.LOCAL\\Everyone", true, READ_ONLY, true));
    assertEquals(View.PARTIAL, sight().view());
  }

  @Test
  void which_group_it_was_is_not_guessed() {
    String propagates = permission("VSPHERE.LOCAL\\A", true, READ_ONLY, true);
    String stays = permission("VSPHERE.LOCAL\\B", true, READ_ONLY, false);
    server.on("RetrieveEntityPermissions", propagates + propagates);
    assertEquals(View.FULL, sight().view());
    server.on("RetrieveEntityPermissions", propagates + stays);
    assertEquals(View.NOT_VERIFIED, sight().view());
    server.on("RetrieveEntityPermissions", stays);
    assertEquals(View.PARTIAL, sight().view());
    server.on("RetrieveEntityPermissions", permission("X\\someone", false, READ_ONLY, true));
    assertEquals(View.NOT_VERIFIED, sight().view());
  }

  @Test
  void no_access_below_makes_the_view_partial_or_doubtful() {
    server.on("RetrieveAllPermissions", permission(OURS, false, NO_ACCESS, true));
    assertEquals(View.PARTIAL, sight().view());
    server.on("RetrieveAllPermissions", permission("X\\group", true, NO_ACCESS, true));
    assertEquals(View.NOT_VERIFIED, sight().view());
    server.on("RetrieveAllPermissions", permission("X\\someone", false, NO_ACCESS, true));
    assertEquals(View.FULL, sight().view());
  }

  @Test
  void what_may_not_be_asked_is_not_verified() {
    server.onRequest("RetrieveAllPermissions", request -> Xml.fault("NoPermission", "").build());
    LongTail.Sight sight = sight();
    assertEquals(View.NOT_VERIFIED, sight.view());
    assertEquals("NoPermission", sight.evidence().get("RetrieveAllPermissions"));
  }

  @Test
  void a_dead_session_is_no_sight() {
    server.onRequest(
        "RetrieveEntityPermissions", request -> Xml.fault("NotAuthenticated", "").build());
    VimLongTail longTail = new VimLongTail(session, new SchemaNotes());
    assertEquals(View.NOT_VERIFIED, longTail.sight().view());
    assertTrue(longTail.stopped() instanceof Fault, "nobody would know");
  }

  @Tag("F13")
  @Test
  void after_a_new_login_the_new_session_is_asked_for() {
    session.user();
    server.expire();
    assertEquals(View.FULL, sight().view());
    List<String> asked = server.bodies("HasPrivilegeOnEntities");
    assertTrue(asked.get(0).contains("<sessionId>key-1</sessionId>"), asked.get(0));
    assertTrue(asked.get(1).contains("<sessionId>key-2</sessionId>"), asked.get(1));
  }

  @Test
  void privileges_that_the_server_does_not_know_are_not_sent() {
    server.on("RetrievePropertiesEx", privilegeList("System.Read", "VirtualMachine.State.X"));
    server.on(
        "HasPrivilegeOnEntities",
        "<returnval><entity type=\"Folder\">f-1</entity>"
            + "<privAvailability><privId>System.Read</privId><isGranted>true</isGranted>"
            + "</privAvailability><privAvailability><privId>VirtualMachine.State.X</privId>"
            + "<isGranted>false</isGranted></privAvailability></returnval>");
    MoRef folder = new MoRef("Folder", "f-1");
    List<String> wanted = List.of("System.Read", "VirtualMachine.State.X", "New.In.Nine");
    Granted granted =
        new VimPrivileges(session, new SchemaNotes()).granted(List.of(folder), wanted);
    assertEquals(Set.of("System.Read"), granted.granted().get(folder));
    assertEquals(Set.of("New.In.Nine"), granted.unknown());
    assertEquals(Set.of("VirtualMachine.State.X"), granted.missing(folder, wanted));
    assertTrue(!server.bodies("HasPrivilegeOnEntities").get(0).contains("New.In.Nine"));
  }

  @Test
  void privileges_are_asked_for_a_hundred_objects_at_a_time() {
    server.on("RetrievePropertiesEx", privilegeList("System.Read"));
    server.on("HasPrivilegeOnEntities", "");
    List<MoRef> vms =
        IntStream.range(0, 230).mapToObj(i -> new MoRef("VirtualMachine", "vm-" + i)).toList();
    Granted granted =
        new VimPrivileges(session, new SchemaNotes()).granted(vms, List.of("System.Read"));
    assertEquals(3, server.count("HasPrivilegeOnEntities"));
    assertEquals(230, granted.granted().size());
    assertEquals(Set.of("System.Read"), granted.missing(vms.get(229), List.of("System.Read")));
  }

  @Test
  void a_server_that_lists_no_privileges_is_asked_all_the_same() {
    server.on("RetrievePropertiesEx", privilegeList());
    server.on("HasPrivilegeOnEntities", privileges("group-d1", "System.Read", true));
    MoRef root = new MoRef("Folder", "group-d1");
    Granted granted =
        new VimPrivileges(session, new SchemaNotes())
            .granted(List.of(root), List.of("System.Read"));
    assertEquals(Set.of("System.Read"), granted.granted().get(root));
    assertEquals(Set.of(), granted.unknown());
  }

  private LongTail.Sight sight() {
    return new VimLongTail(session, new SchemaNotes()).sight();
  }

  private static String permission(String principal, boolean group, int roleId, boolean propagate) {
    return "<returnval><entity type=\"Folder\">group-d1</entity><principal>"
        + principal
        + "</principal><group>"
        + group
        + "</group><roleId>"
        + roleId
        + "</roleId><propagate>"
        + propagate
        + "</propagate></returnval>";
  }

  private static String privileges(String moId, String id, boolean granted) {
    return "<returnval><entity type=\"Folder\">"
        + moId
        + "</entity><privAvailability><privId>"
        + id
        + "</privId><isGranted>"
        + granted
        + "</isGranted></privAvailability></returnval>";
  }

  private static String privilegeList(String... ids) {
    StringBuilder val = new StringBuilder("<val xsi:type=\"ArrayOfAuthorizationPrivilege\">");
    for (String id : ids) {
      val.append("<AuthorizationPrivilege><privId>")
          .append(id)
          .append("</privId><onParent>false</onParent><name>n</name></AuthorizationPrivilege>");
    }
    return Xml.property(
        "AuthorizationManager",
        "AuthorizationManager",
        "privilegeList",
        val.append("</val>").toString());
  }
}
