// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.FaultKind;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.VCenterEndpoint;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Cancelled;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.VSphereException.Unreachable.Reason;
import io.vpreflight.vsphere.testing.SoapServer;
import io.vpreflight.vsphere.testing.Xml;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(600)
class SoapTransportTest {
  private static final ConnectionOptions QUICK =
      ConnectionOptions.DEFAULT.withCallTimeout(Duration.ofSeconds(10));

  private final SoapServer server = new SoapServer();
  private final List<SoapTransport> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(SoapTransport::close);
    server.close();
  }

  @Test
  void a_call_whose_reply_is_lost_is_sent_once() {
    SoapTransport transport = transport(QUICK);
    answerContent(transport);
    List<SocketEffect> losses =
        List.of(new SocketEffect.CloseSocket(), SocketEffect.ShutdownConnection.INSTANCE);
    for (SocketEffect loss : losses) {
      // Once on the connection that is already there, once on a new one.
      for (int i = 0; i < 2; i++) {
        int before = server.count("RetrieveServiceContent");
        server.onRequest(
            "RetrieveServiceContent",
            request -> new MockResponse.Builder().onResponseStart(loss).build());
        if (loss instanceof SocketEffect.CloseSocket) {
          Unreachable lost = assertThrows(Unreachable.class, () -> content(transport));
          assertEquals(Reason.BROKEN, lost.reason());
        } else {
          assertThrows(VSphereException.class, () -> content(transport));
        }
        assertEquals(before + 1, server.count("RetrieveServiceContent"), loss.toString());
      }
    }
  }

  @Test
  void a_reply_that_breaks_in_the_middle_is_lost_and_not_asked_for_again() {
    SoapTransport transport = transport(QUICK);
    server.onRequest(
        "RetrieveServiceContent",
        request ->
            Xml.reply("RetrieveServiceContent", "<returnval>" + "x".repeat(100_000))
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());
    Unreachable lost = assertThrows(Unreachable.class, () -> content(transport));
    assertEquals(Reason.BROKEN, lost.reason());
    assertEquals(FaultKind.RETRY, lost.kind());
    assertEquals(1, server.count("RetrieveServiceContent"));
  }

  @Tag("F7")
  @Test
  void unavailable_is_told_and_not_replayed() {
    SoapTransport transport = transport(QUICK);
    for (int code : new int[] {502, 503, 504}) {
      int before = server.calls().size();
      server.onRequest(
          "RetrieveServiceContent",
          request ->
              new MockResponse.Builder()
                  .code(code)
                  .addHeader("Retry-After", "0")
                  .body("<html>starting</html>")
                  .build());
      Unreachable down = assertThrows(Unreachable.class, () -> content(transport));
      assertEquals(Reason.UNAVAILABLE, down.reason());
      assertEquals(before + 1, server.calls().size());
    }
  }

  @Tag("F7")
  @Test
  void neither_redirects_nor_demands_for_another_try_are_followed() {
    SoapTransport transport = transport(QUICK);
    for (int code : new int[] {301, 302, 307, 308, 401, 408, 421, 429}) {
      int before = server.calls().size();
      server.onRequest(
          "RetrieveServiceContent",
          request ->
              new MockResponse.Builder()
                  .code(code)
                  .addHeader("Location", server.web().url("/elsewhere"))
                  .addHeader("WWW-Authenticate", "Basic realm=\"x\"")
                  .addHeader("Retry-After", "0")
                  .build());
      assertThrows(BadReply.class, () -> content(transport), "HTTP " + code);
      assertEquals(before + 1, server.calls().size(), "HTTP " + code);
    }
  }

  @Tag("F7")
  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308, 408, 429, 500, 502, 503, 504})
  void what_a_server_in_between_says_is_told_apart_and_never_replayed(int code) {
    SoapTransport transport = transport(QUICK);
    String page = Xml.envelope("RetrieveServiceContent", "<returnval/>");
    for (String retryAfter : List.of("", "0", "120")) {
      for (String body : List.of("", "<html><body>busy</body></html>", "busy", page)) {
        int before = server.calls().size();
        server.onRequest(
            "RetrieveServiceContent",
            request -> {
              MockResponse.Builder answer =
                  new MockResponse.Builder()
                      .code(code)
                      .addHeader("Content-Type", "text/html")
                      .addHeader("Location", server.web().url("/elsewhere"))
                      .body(body);
              return (retryAfter.isEmpty() ? answer : answer.addHeader("Retry-After", retryAfter))
                  .build();
            });
        String said = code + " " + retryAfter + " " + body;
        VSphereException problem =
            assertThrows(VSphereException.class, () -> content(transport), said);
        if (code >= 502) {
          assertEquals(
              Reason.UNAVAILABLE, assertInstanceOf(Unreachable.class, problem, said).reason());
        } else {
          assertFalse(assertInstanceOf(BadReply.class, problem, said).isMalformed(), said);
        }
        assertEquals(before + 1, server.calls().size(), said);
      }
    }
  }

  @Tag("F7")
  @Test
  void html_is_never_parsed() {
    SoapTransport transport = transport(QUICK);
    for (int code : new int[] {200, 500}) {
      server.onRequest(
          "RetrieveServiceContent",
          request ->
              new MockResponse.Builder()
                  .code(code)
                  .addHeader("Content-Type", "text/HTML; charset=utf-8")
                  .body(Xml.envelope("RetrieveServiceContent", "<returnval/>"))
                  .build());
      BadReply problem = assertThrows(BadReply.class, () -> content(transport));
      assertFalse(problem.isMalformed());
    }
  }

  @Tag("F7")
  @Test
  void xml_that_is_no_soap_is_refused() {
    SoapTransport transport = transport(QUICK);
    for (String body :
        List.of("<html/>", "<Envelope/>", "<Envelope><Body/></Envelope>", "<a><Envelope/></a>")) {
      server.onRequest("RetrieveServiceContent", request -> xml(body));
      assertThrows(BadReply.class, () -> content(transport), body);
    }
    server.onRequest(
        "RetrieveServiceContent",
        request ->
            xml(
                "<!DOCTYPE e [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
                    + "<Envelope><Body><R>&x;</R></Body></Envelope>"));
    assertThrows(BadReply.class, () -> content(transport));
  }

  @Tag("F8")
  @Test
  void a_reply_that_is_cut_off_after_its_value_is_not_taken_for_whole() {
    SoapTransport transport = transport(QUICK);
    String whole = Xml.envelope("CurrentTime", "<returnval>2026-01-01T00:00:00Z</returnval>");
    for (int end = whole.indexOf("</returnval>") + 12; end < whole.length(); end++) {
      String start = whole.substring(0, end);
      server.onRequest("RetrieveServiceContent", request -> xml(start));
      assertThrows(
          BadReply.class,
          () -> transport.call("RetrieveServiceContent", b -> {}, c -> null),
          "cut at " + end);
    }
  }

  @Tag("F8")
  @Test
  void a_reply_is_read_up_to_its_limit_and_counted_after_gunzip() throws Exception {
    String body =
        Xml.envelope("CurrentTime", "<returnval>" + "<x/>".repeat(50_000) + "</returnval>");
    server.onRequest("RetrieveServiceContent", request -> gzip(body));
    SoapTransport enough = transport(withBytes(body.length()));
    enough.<Object>call("RetrieveServiceContent", b -> {}, c -> "read");
    assertEquals(body.length(), enough.bytes());
    assertEquals(Map.of("RetrieveServiceContent", 1), enough.methods());
    SoapTransport small = transport(withBytes(body.length() - 1L));
    BadReply problem =
        assertThrows(
            BadReply.class,
            () -> small.<Object>call("RetrieveServiceContent", b -> {}, c -> "read"));
    assertFalse(problem.isMalformed());
  }

  @Tag("F8")
  @Test
  void an_endless_text_and_an_endless_depth_are_refused() {
    SoapTransport transport = transport(QUICK);
    server.onRequest("RetrieveServiceContent", request -> gzip(text("x".repeat((4 << 20) + 1))));
    assertThrows(
        BadReply.class,
        () -> transport.<Object>call("RetrieveServiceContent", b -> {}, XmlCursor::text));
    server.onRequest(
        "RetrieveServiceContent",
        request -> gzip(text("<a>".repeat(100_000) + "</a>".repeat(100_000))));
    assertThrows(
        BadReply.class,
        () -> transport.<Object>call("RetrieveServiceContent", b -> {}, c -> "read"));
  }

  @Test
  void faults_are_known_by_class_with_and_without_a_type() {
    SoapTransport transport = transport(QUICK);
    server.onRequest(
        "RetrieveServiceContent",
        request ->
            Xml.fault(
                    "ManagedObjectNotFound",
                    "<faultMessage><key>msg.gone</key></faultMessage>"
                        + "<obj type=\"VirtualMachine\">vm-7</obj>")
                .build());
    Fault typed = assertThrows(Fault.class, () -> content(transport));
    assertEquals("ManagedObjectNotFound", typed.fault().faultClass());
    assertEquals(List.of("msg.gone"), typed.fault().messageKeys());
    assertEquals("VirtualMachine:vm-7", String.valueOf(typed.object()));
    assertEquals(FaultKind.GONE, typed.kind());
    server.onRequest(
        "RetrieveServiceContent",
        request ->
            xml(
                500,
                "<Envelope><Body><Fault><faultcode>x</faultcode><faultstring>Kein Zugang"
                    + "</faultstring><detail><InvalidLoginFault/></detail></Fault></Body>"
                    + "</Envelope>"));
    Fault untyped = assertThrows(Fault.class, () -> content(transport));
    assertEquals("InvalidLogin", untyped.fault().faultClass());
    assertEquals("Kein Zugang", untyped.fault().message());
    server.onRequest(
        "RetrieveServiceContent",
        request ->
            xml(
                500,
                "<Envelope><Body><Fault><faultstring>?</faultstring></Fault></Body></Envelope>"));
    Fault bare = assertThrows(Fault.class, () -> content(transport));
    assertEquals("VimFault", bare.fault().faultClass());
  }

  @Test
  void the_session_cookie_is_kept_and_nothing_else_is() {
    SoapTransport transport = transport(QUICK);
    server.onRequest(
        "RetrieveServiceContent",
        request ->
            Xml.reply(
                    "RetrieveServiceContent", "<returnval>" + Xml.SERVICE_CONTENT + "</returnval>")
                .addHeader("Set-Cookie", "tracking=1")
                .addHeader("Set-Cookie", "vmware_soap_session=\"abc\"; Path=/; HttpOnly; Secure")
                .build());
    content(transport);
    content(transport);
    assertNull(server.calls().get(0).cookie());
    assertEquals("vmware_soap_session=\"abc\"", server.calls().get(1).cookie());
  }

  @Test
  void a_cookie_that_could_not_be_sent_back_is_not_kept() {
    SoapTransport transport = transport(QUICK);
    server.onRequest(
        "RetrieveServiceContent",
        request ->
            Xml.reply(
                    "RetrieveServiceContent", "<returnval>" + Xml.SERVICE_CONTENT + "</returnval>")
                .addHeaderLenient("Set-Cookie", "vmware_soap_session=caf\u00e9")
                .addHeader("Set-Cookie", "vmware_soap_session=" + "x".repeat(5_000))
                .build());
    content(transport);
    content(transport);
    assertNull(server.calls().get(1).cookie());
  }

  @Test
  void every_call_tells_who_asks_and_bears_a_number_of_its_own() throws Exception {
    SoapTransport transport = transport(QUICK);
    answerContent(transport);
    content(transport);
    assertEquals("vpreflight/test", server.web().takeRequest().getHeaders().get("User-Agent"));
    String first = server.calls().get(0).body();
    String second = server.calls().get(1).body();
    String number = "<operationID>vpreflight-[0-9a-f]+-%d</operationID>";
    assertTrue(first.matches("(?s).*" + String.format(number, 1) + ".*"), first);
    assertTrue(second.matches("(?s).*" + String.format(number, 2) + ".*"), second);
  }

  @Test
  void a_method_that_is_not_allowed_never_leaves() {
    SoapTransport transport = transport(QUICK);
    for (String method : List.of("ReconfigVM_Task", "CreateSnapshot_Task", "", "login")) {
      assertThrows(
          Operations.NotAllowed.class,
          () -> transport.<Object>call(method, b -> {}, c -> "sent"),
          method);
    }
    assertEquals(0, server.calls().size());
  }

  @Tag("F33")
  @Test
  void cancelling_reaches_a_read_that_is_blocked_and_refuses_what_comes_after() throws Exception {
    SoapTransport transport = transport(QUICK);
    server.onRequest(
        "RetrieveServiceContent",
        request ->
            Xml.reply("RetrieveServiceContent", "<returnval>" + "x".repeat(10_000))
                .throttleBody(100, 1, TimeUnit.SECONDS)
                .build());
    CompletableFuture<Object> blocked = CompletableFuture.supplyAsync(() -> content(transport));
    assertThrows(TimeoutException.class, () -> blocked.get(1, TimeUnit.SECONDS));
    long before = System.nanoTime();
    transport.cancel();
    ExecutionException ended =
        assertThrows(ExecutionException.class, () -> blocked.get(60, TimeUnit.SECONDS));
    assertInstanceOf(Cancelled.class, ended.getCause());
    assertTrue(
        System.nanoTime() - before < TimeUnit.SECONDS.toNanos(8), "before any limit ends it");
    assertThrows(Cancelled.class, () -> content(transport));
    assertEquals(1, server.calls().size());
  }

  @Tag("F33")
  @Test
  void cancelling_reaches_a_call_that_waits_for_its_first_byte() throws Exception {
    SoapTransport transport = transport(QUICK);
    server.onRequest(
        "RetrieveServiceContent",
        request -> new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    CompletableFuture<Object> blocked = CompletableFuture.supplyAsync(() -> content(transport));
    assertThrows(TimeoutException.class, () -> blocked.get(500, TimeUnit.MILLISECONDS));
    transport.cancel();
    ExecutionException ended =
        assertThrows(ExecutionException.class, () -> blocked.get(60, TimeUnit.SECONDS));
    assertInstanceOf(Cancelled.class, ended.getCause());
  }

  @Tag("F6")
  @Test
  void a_server_that_is_silent_or_too_slow_is_given_up() {
    SoapTransport transport =
        transport(ConnectionOptions.DEFAULT.withCallTimeout(Duration.ofMillis(700)));
    server.onRequest(
        "RetrieveServiceContent",
        request -> new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    assertEquals(
        Reason.TIMEOUT, assertThrows(Unreachable.class, () -> content(transport)).reason());
    server.onRequest(
        "RetrieveServiceContent",
        request ->
            Xml.reply("RetrieveServiceContent", "<returnval>" + "x".repeat(10_000))
                .throttleBody(100, 100, TimeUnit.MILLISECONDS)
                .build());
    assertEquals(
        Reason.TIMEOUT, assertThrows(Unreachable.class, () -> content(transport)).reason());
  }

  @Tag("F1")
  @Test
  void nobody_there_and_no_such_name_are_told_apart() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    assertEquals(
        Reason.REFUSED,
        assertThrows(Unreachable.class, () -> content(transport("http://127.0.0.1:" + free, QUICK)))
            .reason());
    assertEquals(
        Reason.UNKNOWN_HOST,
        assertThrows(
                Unreachable.class, () -> content(transport("https://no.such.host.invalid", QUICK)))
            .reason());
  }

  @Tag("F7")
  @Test
  void a_proxy_that_wants_a_login_is_told_as_such() {
    server
        .web()
        .setDispatcher(
            new mockwebserver3.Dispatcher() {
              @Override
              public MockResponse dispatch(mockwebserver3.RecordedRequest request) {
                return new MockResponse.Builder()
                    .code(407)
                    .addHeader("Proxy-Authenticate", "Basic realm=\"proxy\"")
                    .build();
              }
            });
    ConnectionOptions throughProxy =
        QUICK.withProxy(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.web().getPort()));
    for (String address : List.of("https://vc.example.invalid", "http://localhost:1")) {
      Unreachable refused =
          assertThrows(Unreachable.class, () -> content(transport(address, throughProxy)));
      assertEquals(Reason.PROXY, refused.reason(), address);
    }
  }

  @Test
  void a_long_call_does_not_wait_for_the_receipt_of_its_first_half() throws Exception {
    try (Socket socket = new PromptSockets().createSocket()) {
      assertTrue(socket.getTcpNoDelay());
    }
  }

  @Test
  void a_closed_transport_sends_no_more() {
    SoapTransport transport = transport(QUICK);
    transport.close();
    assertThrows(Cancelled.class, () -> content(transport));
    assertEquals(0, server.calls().size());
  }

  private void answerContent(SoapTransport transport) {
    assertEquals("8.0.3", ((ServiceContent) content(transport)).about().version());
  }

  private static Object content(SoapTransport transport) {
    Object content =
        transport.call(
            "RetrieveServiceContent",
            body -> body.self(ServiceContent.SERVICE_INSTANCE),
            cursor -> SoapSession.returned(cursor, ServiceContent::read));
    return content == null ? "nothing" : content;
  }

  private SoapTransport transport(ConnectionOptions options) {
    SoapTransport transport = server.transport(ServerTrust.SYSTEM, options);
    open.add(transport);
    return transport;
  }

  private SoapTransport transport(String address, ConnectionOptions options) {
    try {
      SoapTransport transport =
          new SoapTransport(
              VCenterEndpoint.parse(address),
              ServerTrust.SYSTEM,
              options,
              Operations.READ,
              "vpreflight/test");
      open.add(transport);
      return transport;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static ConnectionOptions withBytes(long bytes) {
    return new ConnectionOptions(
        null,
        QUICK.connectTimeout(),
        QUICK.readTimeout(),
        QUICK.callTimeout(),
        QUICK.callsInFlight(),
        QUICK.batchSize(),
        bytes,
        QUICK.watch());
  }

  private static String text(String content) {
    return Xml.envelope("RetrieveServiceContent", content);
  }

  private static MockResponse xml(String body) {
    return xml(200, body);
  }

  private static MockResponse xml(int code, String body) {
    return new MockResponse.Builder()
        .code(code)
        .addHeader("Content-Type", "text/xml; charset=utf-8")
        .body(body)
        .build();
  }

  private static MockResponse gzip(String body) {
    Buffer packed = new Buffer();
    try (okio.BufferedSink sink = Okio.buffer(new GzipSink(packed))) {
      sink.writeUtf8(body);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return new MockResponse.Builder()
        .addHeader("Content-Type", "text/xml")
        .addHeader("Content-Encoding", "gzip")
        .body(packed)
        .build();
  }
}
