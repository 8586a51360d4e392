// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.session;

import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.Method;
import io.vpreflight.simulator.model.Methods;
import io.vpreflight.simulator.model.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Methods of the authorization manager. */
public final class AccessMethods {
  private static final String TYPE = "AuthorizationManager";

  private final Access access;
  private final Sessions sessions;
  private final Set<String> known;

  private AccessMethods(Access access, Sessions sessions, Set<String> known) {
    this.access = access;
    this.sessions = sessions;
    this.known = known;
  }

  /**
   * Adds them.
   *
   * @param known every privilege there is
   */
  public static void add(Methods methods, Access access, Sessions sessions, Set<String> known) {
    AccessMethods here = new AccessMethods(access, sessions, known);
    methods
        .add(Method.read("HasPrivilegeOnEntities", TYPE, here::onEntities))
        .add(Method.read("HasPrivilegeOnEntity", TYPE, here::onEntity))
        .add(Method.read("HasUserPrivilegeOnEntities", TYPE, here::ofUser).since("6.5"))
        .add(Method.read("FetchUserPrivilegeOnEntities", TYPE, here::fetch).since("6.5"))
        .add(Method.read("RetrieveEntityPermissions", TYPE, here::entityPermissions))
        .add(Method.read("RetrieveAllPermissions", TYPE, here::allPermissions));
  }

  private List<Element> onEntities(Call call) {
    String user = user(call.text("sessionId"));
    return call.arguments("entity").stream()
        .map(entity -> availability(call, user, entity))
        .toList();
  }

  private List<Element> ofUser(Call call) {
    String user = call.text("userName");
    return call.arguments("entities").stream()
        .map(entity -> availability(call, user, entity))
        .toList();
  }

  private Element availability(Call call, String user, Element entity) {
    Ref ref = entity(call, entity);
    Element answer = Element.typed("returnval", "EntityPrivilege").add("entity", ref);
    for (Element privilege : call.arguments("privId")) {
      answer.add(
          new Element("privAvailability")
              .add("privId", privilege.text())
              .add("isGranted", granted(user, privilege.text(), ref)));
    }
    return answer;
  }

  private List<Element> onEntity(Call call) {
    String user = user(call.text("sessionId"));
    Ref ref = entity(call, call.required("entity"));
    return call.arguments("privId").stream()
        .map(privilege -> Element.of("returnval", granted(user, privilege.text(), ref)))
        .toList();
  }

  private List<Element> fetch(Call call) {
    String user = call.text("userName");
    List<Element> answers = new ArrayList<>();
    for (Element entity : call.arguments("entities")) {
      Ref ref = entity(call, entity);
      Element answer = Element.typed("returnval", "UserPrivilegeResult").add("entity", ref);
      known.stream()
          .filter(privilege -> granted(user, privilege, ref))
          .forEach(privilege -> answer.add("privileges", privilege));
      answers.add(answer);
    }
    return answers;
  }

  private List<Element> entityPermissions(Call call) {
    Ref entity = entity(call, call.required("entity"));
    List<Access.Permission> found = new ArrayList<>(access.permissions(entity));
    if (call.isTrue("inherited")) {
      Ref here = entity;
      for (Ref above = access.parent(here); !above.equals(here); above = access.parent(here)) {
        here = above;
        for (Access.Permission inherited : access.permissions(above)) {
          if (inherited.propagate()
              && found.stream().noneMatch(p -> p.principal().equals(inherited.principal()))) {
            found.add(inherited);
          }
        }
      }
    }
    return found.stream().map(AccessMethods::show).toList();
  }

  private List<Element> allPermissions(Call call) {
    return access.permissions(null).stream().map(AccessMethods::show).toList();
  }

  private static Element show(Access.Permission permission) {
    return Element.typed("returnval", "Permission")
        .add("entity", permission.entity())
        .add("principal", permission.principal())
        .add("group", false)
        .add("roleId", permission.roleId())
        .add("propagate", permission.propagate());
  }

  private static Ref entity(Call call, Element argument) {
    Ref ref = argument.ref();
    if (ref == null) {
      throw Fault.invalidRequest(argument.name() + " is not a reference");
    }
    return call.world().get(ref).ref();
  }

  private boolean granted(String user, String privilege, Ref entity) {
    return known.contains(privilege) && access.may(user, privilege, entity);
  }

  /** To a session that it does not know a vCenter grants nothing, without a fault. */
  private String user(String sessionId) {
    return sessions.open().stream()
        .filter(session -> session.session().equals(sessionId))
        .map(Session::user)
        .findAny()
        .orElse("");
  }
}
