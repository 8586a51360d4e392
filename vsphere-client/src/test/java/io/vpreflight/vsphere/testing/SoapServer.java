// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.testing;

import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.Credentials;
import io.vpreflight.vsphere.OptIn;
import io.vpreflight.vsphere.Secret;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.VCenterEndpoint;
import io.vpreflight.vsphere.soap.LoginGuard;
import io.vpreflight.vsphere.soap.Operations;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.soap.SoapTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A server that answers SOAP calls from a table, by method, and keeps what it was sent. It makes a
 * session at Login and, unless told otherwise, wants it for everything else.
 */
public final class SoapServer implements AutoCloseable {
  private static final Pattern METHOD = Pattern.compile("<soapenv:Body><(\\w+)");
  private static final Set<String> OPEN_TO_ALL = Set.of("RetrieveServiceContent", "Login");
  private static final Logger LOG = Logger.getLogger(MockWebServer.class.getName());

  /** There is no TLS in most tests, and the authorities of the runtime take long to load. */
  private static final ServerTrust NOBODY = new ServerTrust(null, List.of("00".repeat(32)));

  private final MockWebServer server = new MockWebServer();
  private final Map<String, Deque<Function<RecordedRequest, MockResponse>>> replies =
      new ConcurrentHashMap<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile @Nullable String versions;
  private final AtomicInteger session = new AtomicInteger();
  private volatile boolean alive;

  /**
   * A call that was received.
   *
   * @param method of vim25, or the target of what is no SOAP call
   * @param body as it was sent
   * @param soapAction the header
   * @param cookie the header, or null
   */
  public record Call(
      String method, String body, @Nullable String soapAction, @Nullable String cookie) {}

  /** Listens at once, without TLS. */
  public SoapServer() {
    this(null);
  }

  /** Listens at once. */
  public SoapServer(@Nullable SSLSocketFactory tls) {
    LOG.setLevel(Level.OFF);
    server.setServerSocketFactory(new Prompt());
    if (tls != null) {
      server.useHttps(tls);
    }
    server.setDispatcher(new Table());
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    on("RetrieveServiceContent", "<returnval>" + Xml.SERVICE_CONTENT + "</returnval>");
    on("Logout", "");
    onRequest("Login", request -> login());
  }

  /** The method returns these, one after the other; the last one for ever. */
  public SoapServer on(String method, String... results) {
    Deque<Function<RecordedRequest, MockResponse>> queue = new ArrayDeque<>();
    for (String result : results) {
      queue.add(request -> Xml.reply(method, result).build());
    }
    replies.put(method, queue);
    return this;
  }

  /** The method answers with that, every time. */
  public SoapServer onRequest(String method, Function<RecordedRequest, MockResponse> reply) {
    replies.put(method, new ArrayDeque<>(List.of(reply)));
    return this;
  }

  /** The method answers with that once more, after what it was told before. */
  public SoapServer then(String method, MockResponse reply) {
    replies.computeIfAbsent(method, m -> new ArrayDeque<>()).add(request -> reply);
    return this;
  }

  /** What {@code vimServiceVersions.xml} holds; 404 without. */
  public SoapServer versions(String document) {
    versions = document;
    return this;
  }

  /** Forgets the session: whatever comes next with its cookie is not authenticated. */
  public void expire() {
    alive = false;
  }

  /** A Login is received: a new session. */
  public MockResponse login() {
    int number = session.incrementAndGet();
    alive = true;
    return Xml.reply(
            "Login",
            "<returnval><key>key-"
                + number
                + "</key><userName>VSPHERE.LOCAL\\audit</userName></returnval>")
        .addHeader("Set-Cookie", "vmware_soap_session=\"s" + number + "\"; Path=/; HttpOnly")
        .build();
  }

  /** Calls received, in order. */
  public List<Call> calls() {
    return calls;
  }

  /** Methods received, in order. */
  public List<String> methods() {
    return calls.stream().map(Call::method).toList();
  }

  /** Bodies of the calls of that method. */
  public List<String> bodies(String method) {
    return calls.stream().filter(c -> c.method().equals(method)).map(Call::body).toList();
  }

  /** Calls of that method. */
  public int count(String method) {
    return bodies(method).size();
  }

