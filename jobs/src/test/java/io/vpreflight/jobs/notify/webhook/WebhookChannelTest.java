// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.notify.ANotice;
import io.vpreflight.jobs.notify.NotSentException;
import io.vpreflight.jobs.notify.Notice;
import io.vpreflight.jobs.notify.Secret;
import io.vpreflight.jobs.notify.Turn;
import io.vpreflight.jobs.secret.SecretFile;
import io.vpreflight.vsphere.ServerTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages by HTTPS, to a server that takes them, refuses them, or means harm. */
@Timeout(600)
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
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<Got> got = new LinkedBlockingQueue<>();
  private HttpsServer server;
  private ServerTrust trust = ServerTrust.SYSTEM;

  /** What is answered next. */
  private record Answer(int code, String body, @Nullable String retryAfter) {}

  /** What arrived. */
  private record Got(Headers headers, String body) {}

  @BeforeEach
  void start() throws IOException {
    Path ca = temp.resolve("ca.pem");
    Files.writeString(ca, AUTHORITY.certificatePem());
    trust = new ServerTrust(ca, List.of());
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(
            new HandshakeCertificates.Builder().heldCertificate(SERVER).build().sslContext()));
    serve(server);
  }

  private void serve(HttpServer one) {
    one.createContext("/", this::take);
    one.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    got.add(new Got(exchange.getRequestHeaders(), new String(body, StandardCharsets.UTF_8)));
    Answer answer = answers.remove();
    if (answer.retryAfter() != null) {
      exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
    }
    byte[] said = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.code(), said.length == 0 ? -1 : said.length);
    exchange.getResponseBody().write(said);
    exchange.close();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String url() {
    return "https://localhost:" + server.getAddress().getPort() + "/hooks/" + TOKEN;
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

  private void answer(int code, String body) {
    answers.add(new Answer(code, body, null));
  }

  @Test
  void a_message_arrives_with_its_id_and_a_signature_over_time_and_body() throws Exception {
    answer(200, "ok");
    channel(inside(url()), Secret.of(KEY)).send(NOTICE);
    Got request = got.take();
    String at = request.headers().getFirst("X-Vpreflight-Timestamp");
    assertEquals("1800000000", at);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String expected =
        HexFormat.of()
            .formatHex(mac.doFinal((at + "." + request.body()).getBytes(StandardCharsets.UTF_8)));
    assertEquals("sha256=" + expected, request.headers().getFirst("X-Vpreflight-Signature"));
    assertEquals(NOTICE.id(), request.headers().getFirst("Idempotency-Key"));
    assertTrue(request.body().contains("\"name\":\"srv\""), request.body());
  }

  @Test
  void without_a_key_there_is_no_signature() throws Exception {
    answer(202, "");
    channel(inside(url()), null).send(NOTICE);
    assertNull(got.take().headers().getFirst("X-Vpreflight-Signature"));
  }

  @Test
  void
      a_body_that_is_refused_is_not_sent_again_and_a_full_receiver_is_given_the_time_it_asked_for() {
    answer(400, "invalid_payload for " + url());
    NotSentException why = refusal(inside(url()));
    assertTrue(why.isFinal());
    assertTrue(why.reason().contains("invalid_payload"), why.reason());
    answers.add(new Answer(429, "", "300"));
    NotSentException later = refusal(inside(url()));
    assertFalse(later.isFinal());
    assertEquals(Duration.ofMinutes(5), later.patience());
    answer(500, "");
    assertFalse(refusal(inside(url())).isFinal());
  }

  @Test
  void a_certificate_nobody_vouches_for_gets_nothing() {
    refusal(new Endpoint(Secret.of(url()), false, true, ServerTrust.SYSTEM, null));
    assertEquals(0, got.size());
  }

  @Test
  void plain_http_wants_to_be_asked_for() throws Exception {
    HttpServer plain =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    serve(plain);
    try {
      String url = "http://localhost:" + plain.getAddress().getPort() + "/" + TOKEN;
      assertTrue(refusal(inside(url)).reason().contains("not https"));
      answer(200, "");
      channel(new Endpoint(Secret.of(url), true, true, trust, null), null).send(NOTICE);
      assertEquals(1, got.size());
    } finally {
      plain.stop(0);
    }
  }

  @Test
  void an_address_in_a_file_may_change_while_the_service_runs() throws Exception {
    Path file = temp.resolve("url");
    Files.writeString(file, "https://localhost:1/" + TOKEN);
    WebhookChannel channel =
        channel(new Endpoint(Secret.in(new SecretFile(file)), false, true, trust, null), null);
    assertThrows(NotSentException.class, () -> channel.send(NOTICE));
    Files.writeString(file, url() + "\n");
    answer(200, "");
    channel.send(NOTICE);
    assertEquals(1, got.size());
  }
}
