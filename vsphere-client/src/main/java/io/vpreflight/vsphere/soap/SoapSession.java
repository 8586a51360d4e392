// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import io.vpreflight.vsphere.Credentials;
import io.vpreflight.vsphere.FaultKind;
import io.vpreflight.vsphere.MutationPermit;
import io.vpreflight.vsphere.ServerCertificate;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.NotSent;
import io.vpreflight.vsphere.inventory.ApiVersion;
import io.vpreflight.vsphere.inventory.MoRef;
import java.nio.CharBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One session with one vCenter. It logs in when first needed, once for all threads, again when
 * vCenter has dropped it (for what only reads: once for a call, three times an hour), and logs out
 * on close. Safe for several threads.
 */
public final class SoapSession implements AutoCloseable {
  /** Within an hour: who ends our sessions again and again does not want us. */
  private static final int MOST_RENEWALS = 3;

  private final SoapTransport transport;
  private final Credentials credentials;
  private final LoginGuard guard;
  private final Clock clock;
  private @Nullable Greeting greeting;
  private @Nullable UserSession user;
  private int generation;
  private final List<Instant> renewals = new ArrayList<>();
  private boolean loginSent;

  /**
   * The user as vCenter knows it.
   *
   * @param key of the session, for questions about its privileges
   * @param userName with its domain
   */
  public record UserSession(String key, String userName) {}

  /** Nothing is sent before it is needed. The transport is closed with the session. */
  public SoapSession(
      SoapTransport transport, Credentials credentials, LoginGuard guard, Clock clock) {
    this.transport = transport;
    this.credentials = credentials;
    this.guard = guard;
    this.clock = clock;
  }

  /** What the server says of itself and where its managers are; asked once, without a login. */
  public ServiceContent content() {
    return greeting().content();
  }

  /** Until when the certificate that the server showed is valid; null when it showed none. */
  public @Nullable Instant certificateNotAfter() {
    ServerCertificate certificate = transport.certificate();
    return certificate == null ? null : certificate.notAfter();
  }

  /** The version of the API that is spoken. */
  public ApiVersion version() {
    return greeting().version();
  }

  private synchronized Greeting greeting() {
    if (greeting == null) {
      greeting = Greeting.of(transport);
    }
    return greeting;
  }

  /** Logs in if need be, and tells as whom. */
  public synchronized UserSession user() {
    if (user == null) {
      login();
    }
    return java.util.Objects.requireNonNull(user);
  }

  /** Changes whenever a new session was made: views and collectors of an older one are gone. */
  public synchronized int generation() {
    return generation;
  }

  /**
   * Calls a method that only reads; logs in before, and once more when vCenter says that the
   * session is gone.
   *
   * @param reader the cursor stands on {@code <MethodResponse>}
   * @throws Operations.NotAllowed if this session may not send it; nothing has been sent then
   */
  public <T extends @Nullable Object> T read(
      String method, Consumer<SoapWriter> body, Function<XmlCursor, T> reader) {
    transport.require(method);
    return reading(() -> transport.call(method, body, reader));
  }

  /**
   * Calls a method that changes something: once, whatever happens. Logs in before if need be; when
   * vCenter says that the session is gone, the call was certainly not executed, and the next one
   * logs in anew.
   *
   * @throws Operations.NotAllowed if this session may not send it; nothing has been sent then
   * @throws IllegalStateException if the permit does not fit or is no longer valid; the same
   * @throws NotSent if nothing was sent for another reason
   * @throws VSphereException for whatever went wrong; {@link VSphereException#execution()} counts
   */
  public <T extends @Nullable Object> T mutate(
      MutationPermit permit,
      String method,
      MoRef target,
      Consumer<SoapWriter> body,
      Function<XmlCursor, T> reader) {
    transport.requireMutation(permit, method, target);
    return once(method, () -> transport.mutate(permit, method, target, body, reader));
  }

  /** Writes what people read on an object: once. Otherwise as {@link #mutate}. */
  public <T extends @Nullable Object> T note(
      String method, Consumer<SoapWriter> body, Function<XmlCursor, T> reader) {
    transport.requireNote(method);
    return once(method, () -> transport.note(method, body, reader));
  }

  /**
   * Looks whether a call may be sent, before anything else is done for its sake.
   *
   * @throws Operations.NotAllowed if this session may not send it
   * @throws IllegalStateException if the permit does not fit
   */
  public void require(MutationPermit permit, String method, MoRef target) {
    transport.requireMutation(permit, method, target);
  }

  /** As {@link #require}, for what people read. */
  public void requireNote(String method) {
    transport.requireNote(method);
  }

  private <T extends @Nullable Object> T once(String method, Supplier<T> call) {
    int before;
    try {
      user();
      before = generation();
    } catch (VSphereException e) {
      throw new NotSent(method, e);
    }
    try {
      return call.get();
    } catch (VSphereException e) {
      if (e.kind() == FaultKind.LOG_IN_AGAIN) {
        forget(before);
      }
      throw e;
    }
  }

