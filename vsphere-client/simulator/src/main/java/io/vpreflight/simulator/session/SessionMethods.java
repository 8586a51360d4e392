// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.session;

import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.Handler;
import io.vpreflight.simulator.model.Method;
import io.vpreflight.simulator.model.Methods;
import java.util.List;
import java.util.function.Consumer;

/** Methods of the service instance and of the session manager. */
public final class SessionMethods {
  private final Sessions sessions;
  private final Consumer<Session> loggedIn;

  private SessionMethods(Sessions sessions, Consumer<Session> loggedIn) {
    this.sessions = sessions;
    this.loggedIn = loggedIn;
  }

  /**
   * Adds them.
   *
   * @param loggedIn told of every new session
   */
  public static void add(Methods methods, Sessions sessions, Consumer<Session> loggedIn) {
    SessionMethods here = new SessionMethods(sessions, loggedIn);
    methods
        .add(
            Method.read(
                "RetrieveServiceContent",
                "ServiceInstance",
                call -> List.of(call.world().get(call.target()).get("content"))))
        .add(
            Method.read(
                "CurrentTime",
                "ServiceInstance",
                call -> Handler.returns(call.world().clock().now())))
        .add(Method.read("Login", "SessionManager", here::login))
        .add(Method.read("Logout", "SessionManager", here::logout))
        .add(Method.read("SessionIsActive", "SessionManager", here::isActive))
        .add(Method.mutation("TerminateSession", "SessionManager", null, here::terminate));
  }

  private List<Element> login(Call call) {
    Session before = (Session) call.caller();
    if (before.isLoggedIn()) {
      throw Fault.of("AlreadyAuthenticatedSession", "The session is already logged in.");
    }
    if (call.argument("locale") != null && !call.text("locale").matches("[A-Za-z_-]{0,12}")) {
      throw Fault.of("InvalidLocale", "The locale is not known.");
    }
    Session session = sessions.login(call.text("userName"), call.text("password"), before);
    loggedIn.accept(session);
    return List.of(show(session));
  }

  private List<Element> logout(Call call) {
    sessions.end((Session) call.caller());
    return List.of();
  }

  private List<Element> isActive(Call call) {
    call.caller().require("Sessions.ValidateSession", call.target());
    String id = call.text("sessionID");
    return Handler.returns(sessions.open().stream().anyMatch(s -> s.session().equals(id)));
  }

  private List<Element> terminate(Call call) {
    call.caller().require("Sessions.TerminateSession", call.target());
    for (Element id : call.arguments("sessionId")) {
      Session found =
          sessions.open().stream()
              .filter(s -> s.session().equals(id.text()))
              .findAny()
              .orElseThrow(() -> Fault.of("NotFound", "There is no such session."));
      sessions.end(found);
    }
    return List.of();
  }

  /** {@code UserSession}. */
  public static Element show(Session session) {
    return Element.typed("returnval", "UserSession")
        .add("key", session.session())
        .add("userName", session.user())
        .add("fullName", session.user())
        .add("loginTime", session.loginTime())
        .add("lastActiveTime", session.lastActive())
        .add("locale", "en")
        .add("messageLocale", "en")
        .add("extensionSession", false)
        .add("ipAddress", session.address())
        .add("userAgent", session.userAgent())
        .add("callCount", session.calls());
  }
}
