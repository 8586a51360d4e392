// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.Credentials;
import io.vpreflight.vsphere.Secret;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Cancelled;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.VSphereException.LoginRefused;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.testing.SoapServer;
import io.vpreflight.vsphere.testing.Xml;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class SoapSessionTest {
  private final SoapServer server =
      new SoapServer().on("CurrentTime", "<returnval>2026-01-02T03:04:05.5Z</returnval>");
  private final SoapSession session = server.session();

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  @Test
  void nothing_is_sent_before_it_is_needed() {
    session.close();
    assertEquals(List.of(), server.methods());
  }

  @Test
  void a_session_begins_with_a_login_and_ends_with_a_logout() {
    assertEquals("VSPHERE.LOCAL\\audit", session.user().userName());
    session.currentTime();
    session.close();
    session.close();
    assertEquals(
        List.of(
            "/sdk/vimServiceVersions.xml",
            "RetrieveServiceContent",
            "Login",
            "CurrentTime",
            "Logout"),
        server.methods());
    assertEquals(server.calls().get(3).cookie(), server.calls().get(4).cookie());
  }

  @Tag("F14")
  @Test
  void the_password_is_escaped_and_sent_at_login_alone() {
    SoapSession other =
        new SoapSession(
            server.transport(),
            new Credentials("<audit>&co", new Secret("p<a>&\"'\u20ac\uD83D\uDE00".toCharArray())),
            new LoginGuard(Clock.systemUTC()),
            Clock.systemUTC());
    other.currentTime();
    other.close();
    String login = server.bodies("Login").get(0);
    assertTrue(login.contains("<userName>&lt;audit&gt;&amp;co</userName>"), login);
    assertTrue(
        login.contains("<password>p&lt;a&gt;&amp;&quot;&apos;\u20ac\uD83D\uDE00</password>"),
        login);
    assertEquals(1, server.calls().stream().filter(c -> c.body().contains("p&lt;a")).count());
  }

  @Test
  void many_threads_share_one_login() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      CountDownLatch together = new CountDownLatch(8);
      List<Future<Instant>> times = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        times.add(
            threads.submit(
                () -> {
                  together.countDown();
                  together.await();
                  return session.currentTime().now();
                }));
      }
      for (Future<Instant> time : times) {
        assertEquals(Instant.parse("2026-01-02T03:04:05.500Z"), time.get(60, TimeUnit.SECONDS));
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(1, server.count("RetrieveServiceContent"));
    assertEquals(1, server.count("Login"));
    assertEquals(8, server.count("CurrentTime"));
  }

  @Tag("F13")
  @Test
  void a_session_that_vcenter_dropped_is_made_anew_once() {
    session.currentTime();
    int before = session.generation();
    server.expire();
    assertEquals(Instant.parse("2026-01-02T03:04:05.500Z"), session.currentTime().now());
    assertEquals(2, server.count("Login"));
    assertEquals(3, server.count("CurrentTime"));
    assertEquals(before + 1, session.generation());
    assertEquals("key-2", session.user().key());
  }

  @Tag("F13")
  @Test
  void many_threads_share_one_new_login() throws Exception {
    session.currentTime();
    server.expire();
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<?>> times = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        times.add(threads.submit(session::currentTime));
      }
      for (Future<?> time : times) {
        time.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(2, server.count("Login"));
  }

  @Tag("F13")
  @Test
  void not_authenticated_for_ever_is_a_fault_and_not_a_loop() {
    server.onRequest("CurrentTime", request -> Xml.fault("NotAuthenticated", "").build());
    Fault fault = assertThrows(Fault.class, session::currentTime);
    assertEquals("NotAuthenticated", fault.fault().faultClass());
    assertEquals(2, server.count("Login"));
    assertEquals(2, server.count("CurrentTime"));
  }

  @Test
  void a_method_that_is_not_allowed_does_not_even_log_in() {
    assertThrows(
        Operations.NotAllowed.class,
        () -> session.<Object>read("RemoveAllSnapshots_Task", body -> {}, cursor -> "sent"));
    assertEquals(List.of(), server.methods());
  }

  @Tag("F14")
  @Test
  void a_wrong_password_is_tried_twice_and_no_more_for_three_minutes() {
    server.onRequest("Login", request -> Xml.fault("InvalidLogin", "").build());
    Ticking clock = new Ticking();
    LoginGuard guard = new LoginGuard(clock);
    for (int i = 0; i < 2; i++) {
      assertEquals("InvalidLogin", faultClass(guard, "wrong"));
    }
    assertThrows(LoginRefused.class, () -> login(guard, "wrong"));
    clock.now = clock.now.plus(Duration.ofSeconds(179));
    assertThrows(LoginRefused.class, () -> login(guard, "wrong"));
    assertEquals(2, server.count("Login"));
    clock.now = clock.now.plus(Duration.ofSeconds(2));
    assertEquals("InvalidLogin", faultClass(guard, "wrong"));
    assertEquals(3, server.count("Login"));
  }

  @Tag("F14")
  @Test
  void many_that_log_in_at_once_with_one_wrong_password_try_it_twice() throws Exception {
    server.onRequest("Login", request -> Xml.fault("InvalidLogin", "").build());
    LoginGuard guard = new LoginGuard(Clock.systemUTC());
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<String>> outcomes = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        outcomes.add(
            threads.submit(
                () -> {
                  try {
                    login(guard, "wrong");
                    return "in";
                  } catch (Fault | LoginRefused e) {
                    return e.getClass().getSimpleName();
                  }
                }));
      }
      List<String> told = new ArrayList<>();
      for (Future<String> outcome : outcomes) {
        told.add(outcome.get(60, TimeUnit.SECONDS));
      }
      assertEquals(2, Collections.frequency(told, "Fault"), told.toString());
      assertEquals(4, Collections.frequency(told, "LoginRefused"), told.toString());
    } finally {
      threads.shutdownNow();
    }
    assertEquals(2, server.count("Login"));
  }

  @Tag("F13")
  @Test
  void a_session_that_is_dropped_again_and_again_is_not_made_for_ever() {
    session.currentTime();
    for (int i = 0; i < 3; i++) {
      server.expire();
      session.currentTime();
    }
    server.expire();
    assertEquals(
        "NotAuthenticated", assertThrows(Fault.class, session::currentTime).fault().faultClass());
    assertEquals(4, server.count("Login"));
  }

  @Test
  void a_login_whose_answer_broke_off_after_its_head_is_left_again() {
    server.onRequest(
        "Login",
        request ->
            server.login().newBuilder().onResponseBody(new SocketEffect.CloseSocket()).build());
    assertThrows(Unreachable.class, session::user);
    session.close();
    assertEquals(1, server.count("Login"));
    assertEquals(1, server.count("Logout"));
  }

  @Test
  void a_login_after_one_whose_answer_broke_off_leaves_that_session_first() {
    server.onRequest(
        "Login",
        request ->
            server.login().newBuilder().onResponseBody(new SocketEffect.CloseSocket()).build());
    assertThrows(Unreachable.class, session::user);
    server.onRequest("Login", request -> server.login());
    session.user();
    List<String> calls = server.methods().stream().filter(one -> one.startsWith("Log")).toList();
    assertEquals(List.of("Login", "Logout", "Login"), calls);
  }

  @Tag("F14")
  @Test
  void another_password_is_another_try() {
    server.onRequest("Login", request -> Xml.fault("InvalidLogin", "").build());
    LoginGuard guard = new LoginGuard(new Ticking());
    faultClass(guard, "wrong");
    faultClass(guard, "wrong");
    assertEquals("InvalidLogin", faultClass(guard, "better"));
    assertEquals(3, server.count("Login"));
  }

  @Test
  void a_failure_that_is_no_wrong_password_does_not_count() {
    server.onRequest("Login", request -> Xml.fault("SystemError", "").build());
    LoginGuard guard = new LoginGuard(new Ticking());
    for (int i = 0; i < 4; i++) {
      assertEquals("SystemError", faultClass(guard, "right"));
    }
  }

  @Tag("F15")
  @Test
  void a_vcenter_without_room_for_a_session_is_asked_once() {
    server.onRequest(
        "Login",
        request -> new MockResponse.Builder().code(503).addHeader("Retry-After", "0").build());
    Unreachable full = assertThrows(Unreachable.class, session::user);
    assertEquals(Unreachable.Reason.UNAVAILABLE, full.reason());
    assertEquals(1, server.count("Login"));
    session.close();
    assertEquals(0, server.count("Logout"), "there is nothing to leave");
  }

  @Tag("F15")
  @Test
  void who_logs_in_by_itself_leaves_a_vcenter_without_room_alone_for_five_minutes() {
    Ticking clock = new Ticking();
    LoginGuard guard = LoginGuard.untilTheSecretChanges(clock);
    server.onRequest("Login", request -> new MockResponse.Builder().code(503).build());
    assertEquals(Unreachable.Reason.UNAVAILABLE, reason(guard));
    assertEquals(Unreachable.Reason.RESTING, reason(guard));
    clock.now = clock.now.plus(Duration.ofSeconds(299));
    assertEquals(Unreachable.Reason.RESTING, reason(guard));
    assertEquals(1, server.count("Login"));
    clock.now = clock.now.plus(Duration.ofSeconds(1));
    assertEquals(Unreachable.Reason.UNAVAILABLE, reason(guard));
    assertEquals(2, server.count("Login"));
    clock.now = clock.now.plus(Duration.ofMinutes(5));
    server.onRequest("Login", request -> server.login());
    assertNull(reason(guard));
  }

  @Test
  void a_login_without_a_session_is_no_login() {
    for (MockResponse reply :
        List.of(
            Xml.reply("Login", "").build(),
            Xml.reply("Login", "<returnval><userName>x</userName></returnval>").build(),
            Xml.reply("Login", "<returnval><key>k</key><userName>x</userName></returnval>")
                .build())) {
      server.onRequest("Login", request -> reply);
      assertThrows(BadReply.class, session::user);
    }
  }

  @Tag("F13")
  @Test
  void a_logout_that_fails_is_no_failure() {
    session.user();
    server.onRequest(
        "Logout",
        request ->
            new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    session.close();
    assertEquals(1, server.count("Logout"));
  }

  @Tag("F33")
  @Test
  void a_session_logs_out_even_when_it_was_cancelled() {
    session.user();
    session.transport().cancel();
    session.close();
    assertEquals(1, server.count("Logout"));
  }

  @Tag("F33")
  @Test
  void a_login_under_way_when_all_is_cancelled_comes_back_so_that_its_session_is_left()
      throws Exception {
    CountDownLatch received = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    server.onRequest(
        "Login",
        request -> {
          MockResponse reply = server.login();
          received.countDown();
          await(cancelled);
          return reply;
        });
    CompletableFuture<Instant> asked =
        CompletableFuture.supplyAsync(() -> session.currentTime().now());
    await(received);
    session.transport().cancel();
    cancelled.countDown();
    session.close();
    assertInstanceOf(
        Cancelled.class, assertThrows(ExecutionException.class, asked::get).getCause());
    List<String> calls = server.methods().stream().filter(one -> one.startsWith("Log")).toList();
    assertEquals(List.of("Login", "Logout"), calls);
  }

  @Tag("F33")
  @Test
  void a_logout_under_way_is_not_cut_off_with_the_others() throws Exception {
    CountDownLatch received = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    server.onRequest(
        "Logout",
        request -> {
          received.countDown();
          await(cancelled);
          return Xml.reply("Logout", "").build();
        });
    session.user();
    CompletableFuture<Void> left = CompletableFuture.runAsync(session::logout);
    await(received);
    session.transport().cancel();
    cancelled.countDown();
    left.get();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Tag("F18")
  @Test
  void the_clock_of_vcenter_is_compared_with_the_middle_of_the_call() {
    Ticking clock = new Ticking();
    clock.now = Instant.parse("2026-01-02T03:04:00Z");
    clock.step = Duration.ofSeconds(1);
    SoapSession other =
        new SoapSession(
            server.transport(),
            new Credentials("audit", new Secret("x".toCharArray())),
            new LoginGuard(Clock.systemUTC()),
            clock);
    SoapSession.CurrentTime time = other.currentTime();
    // Asked at 03:04:00, answered at 03:04:01, and theirs says 03:04:05.5.
    assertEquals(Duration.ofSeconds(5), time.offset());
    other.close();
  }

  @Tag("F17")
  @Test
  void the_newest_version_that_both_know_is_spoken() {
    server.versions(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <namespaces version="1.0">
          <namespace>
            <name>urn:vim25</name>
            <version>8.0.3.0</version>
            <priorVersions><version>8.0.2.0</version><version>6.0</version></priorVersions>
          </namespace>
        </namespaces>
        """);
    session.currentTime();
    assertEquals("8.0.3.0", session.version().text());
    assertEquals("urn:vim25/8.0.3.0", soapAction("RetrieveServiceContent"));
    assertEquals("urn:vim25/8.0.3.0", soapAction("CurrentTime"));
  }

  @Tag("F17")
  @Test
  void without_a_list_of_versions_the_server_is_asked_in_the_oldest_and_believed() {
    session.currentTime();
    assertEquals("urn:vim25/6.0", soapAction("RetrieveServiceContent"));
    assertEquals("urn:vim25/8.0.3.0", soapAction("CurrentTime"));
  }

  private String soapAction(String method) {
    String action =
        server.calls().stream()
            .filter(c -> c.method().equals(method))
            .findFirst()
            .orElseThrow()
            .soapAction();
    assertNotNull(action);
    return action;
  }

  private String faultClass(LoginGuard guard, String password) {
    return assertThrows(Fault.class, () -> login(guard, password)).fault().faultClass();
  }

  /** Why there is no session; null when there is one. */
  private Unreachable.@Nullable Reason reason(LoginGuard guard) {
    try {
      login(guard, "right");
      return null;
    } catch (Unreachable e) {
      return e.reason();
    }
  }

  private void login(LoginGuard guard, String password) {
    try (SoapSession each =
        new SoapSession(
            server.transport(),
            new Credentials("audit", new Secret(password.toCharArray())),
            guard,
            Clock.systemUTC())) {
      each.user();
    }
  }

  /** A clock that is set by hand, or goes on a step at every look. */
  private static final class Ticking extends Clock {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    Duration step = Duration.ZERO;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      Instant at = now;
      now = now.plus(step);
      return at;
    }
  }
}