  /** The server itself. */
  public MockWebServer web() {
    return server;
  }

  /** Where it listens. */
  public VCenterEndpoint endpoint() {
    return VCenterEndpoint.parse(server.url("/sdk").toString());
  }

  /** A transport that may read. */
  public SoapTransport transport() {
    return transport(NOBODY, ConnectionOptions.DEFAULT.withCallTimeout(Duration.ofSeconds(10)));
  }

  /** A transport that may read. */
  public SoapTransport transport(ServerTrust trust, ConnectionOptions options) {
    try {
      return new SoapTransport(endpoint(), trust, options, Operations.READ, "vpreflight/test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A transport that may send these. */
  public SoapTransport transport(Set<String> methods) {
    try {
      return new SoapTransport(
          endpoint(), NOBODY, ConnectionOptions.DEFAULT, methods, "vpreflight/test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A transport that may ask what a plan asks. */
  public SoapTransport planning() {
    try {
      return SoapTransport.forPlans(
          endpoint(), NOBODY, ConnectionOptions.DEFAULT, "vpreflight/test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A transport that may write what people read. */
  public SoapTransport writingBack() {
    try {
      return SoapTransport.forWriteBack(
          endpoint(), NOBODY, ConnectionOptions.DEFAULT, "vpreflight/test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A transport that may repair, with what is switched on. */
  public SoapTransport repairing(OptIn... optIns) {
    return repairing(ConnectionOptions.DEFAULT.withCallTimeout(Duration.ofSeconds(10)), optIns);
  }

  /** A transport that may repair, with what is switched on. */
  public SoapTransport repairing(ConnectionOptions options, OptIn... optIns) {
    try {
      return SoapTransport.forRepairs(
          endpoint(), NOBODY, options, Set.of(optIns), "vpreflight/test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A session that may read. */
  public SoapSession session() {
    return session(transport());
  }

  /** A session over that transport. */
  public static SoapSession session(SoapTransport transport) {
    return new SoapSession(
        transport,
        new Credentials("audit@vsphere.local", new Secret("s3cret".toCharArray())),
        new LoginGuard(Clock.systemUTC()),
        Clock.systemUTC());
  }

  /** The body of a request. */
  public static String text(RecordedRequest request) {
    ByteString content = request.getBody();
    return content == null ? "" : content.utf8();
  }

  @Override
  public void close() {
    server.close();
  }

  /**
   * Sends every piece of a reply at once: it would wait 40 ms for the receipt of the one before.
   */
  private static final class Prompt extends ServerSocketFactory {
    @Override
    public ServerSocket createServerSocket() throws IOException {
      return new ServerSocket() {
        @Override
        public Socket accept() throws IOException {
          Socket socket = super.accept();
          socket.setTcpNoDelay(true);
          return socket;
        }
      };
    }

    @Override
    public ServerSocket createServerSocket(int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
      throw new UnsupportedOperationException();
    }
  }

  private final class Table extends Dispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      String body = text(request);
      Matcher matcher = METHOD.matcher(body);
      String method = matcher.find() ? matcher.group(1) : request.getTarget();
      String cookie = request.getHeaders().get("Cookie");
      calls.add(new Call(method, body, request.getHeaders().get("SOAPAction"), cookie));
      if (method.endsWith("vimServiceVersions.xml")) {
        String document = versions;
        return document == null
            ? new MockResponse.Builder().code(404).build()
            : new MockResponse.Builder()
                .addHeader("Content-Type", "text/xml")
                .body(document)
                .build();
      }
      boolean known = alive && ("vmware_soap_session=\"s" + session.get() + "\"").equals(cookie);
      if (!known && !OPEN_TO_ALL.contains(method)) {
        return Xml.fault("NotAuthenticated", "").build();
      }
      Deque<Function<RecordedRequest, MockResponse>> queue = replies.get(method);
      if (queue == null) {
        return Xml.fault("MethodNotFound", "").build();
      }
      Function<RecordedRequest, MockResponse> reply;
      synchronized (queue) {
        reply = queue.size() > 1 ? queue.removeFirst() : queue.getFirst();
      }
      return reply.apply(request);
    }
  }
}