  /** What the server says of itself at this moment: another one may have taken its place. */
  public ServiceContent contentNow() {
    return Greeting.content(transport);
  }

  /** Does something that only reads, as {@link #read}. */
  public <T extends @Nullable Object> T reading(Supplier<T> work) {
    user();
    int before = generation();
    try {
      return work.get();
    } catch (VSphereException e) {
      if (e.kind() != FaultKind.LOG_IN_AGAIN) {
        throw e;
      }
      if (!loginAgain(before)) {
        throw e;
      }
      return work.get();
    }
  }

  /**
   * The clock of vCenter, and how far it is ahead of ours (negative when behind); the time that the
   * answer took is halved away.
   */
  public CurrentTime currentTime() {
    Instant before = clock.instant();
    Instant theirs =
        read(
            "CurrentTime",
            body -> body.self(ServiceContent.SERVICE_INSTANCE),
            cursor -> returned(cursor, XmlCursor::instant));
    Instant after = clock.instant();
    if (theirs == null) {
      throw new BadReply("CurrentTime without a time", false, null);
    }
    Instant middle = before.plus(Duration.between(before, after).dividedBy(2));
    return new CurrentTime(theirs, Duration.between(middle, theirs));
  }

  /**
   * The clock of vCenter.
   *
   * @param now by that clock
   * @param offset that clock minus ours
   */
  public record CurrentTime(Instant now, Duration offset) {}

  /** What carries the calls. */
  public SoapTransport transport() {
    return transport;
  }

  /** Logs out, whatever state it is in; a failure of that is no failure. */
  @Override
  public void close() {
    try {
      logout();
    } catch (VSphereException e) {
      // The session ends by itself on the server; there is nobody left to be told.
    }
    transport.close();
  }

  /**
   * Ends the session on the server, if there is one; whatever the server says, it is forgotten
   * here.
   *
   * @throws VSphereException if the server did not confirm it: the session ends there by itself
   */
  public synchronized void logout() {
    try {
      // Also when the answer to the login broke off: its head may have brought the session.
      if (loginSent && transport.hasSession()) {
        transport.<@Nullable Void>call(
            "Logout", body -> body.self(manager("sessionManager")), cursor -> null);
      }
    } finally {
      user = null;
      loginSent = false;
      transport.forgetSession();
    }
  }

  /** Reads {@code <returnval>}; null when there is none. */
  public static <T extends @Nullable Object> @Nullable T returned(
      XmlCursor cursor, Function<XmlCursor, T> reader) {
    T result = null;
    int here = cursor.enter();
    while (cursor.next(here)) {
      if (cursor.name().equals("returnval")) {
        result = reader.apply(cursor);
      }
    }
    return result;
  }

  /** False when it was done often enough. */
  private synchronized boolean loginAgain(int since) {
    if (generation == since) {
      Instant now = clock.instant();
      renewals.removeIf(at -> at.isBefore(now.minus(Duration.ofHours(1))));
      if (renewals.size() >= MOST_RENEWALS) {
        return false;
      }
      renewals.add(now);
      forget(since);
      login();
    }
    return true;
  }

  private synchronized void forget(int since) {
    if (generation == since) {
      user = null;
      transport.forgetSession();
    }
  }

  private MoRef manager(String name) {
    return content().require(name);
  }

  private void login() {
    ServiceContent managers = content();
    leaveHalfLogin();
    UserSession made =
        guard.attempt(
            transport.address(),
            transport.onlyReads(),
            credentials.password(),
            () -> sendLogin(managers));
    if (made == null || made.key().isEmpty() || !transport.hasSession()) {
      throw new BadReply("a login without a session", false, null);
    }
    user = made;
    transport.sessionBegan();
    generation++;
  }

  /** Whoever logs in to a session that is logged in is refused: one whose answer broke off. */
  private void leaveHalfLogin() {
    if (loginSent && transport.hasSession()) {
      try {
        logout();
      } catch (VSphereException e) {
        // It ends there by itself; here it is forgotten.
      }
    }
  }

  private @Nullable UserSession sendLogin(ServiceContent managers) {
    try {
      loginSent = true;
      return transport.call(
          "Login",
          body ->
              body.self(managers.require("sessionManager"))
                  .element("userName", credentials.username())
                  .element("password", CharBuffer.wrap(credentials.password().reveal())),
          cursor -> returned(cursor, SoapSession::userSession));
    } catch (VSphereException.Fault e) {
      loginSent = false;
      throw e;
    }
  }

  private static UserSession userSession(XmlCursor cursor) {
    String key = "";
    String name = "";
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "key" -> key = cursor.text();
        case "userName" -> name = cursor.text();
        default -> {}
      }
    }
    return new UserSession(key, name);
  }
}
