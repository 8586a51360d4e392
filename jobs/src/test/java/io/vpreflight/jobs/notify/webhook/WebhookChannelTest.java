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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
}
