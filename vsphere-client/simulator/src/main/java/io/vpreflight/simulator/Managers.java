// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.model.World;
import io.vpreflight.simulator.property.Derived;
import io.vpreflight.simulator.session.Session;
import io.vpreflight.simulator.session.SessionMethods;
import io.vpreflight.simulator.session.Sessions;
import java.util.List;
import java.util.Set;

/** What the managers show of themselves that no dump can hold. */
final class Managers {
  private Managers() {}

  static void add(Derived derived, World world, Sessions sessions, Set<String> privileges) {
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
        .add("AuthorizationManager", "privilegeList", (reader, object) -> list(privileges))
        .add(
            "TaskManager",
            "recentTask",
            (reader, object) -> {
              List<Ref> tasks = world.ofType("Task").stream().map(ManagedObject::ref).toList();
              return new ManagedObject(object.ref()).setRefs("t", tasks).get("t");
            });
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
