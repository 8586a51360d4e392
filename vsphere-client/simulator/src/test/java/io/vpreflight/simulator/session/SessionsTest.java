// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vpreflight.simulator.Simulator;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.session.User.Grant;
import io.vpreflight.simulator.testing.Client;
import io.vpreflight.simulator.testing.Client.BadStatus;
import io.vpreflight.simulator.testing.Client.Refused;
import io.vpreflight.simulator.testing.Company;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {
  private static final User AUDIT = User.with("audit@vsphere.local", "secret");

  @TempDir Path temp;
  private final Company company = new Company(3);

  private Simulator start(Sessions.Rules rules, User... users) throws IOException {
    var builder = company.load(temp).sessions(rules);
    for (User user : users) {
      builder.user(user);
    }
    return builder.start();
  }

  @Test
  void without_a_login_nothing_but_the_greeting_is_told() throws IOException {
    try (Simulator server = start(Sessions.Rules.DEFAULT, AUDIT)) {
      Client client = new Client(server);
      Element content = client.call("RetrieveServiceContent", Client.SERVICE).get(0);
      assertEquals("8.0.3.0", content.textAt("about", "apiVersion"));
      Refused refused =
          assertThrows(Refused.class, () -> client.call("CurrentTime", Client.SERVICE));
      assertEquals("NotAuthenticated", refused.type());
      Element vm = client.read(company.vm(1), "name");
      assertNull(vm.child("propSet"));
      assertEquals("NotAuthenticated", vm.require("missingSet", "fault", "fault").type());
    }
  }

  @Test
  void a_session_ends_when_it_was_idle_for_long_enough() throws IOException {
    try (Simulator server = start(Sessions.Rules.DEFAULT, AUDIT)) {
      Client client = new Client(server);
      client.login("VSPHERE.LOCAL\\audit", "secret");
      for (int i = 0; i < 3; i++) {
        company.clock().advance(Duration.ofMinutes(29));
        client.call("CurrentTime", Client.SERVICE);
      }
      company.clock().advance(Duration.ofMinutes(31));
      Refused refused =
          assertThrows(Refused.class, () -> client.call("CurrentTime", Client.SERVICE));
      assertEquals("NotAuthenticated", refused.type());
    }
  }

  @Test
  void a_name_is_locked_after_wrong_passwords_and_free_again_later() throws IOException {
    try (Simulator server =
        start(Sessions.Rules.DEFAULT.lockOut(3, Duration.ofMinutes(5)), AUDIT)) {
      Client client = new Client(server);
      for (int i = 0; i < 3; i++) {
        assertEquals("InvalidLogin", refusedLogin(client, "wrong"));
      }
      assertEquals("InvalidLogin", refusedLogin(client, "secret"));
      company.clock().advance(Duration.ofMinutes(6));
      client.login("audit@vsphere.local", "secret");
      assertEquals(1, server.openSessions());
    }
  }

  private static String refusedLogin(Client client, String password) {
    return assertThrows(Refused.class, () -> client.login("audit@vsphere.local", password)).type();
  }

  @Test
  void there_are_no_more_sessions_than_allowed() throws IOException {
    try (Simulator server = start(Sessions.Rules.DEFAULT.most(1), AUDIT)) {
      Client first = new Client(server);
      first.login("audit@vsphere.local", "secret");
      Client second = new Client(server);
      BadStatus status =
          assertThrows(BadStatus.class, () -> second.login("audit@vsphere.local", "secret"));
      assertEquals(503, status.code());
      first.call("Logout", Client.SESSIONS);
      second.login("audit@vsphere.local", "secret");
    }
  }

  @Test
  void what_a_user_may_not_see_is_not_listed_and_what_it_may_not_read_is_missing()
      throws IOException {
    User half =
        new User(
            "half@vsphere.local",
            "secret",
            List.of(
                new Grant(null, Access.READ_ONLY, true),
                new Grant(company.vm(1), Set.of(), true),
                new Grant(company.vm(2), Set.of("System.View"), true)));
    try (Simulator server = start(Sessions.Rules.DEFAULT, half)) {
      Client client = new Client(server);
      client.login("half@vsphere.local", "secret");
      Ref view =
          Objects.requireNonNull(
              client
                  .call(
                      "CreateContainerView",
                      new Ref("ViewManager", "ViewManager"),
                      Element.of("container", company.root()),
                      Element.of("type", "VirtualMachine"),
                      Element.of("recursive", true))
                  .get(0)
                  .ref());
      List<Ref> seen = client.value(view, "view").children().stream().map(Element::ref).toList();
      assertEquals(List.of(company.vm(2), company.vm(3)), seen);
      assertEquals("vm2", client.value(company.vm(2), "name").text());
      Element missing = client.read(company.vm(2), "config.uuid").require("missingSet");
      assertEquals("NoPermission", missing.require("fault", "fault").type());
      assertEquals("System.Read", missing.textAt("fault", "fault", "privilegeId"));
      assertNotEquals(null, client.value(company.vm(3), "config.uuid"));
    }
  }

  @Test
  void privileges_are_told_as_they_are_enforced() throws IOException {
    User operator = User.with("op@vsphere.local", "secret", "VirtualMachine.State.RemoveSnapshot");
    try (Simulator server = start(Sessions.Rules.DEFAULT, operator)) {
      Client client = new Client(server);
      String key = client.login("op@vsphere.local", "secret").textAt("key") + "";
      Ref manager = new Ref("AuthorizationManager", "AuthorizationManager");
      Element answer =
          client
              .call(
                  "HasPrivilegeOnEntities",
                  manager,
                  Element.of("entity", company.vm(1)),
                  Element.of("sessionId", key),
                  Element.of("privId", "VirtualMachine.State.RemoveSnapshot"),
                  Element.of("privId", "VirtualMachine.State.CreateSnapshot"))
              .get(0);
      assertEquals(
          List.of("true", "false"),
          answer.children("privAvailability").stream().map(a -> a.textAt("isGranted")).toList());
      Element permission =
          client
              .call(
                  "RetrieveEntityPermissions",
                  manager,
                  Element.of("entity", company.vm(1)),
                  Element.of("inherited", true))
              .get(0);
      assertEquals("op@vsphere.local", permission.textAt("principal"));
      assertEquals(company.root(), permission.refAt("entity"));
      Refused refused =
          assertThrows(
              Refused.class,
              () ->
                  client.call(
                      "LogUserEvent",
                      new Ref("EventManager", "EventManager"),
                      Element.of("entity", company.vm(1)),
                      Element.of("msg", "hello")));
      assertEquals("NoPermission", refused.type());
      assertEquals("NoPermission", server.mutations().calls("LogUserEvent").get(0).outcome());
    }
  }
}
