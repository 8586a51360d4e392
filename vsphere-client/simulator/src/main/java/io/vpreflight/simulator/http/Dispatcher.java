// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.http;

import io.vpreflight.simulator.fault.Faults;
import io.vpreflight.simulator.fault.WireFault;
import io.vpreflight.simulator.model.ApiVersion;
import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.Method;
import io.vpreflight.simulator.model.Methods;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.model.World;
import io.vpreflight.simulator.property.Objects;
import io.vpreflight.simulator.property.PropertyMethods;
import io.vpreflight.simulator.property.Schema;
import io.vpreflight.simulator.session.Session;
import io.vpreflight.simulator.session.Sessions;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a request to the method that it calls, past the privileges and the script of faults. */
public final class Dispatcher {
  private final World world;
  private final Sessions sessions;
  private final Objects objects;
  private final Methods methods;
  private final Faults faults;
  private final Schema schema;
  private final ApiVersion version;
  private final Hooks hooks;

  /** What else has to know of a call, or knows something of it. */
  public interface Hooks {
    /** What the dump holds as the reply of a method that the simulator does not have, or null. */
    @Nullable Element recorded(Ref target, String method);

    /** A call that changes something has been executed or refused. */
    void mutated(Call call, String outcome);

    /** The vCenter is to start anew; with another instance UUID unless it is null. */
    void restart(@Nullable String instanceUuid);
  }

  /** Puts the parts together. */
  public Dispatcher(
      World world,
      Sessions sessions,
      Objects objects,
      Methods methods,
      Faults faults,
      ApiVersion version,
      Hooks hooks) {
    this.world = world;
    this.sessions = sessions;
    this.objects = objects;
    this.methods = methods;
    this.faults = faults;
    this.schema = Schema.vim25();
    this.version = version;
    this.hooks = hooks;
  }

  /** Answers one request. */
  Answer answer(Request request) {
    Envelope envelope;
    try {
      envelope = Envelope.read(request.body());
      speak(request.soapAction());
    } catch (Fault e) {
      return Answer.of(500, Envelope.fault(e));
    }
    WireFault wrong = faults.nextWire(envelope.method(), envelope.target());
    if (wrong instanceof WireFault.Dropped) {
      return Answer.of(200, "").broken(new WireFault.Swallowed());
    }
    if (wrong instanceof WireFault.Status status) {
      return Answer.of(status.code(), "");
    }
    if (wrong instanceof WireFault.Delayed delayed) {
      pause(delayed);
    }
    if (wrong instanceof WireFault.Also also) {
      also.work().accept(envelope.method());
    }
    if (wrong instanceof WireFault.Restart restart && !restart.afterwards()) {
      hooks.restart(restart.instanceUuid());
      return Answer.of(200, "").broken(new WireFault.Swallowed());
    }
    Answer answer = world.locked(() -> execute(request, envelope, wrong));
    if (wrong instanceof WireFault.After after) {
      return Answer.of(500, Envelope.fault(after.fault()));
    }
    if (wrong instanceof WireFault.Restart restart) {
      hooks.restart(restart.instanceUuid());
      return answer.broken(new WireFault.Swallowed());
    }
    return answer.broken(wrong);
  }

  private Answer execute(Request request, Envelope envelope, @Nullable WireFault wrong) {
    Session session = sessions.of(request.cookie(), request.address(), request.userAgent());
    String name = envelope.method();
    if (name.equals("Login") && !session.isLoggedIn() && sessions.isFull()) {
      return Answer.of(503, "");
    }
    Call call =
        new Call(name, envelope.target(), envelope.body(), session, envelope.operationId(), world);
    Method method = methods.find(name);
    try {
      if (wrong instanceof WireFault.Before before) {
        throw before.fault();
      }
      Method offered = offered(method, call, session);
      List<Element> returned = offered.handler().handle(call);
      if (offered.mutation()) {
        hooks.mutated(call, outcome(returned));
      }
      String cookie = name.equals("Login") ? cookie(returned) : null;
      return new Answer(200, Envelope.response(name, returned), cookie, null);
    } catch (Fault e) {
      if (method != null && method.mutation()) {
        hooks.mutated(call, e.type());
      }
      return Answer.of(500, Envelope.fault(e));
    }
  }

  /** Object first, then method, then session, then privilege. */
  private Method offered(@Nullable Method method, Call call, Session session) {
    String type = call.target().type();
    boolean exists = objects.find(session, call.target()) != null;
    if (!exists && (session.isLoggedIn() || !schema.isManaged(type))) {
      throw Fault.notFound(call.target());
    }
    if (method != null && method.name().equals(PropertyMethods.FETCH)) {
      requireLogin("System.View", call, session);
      return method;
    }
    Schema.Operation declared = schema.operation(type, call.method());
    if (declared == null || !version.atLeast(declared.since())) {
      throw Fault.invalidRequest(
          "Unable to resolve WSDL method name " + call.method() + " for " + type);
    }
    if (method == null) {
      requireLogin(declared.privilege(), call, session);
      Element reply = hooks.recorded(call.target(), call.method());
      if (reply == null) {
        throw Fault.of("NotSupported", "The simulator has no " + call.method());
      }
      return Method.read(call.method(), type, c -> reply.children());
    }
    String privilege = method.privilege() == null ? declared.privilege() : method.privilege();
    requireLogin(privilege, call, session);
    if (privilege != null && !privilege.startsWith("System.") && method.mutation()) {
      session.require(privilege, call.target());
    }
    return method;
  }

  private static void requireLogin(@Nullable String privilege, Call call, Session session) {
    if (!"System.Anonymous".equals(privilege) && !session.isLoggedIn()) {
      throw new Fault(
          Element.typed("fault", "NotAuthenticated")
              .add("object", call.target())
              .add("privilegeId", privilege == null ? "System.View" : privilege),
          "The session is not authenticated.");
    }
  }

  private static String outcome(List<Element> returned) {
    var ref = returned.isEmpty() ? null : returned.get(0).ref();
    return ref == null ? "ok" : "ok " + ref;
  }

  private @Nullable String cookie(List<Element> returned) {
    String key = returned.get(0).textAt("key");
    return sessions.open().stream()
        .filter(session -> session.session().equals(key))
        .map(Session::cookie)
        .findAny()
        .orElse(null);
  }

  /** Refuses a version that was not offered. */
  private void speak(String soapAction) {
    String action = soapAction.replace("\"", "");
    String wanted = action.startsWith("urn:vim25/") ? action.substring(10) : "";
    boolean known =
        wanted.isEmpty()
            || schema.versions().stream()
                .anyMatch(v -> v.text().equals(wanted) && version.atLeast(v))
            || wanted.equals(version.text());
    if (!known) {
      throw Fault.invalidRequest("Unsupported version URI \"" + action + "\"");
    }
  }

  private static void pause(WireFault.Delayed delayed) {
    try {
      Thread.sleep(delayed.time().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * What came over the wire.
   *
   * @param cookie of the session; null when there is none
   */
  record Request(
      InputStream body,
      String soapAction,
      @Nullable String cookie,
      String address,
      String userAgent) {}
}
