// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.notify.ANotice;
import io.vpreflight.jobs.notify.NotSentException;
import io.vpreflight.jobs.notify.Notice;
import io.vpreflight.jobs.notify.Secret;
import io.vpreflight.jobs.notify.Turn;
import io.vpreflight.vsphere.ServerTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages by HTTPS, to a server that takes them, refuses them, or means harm. */
@Timeout(60)
class WebhookChannelTest {
  private static final String TOKEN = "T0K3N-canary";
  private static final String KEY = "canary-of-the-signature";
  private static final Clock NOON =
      Clock.fixed(Instant.ofEpochSecond(1_800_000_000L), ZoneOffset.UTC);
  private static final HeldCertificate AUTHORITY =
      new HeldCertificate.Builder().certificateAuthority(0).build();
  private static final HeldCertificate SERVER =
      new HeldCertificate.Builder()
          .addSubjectAlternativeName("localhost")
          .addSubjectAlternativeName("127.0.0.1")
          .signedBy(AUTHORITY)
          .build();
  private static final Notice NOTICE = ANotice.of(Turn.NEW, Severity.ERROR, "srv").build();

  @TempDir Path temp;
  private final MockWebServer server = new MockWebServer();
  private ServerTrust trust = ServerTrust.SYSTEM;

  @BeforeEach
  void start() throws IOException {
    Path ca = temp.resolve("ca.pem");
    Files.writeString(ca, AUTHORITY.certificatePem());
    trust = new ServerTrust(ca, List.of());
    server.useHttps(
        new HandshakeCertificates.Builder().heldCertificate(SERVER).build().sslSocketFactory());
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String url() {
    return "https://localhost:" + server.getPort() + "/hooks/" + TOKEN;
  }

  private Endpoint inside(String url) {
    return new Endpoint(Secret.of(url), false, true, trust, null);
  }

  private static WebhookChannel channel(Endpoint endpoint, @Nullable Secret key) {
    return new WebhookChannel(
        ANotice.rules("hook"),
        endpoint,
        new JsonForm(ANotice.rules("hook")),
        key,
        List.of(),
        "vpreflight/1",
        NOON);
  }

  private NotSentException refusal(Endpoint endpoint) {
    NotSentException why =
        assertThrows(NotSentException.class, () -> channel(endpoint, null).send(NOTICE));
    assertFalse(why.reason().contains(TOKEN), why.reason());
    return why;
  }

  private static MockResponse answer(int code, String body) {
    return new MockResponse.Builder().code(code).body(body).build();
  }

  private RecordedRequest request() throws InterruptedException {
    RecordedRequest request = server.takeRequest();
    assertNotNull(request);
    return request;
  }

  private static String body(RecordedRequest request) {
    return request.getBody() == null ? "" : request.getBody().utf8();
  }

  @Test
  void a_message_arrives_with_its_id_and_a_signature_over_time_and_body() throws Exception {
    server.enqueue(answer(200, "ok"));
    channel(inside(url()), Secret.of(KEY)).send(NOTICE);
    RecordedRequest request = request();
    String at = request.getHeaders().get("X-Vpreflight-Timestamp");
    assertEquals("1800000000", at);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String expected =
        HexFormat.of()
            .formatHex(mac.doFinal((at + "." + body(request)).getBytes(StandardCharsets.UTF_8)));
    assertEquals("sha256=" + expected, request.getHeaders().get("X-Vpreflight-Signature"));
    assertEquals(NOTICE.id(), request.getHeaders().get("Idempotency-Key"));
    assertTrue(body(request).contains("\"name\":\"srv\""), body(request));
  }

  @Test
  void without_a_key_there_is_no_signature() throws Exception {
    server.enqueue(answer(202, ""));
    channel(inside(url()), null).send(NOTICE);
    assertNull(request().getHeaders().get("X-Vpreflight-Signature"));
  }

  @Test
  void
      a_body_that_is_refused_is_not_sent_again_and_a_full_receiver_is_given_the_time_it_asked_for() {
    server.enqueue(answer(400, "invalid_payload for " + url()));
    NotSentException why = refusal(inside(url()));
    assertTrue(why.isFinal());
    assertTrue(why.reason().contains("invalid_payload"), why.reason());
    server.enqueue(new MockResponse.Builder().code(429).addHeader("Retry-After", "300").build());
    NotSentException later = refusal(inside(url()));
    assertFalse(later.isFinal());
    assertEquals(Duration.ofMinutes(5), later.patience());
    server.enqueue(answer(500, ""));
    assertFalse(refusal(inside(url())).isFinal());
  }

  @Test
  void a_certificate_nobody_vouches_for_gets_nothing() {
    refusal(new Endpoint(Secret.of(url()), false, true, ServerTrust.SYSTEM, null));
    assertEquals(0, server.getRequestCount());
  }

  @Test
  void plain_http_wants_to_be_asked_for() throws Exception {
    MockWebServer plain = new MockWebServer();
    plain.start();
    try (plain) {
      String url = "http://localhost:" + plain.getPort() + "/" + TOKEN;
      assertTrue(refusal(inside(url)).reason().contains("not https"));
      plain.enqueue(answer(200, ""));
      channel(new Endpoint(Secret.of(url), true, true, trust, null), null).send(NOTICE);
      assertEquals(1, plain.getRequestCount());
    }
  }

  @Test
  void an_address_in_a_file_may_change_while_the_service_runs() throws Exception {
    Path file = temp.resolve("url");
    Files.writeString(file, "https://localhost:1/" + TOKEN);
    WebhookChannel channel = channel(new Endpoint(Secret.in(file), false, true, trust, null), null);
    assertThrows(NotSentException.class, () -> channel.send(NOTICE));
    Files.writeString(file, url() + "\n");
    server.enqueue(answer(200, ""));
    channel.send(NOTICE);
    assertEquals(1, server.getRequestCount());
  }

  @Tag("F48")
  @Test
  void f48_a_name_that_leads_to_this_machine_is_not_spoken_to() {
    // A name server may say one thing when it is asked and another when it counts: the socket asks.
    Endpoint outside = new Endpoint(Secret.of(url()), false, false, trust, null);
    assertTrue(refusal(outside).reason().contains("allowPrivate"));
    assertEquals(0, server.getRequestCount());
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
    Endpoint outside =
        new Endpoint(Secret.of("https://" + host + "/" + TOKEN), false, false, trust, null);
    assertTrue(refusal(outside).reason().startsWith("Refused"), host);
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

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111"})
  void addresses_outside_are_not_refused(String address) throws Exception {
    Addresses.check(InetAddress.getByName(address), false);
  }

  @Tag("F48")
  @Test
  void f48_a_redirect_is_not_followed() {
    server.enqueue(
        new MockResponse.Builder().code(307).addHeader("Location", url() + "/elsewhere").build());
    assertTrue(refusal(inside(url())).reason().contains("redirect"));
    assertEquals(1, server.getRequestCount());
  }

  @Tag("F48")
  @Test
  void f48_an_answer_without_end_is_not_read_to_its_end() throws Exception {
    Buffer large = new Buffer();
    large.write(new byte[32 << 20]);
    server.enqueue(
        new MockResponse.Builder()
            .code(500)
            .body(large)
            .throttleBody(1024, 1, java.util.concurrent.TimeUnit.SECONDS)
            .build());
    refusal(inside(url()));
  }

  @Tag("F48")
  @Test
  @Timeout(30)
  void f48_who_never_answers_is_left_after_a_while() {
    server.enqueue(
        new MockResponse.Builder()
            .onResponseStart(mockwebserver3.SocketEffect.Stall.INSTANCE)
            .build());
    assertFalse(refusal(inside(url())).isFinal());
  }
}
