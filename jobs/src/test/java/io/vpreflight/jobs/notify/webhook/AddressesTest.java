// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.notify.ANotice;
import io.vpreflight.jobs.notify.NotSentException;
import io.vpreflight.jobs.notify.Notice;
import io.vpreflight.jobs.notify.Secret;
import io.vpreflight.jobs.notify.Turn;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.ServerTrust;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a message is never sent, and receivers that mean harm. */
@Timeout(30)
class AddressesTest {
  private static final String TOKEN = "T0K3N-canary";
  private static final Notice NOTICE = ANotice.of(Turn.NEW, Severity.ERROR, "srv").build();

  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/redirect", exchange -> redirect(exchange));
    server.createContext("/endless", exchange -> endless(exchange));
    server.createContext("/never", exchange -> never());
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void redirect(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    exchange.getResponseHeaders().add("Location", url("/redirect/elsewhere"));
    exchange.sendResponseHeaders(307, -1);
    exchange.close();
  }

  private void endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(500, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      while (end.getCount() > 0) {
        out.write(new byte[8192]);
      }
    }
  }

  private void never() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String url(String path) {
    return "http://localhost:" + server.getAddress().getPort() + path + "/" + TOKEN;
  }

  private static NotSentException refusal(String url, boolean allowsPrivate) {
    Endpoint endpoint = new Endpoint(Secret.of(url), true, allowsPrivate, ServerTrust.SYSTEM, null);
    WebhookChannel channel =
        new WebhookChannel(
            ANotice.rules("hook"),
            endpoint,
            new JsonForm(ANotice.rules("hook")),
            null,
            List.of(),
            "vpreflight/1",
            Clock.systemUTC());
    NotSentException why = assertThrows(NotSentException.class, () -> channel.send(NOTICE));
    assertFalse(why.reason().contains(TOKEN), why.reason());
    return why;
  }

  @Tag("F48")
  @Test
  void f48_a_name_that_leads_to_this_machine_is_not_spoken_to() {
    // A name server may say one thing when it is asked and another when it counts: the socket asks.
    assertTrue(refusal(url("/redirect"), false).reason().contains("allowPrivate"));
    assertEquals(0, requests.get());
  }

  @Test
  void why_nothing_is_sent_is_told_in_the_language_of_who_reads_it() {
    NotSentException why = refusal(url("/redirect"), false);
    String said =
        Texts.in(Locale.FRENCH, ZoneOffset.UTC)
            .say(Text.of("notify.given-up", "hook", 1, why.words()));
    assertTrue(said.contains("réseau privé"), said);
  }

  @Tag("F48")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "192.0.0.8",
        "0.0.0.0",
        "0.1.2.3",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::"
      })
  void f48_addresses_inside_are_refused(String address) throws Exception {
    InetAddress inside = InetAddress.getByName(address);
    assertThrows(Addresses.Refused.class, () -> Addresses.check(inside, false));
    String host = address.contains(":") ? "[" + address + "]" : address;
    Object words = refusal("https://" + host + "/" + TOKEN, false).words();
    Text why = assertInstanceOf(Text.class, words, words.toString());
    assertTrue(List.of("notify.why.private", "notify.why.link-local").contains(why.key()));
  }

  @Tag("F48")
  @ParameterizedTest
  @ValueSource(
      strings = {"169.254.169.254", "fe80::1", "0.0.0.0", "224.0.0.1", "64:ff9b::a9fe:a9fe"})
  void f48_where_clouds_hand_out_credentials_is_refused_whatever_is_said(String address)
      throws Exception {
    InetAddress inside = InetAddress.getByName(address);
    assertThrows(Addresses.Refused.class, () -> Addresses.check(inside, true));
  }

  @Tag("F48")
  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111"})
  void f48_addresses_outside_are_not_refused(String address) throws Exception {
    Addresses.check(InetAddress.getByName(address), false);
  }

  @Tag("F48")
  @Test
  void f48_a_redirect_is_not_followed() {
    assertTrue(refusal(url("/redirect"), true).reason().contains("redirect"));
    assertEquals(1, requests.get());
  }

  @Tag("F48")
  @Test
  void f48_an_answer_without_end_is_not_read_to_its_end() {
    assertTrue(refusal(url("/endless"), true).reason().startsWith("HTTP 500"));
  }

  @Tag("F48")
  @Test
  void f48_who_never_answers_is_left_after_a_while() {
    assertFalse(refusal(url("/never"), true).isFinal());
  }
}
