// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.vmware.vim25.EntityPrivilege;
import com.vmware.vim25.Event;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VimPortType;
import com.vmware.vim25.ws.Argument;
import com.vmware.vim25.ws.Client;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.Operations;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.testing.SoapServer;
import io.vpreflight.vsphere.testing.Xml;
import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import mockwebserver3.MockResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

@Timeout(600)
class VimClientTest {
  private static final ManagedObjectReference MANAGER =
      Vim.reference(new MoRef("AuthorizationManager", "AuthorizationManager"));

  private final SoapServer server = new SoapServer();
  private final SoapSession session = server.session();
  private final VimClient client = new VimClient(session, new SchemaNotes());

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  @Test
  void the_library_speaks_through_our_session() throws Exception {
    server.on(
        "HasPrivilegeOnEntities",
        "<returnval><entity type=\"Folder\">group-d1</entity><privAvailability>"
            + "<privId>System.Read</privId><isGranted>true</isGranted></privAvailability>"
            + "</returnval>");
    VimPortType library = new VimPortType(client);
    EntityPrivilege[] answers =
        library.hasPrivilegeOnEntities(
            MANAGER,
            new ManagedObjectReference[] {Vim.reference(new MoRef("Folder", "group-d1"))},
            "key",
            new String[] {"System.Read"});
    assertEquals(1, answers.length);
    assertTrue(answers[0].privAvailability[0].isGranted);
    String sent = server.bodies("HasPrivilegeOnEntities").get(0);
    assertTrue(
        sent.contains(
            "<_this type=\"AuthorizationManager\">AuthorizationManager</_this>"
                + "<entity type=\"Folder\">group-d1</entity><sessionId>key</sessionId>"
                + "<privId>System.Read</privId>"),
        sent);
    assertEquals("urn:vim25/8.0.3.0", server.calls().get(3).soapAction());
  }

  @Test
  void every_method_of_the_library_that_is_not_on_the_list_is_refused_before_a_byte_is_sent()
      throws Exception {
    VimPortType library = new VimPortType(client);
    Set<String> refused = new TreeSet<>();
    List<String> others = new ArrayList<>();
    for (Method method : VimPortType.class.getMethods()) {
      if (!method.getDeclaringClass().getPackageName().startsWith("com.vmware")
          || Modifier.isStatic(method.getModifiers())
          || method.getName().equals("getWsc")) {
        continue;
      }
      String name =
          Character.toUpperCase(method.getName().charAt(0)) + method.getName().substring(1);
      if (Operations.READ.contains(name)) {
        continue;
      }
      Object[] none = new Object[method.getParameterCount()];
      for (int i = 0; i < none.length; i++) {
        none[i] = none(method.getParameterTypes()[i]);
      }
      InvocationTargetException thrown =
          assertThrows(InvocationTargetException.class, () -> method.invoke(library, none), name);
      if (thrown.getCause() instanceof Operations.NotAllowed) {
        refused.add(name);
      } else {
        others.add(name);
      }
    }
    // The library breaks over its own arguments before it asks us.
    assertEquals(List.of("UpgradeVsanObjects"), others);
    assertTrue(refused.size() > 650, refused.size() + " refused");
    assertTrue(
        refused.containsAll(
            Set.of(
                "ReconfigVM_Task",
                "CreateSnapshot_Task",
                "RemoveSnapshot_Task",
                "RemoveAllSnapshots_Task",
                "ConsolidateVMDisks_Task",
                "Destroy_Task",
                "PowerOffVM_Task",
                "RelocateVM_Task",
                "RebootHost_Task",
                "SetField",
                "LogUserEvent",
                "PostEvent",
                "SetEntityPermissions",
                "UpdateOptions",
                "TerminateSession",
                "CancelTask",
                "RefreshStorageInfo",
                "ResetEntityPermissions")));
    assertEquals(List.of(), server.methods());
  }

