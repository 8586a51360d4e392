// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.model.World;
import io.vpreflight.simulator.property.Derived;
import io.vpreflight.simulator.session.Access;
import io.vpreflight.simulator.session.Session;
import io.vpreflight.simulator.session.SessionMethods;
import io.vpreflight.simulator.session.Sessions;
import io.vpreflight.simulator.session.User;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the managers show of themselves that no dump can hold. */
final class Managers {
  private Managers() {}

  static void add(
      Derived derived, World world, Sessions sessions, Access access, Set<String> privileges) {
    derived
        .add(
            "ServiceInstance",
            "serverClock",
            (reader, object) -> Element.any("val", world.clock().now()))
        .add(
            "SessionManager",
            "currentSession",
            (reader, object) ->
                reader.isLoggedIn() ? SessionMethods.show(reader).copy("val") : null)
        .add(
            "SessionManager",
            "sessionList",
            (reader, object) -> {
              Element list = Element.typed("val", "ArrayOfUserSession");
              for (Session session : sessions.open()) {
                list.add(SessionMethods.show(session).copy("UserSession"));
              }
              return list;
            })
        .add("AuthorizationManager", "roleList", (reader, object) -> roles(access))
        .add("AuthorizationManager", "privilegeList", (reader, object) -> list(privileges))
        .add(
            "TaskManager",
            "recentTask",
            (reader, object) -> {
              List<Ref> tasks = world.ofType("Task").stream().map(ManagedObject::ref).toList();
              return new ManagedObject(object.ref()).setRefs("t", tasks).get("t");
            });
  }

  /** The roles that every server has, and one for each set of privileges that was granted. */
  private static Element roles(Access access) {
    Map<Integer, Set<String>> roles = new TreeMap<>();
    roles.put(Access.NO_ACCESS, Set.of());
    roles.put(Access.READ, Access.READ_ONLY);
    roles.put(Access.ADMINISTRATOR, Set.of());
    access.permissions(null).forEach(p -> roles.put(p.roleId(), p.privileges()));
    Element list = Element.typed("val", "ArrayOfAuthorizationRole");
    roles.forEach(
        (id, privileges) -> {
          String name =
              switch (id) {
                case Access.NO_ACCESS -> "NoAccess";
                case Access.READ -> "ReadOnly";
                case Access.ADMINISTRATOR -> "Admin";
                default -> "role-" + id;
              };
          Element role =
              Element.typed("AuthorizationRole", "AuthorizationRole")
                  .add("roleId", id)
                  .add("system", id < 0)
                  .add("name", name)
                  .add(new Element("info").add("label", name).add("summary", name));
          privileges.stream()
              .filter(privilege -> !privilege.equals(User.ALL))
              .sorted()
              .forEach(privilege -> role.add("privilege", privilege));
          list.add(role);
        });
    return list;
  }

  private static Element list(Set<String> privileges) {
    Element list = Element.typed("val", "ArrayOfAuthorizationPrivilege");
    for (String id : privileges) {
      int dot = id.lastIndexOf('.');
      list.add(
          Element.typed("AuthorizationPrivilege", "AuthorizationPrivilege")
              .add("privId", id)
              .add("onParent", false)
              .add("name", id.substring(dot + 1))
              .add("privGroupName", dot < 0 ? "" : id.substring(0, dot)));
    }
    return list;
  }
}