  @Test
  void no_method_that_may_be_sent_changes_anything() {
    for (String method : Operations.READ) {
      assertTrue(!method.endsWith("_Task"), method);
      assertTrue(
          method.matches(
              "(Retrieve|CancelRetrieve|Query|Read|Has|Browse|Current|WaitForUpdates"
                  + "|Create(ContainerView|Collector|Filter)|Destroy(View|Collector|PropertyFilter)"
                  + "|Reset(Collector)|SetCollectorPageSize|Login|Logout).*"),
          method);
    }
  }

  @Test
  void a_fault_is_ours_and_keeps_its_class() {
    server.onRequest("QueryPerf", request -> Xml.fault("VmPaintedFault", "").build());
    Fault fault = assertThrows(Fault.class, () -> client.invoke("QueryPerf", null, null));
    assertEquals("VmPaintedFault", fault.fault().faultClass());
    assertEquals("QueryPerf", fault.method());
  }

  @Tag("F8")
  @Test
  void a_document_type_in_a_reply_is_refused() {
    server.onRequest(
        "QueryPerf",
        request ->
            new MockResponse.Builder()
                .addHeader("Content-Type", "text/xml")
                .body(
                    "<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/hostname'>]><Envelope><Body>"
                        + "<QueryPerfResponse><returnval>&f;</returnval></QueryPerfResponse>"
                        + "</Body></Envelope>")
                .build());
    assertThrows(BadReply.class, () -> client.invoke("QueryPerf", null, "String"));
  }

  @Test
  void what_is_returned_has_the_type_of_the_signature() {
    server.on(
        "QueryPerf",
        "<returnval xsi:type=\"EventEx\"><key>1</key></returnval>"
            + "<returnval xsi:type=\"VmPoweredOnEvent\"><key>2</key></returnval>");
    Event[] events = assertInstanceOf(Event[].class, client.invoke("QueryPerf", null, "Event[]"));
    assertEquals(2, events.length);
    server.on("QueryPerf", "<returnval>true</returnval>");
    assertEquals(true, client.invoke("QueryPerf", null, "boolean"));
    server.on("QueryPerf", "");
    assertEquals(
        0, ((Event[]) Objects.requireNonNull(client.invoke("QueryPerf", null, "Event[]"))).length);
    server.on("QueryPerf", "<returnval>ignored</returnval>");
    assertEquals(null, client.invoke("QueryPerf", new Argument[0], null));
  }

  @Test
  void what_the_session_decides_cannot_be_changed_through_the_library() {
    Client library = client;
    List<Executable> attempts =
        List.of(
            library::getBaseUrl,
            () -> library.setBaseUrl(null),
            library::getCookie,
            () -> library.setCookie("x"),
            () -> library.setVimNameSpace("x"),
            library::getConnectTimeout,
            () -> library.setConnectTimeout(1),
            library::getReadTimeout,
            () -> library.setReadTimeout(1),
            library::getTrustManager,
            () -> library.setSoapActionOnApiVersion("4.0"),
            () -> library.invokeAsString("Login", new Argument[0]),
            () -> library.marshall("Login", new Argument[0]),
            () -> library.unMarshall("String", new ByteArrayInputStream(new byte[0])),
            () -> library.readStream(new ByteArrayInputStream(new byte[0])));
    for (Executable attempt : attempts) {
      UnsupportedOperationException refused =
          assertThrows(UnsupportedOperationException.class, attempt);
      assertNotNull(refused.getMessage());
    }
    assertEquals("urn:vim25", library.getVimNameSpace());
  }

  private static @Nullable Object none(Class<?> type) {
    if (type == boolean.class) {
      return false;
    }
    if (type == int.class) {
      return 0;
    }
    if (type == long.class) {
      return 0L;
    }
    if (type == short.class) {
      return (short) 0;
    }
    if (type == byte.class) {
      return (byte) 0;
    }
    return null;
  }
}
