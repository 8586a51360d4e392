// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.vpreflight.simulator.fault.WireFault;
import io.vpreflight.simulator.model.ApiVersion;
import io.vpreflight.simulator.property.Schema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Listens on one address and port, over HTTPS; a restart drops every connection. */
public final class Server implements AutoCloseable {
  private static final String COOKIE = "vmware_soap_session";
  private static final int WORTH_ZIPPING = 2048;

  static {
    // Else head and body of an answer wait 40 ms for each other; read when the first server starts.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Certificate certificate;
  private final Dispatcher dispatcher;
  private final String versions;
  private final ExecutorService threads;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger mostUnderWay = new AtomicInteger();
  private InetSocketAddress address;
  private HttpsServer https;
  private CountDownLatch stalled = new CountDownLatch(1);

  /**
   * Starts to listen.
   *
   * @param address its port may be 0 for any that is free
   * @throws IOException when it is taken
   */
  public Server(
      InetSocketAddress address, Certificate certificate, Dispatcher dispatcher, ApiVersion version)
      throws IOException {
    this.certificate = certificate;
    this.dispatcher = dispatcher;
    this.versions = VersionsXml.of(version, Schema.vim25());
    this.threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "simulated-vcenter");
              thread.setDaemon(true);
              return thread;
            });
    this.address = address;
    this.https = listen();
    this.address = https.getAddress();
  }

  /** {@code https://127.0.0.1:PORT/sdk}. */
  public URI url() {
    return URI.create(
        "https://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/sdk");
  }

  /** The most calls that were here at the same time, and not answered yet. */
  public int mostUnderWay() {
    return mostUnderWay.get();
  }

  /** Drops every connection and listens again at the same place. */
  public synchronized void restart() {
    https.stop(0);
    stalled.countDown();
    stalled = new CountDownLatch(1);
    try {
      https = listen();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpsServer listen() throws IOException {
    HttpsServer server = HttpsServer.create(address, 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
    return server;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    if (method.equals("POST") && (path.equals("/sdk") || path.equals("/sdk/"))) {
      soap(exchange);
    } else if (method.equals("GET") && path.equals("/sdk/vimServiceVersions.xml")) {
      send(exchange, Answer.of(200, versions));
    } else {
      send(exchange, Answer.of(404, ""));
    }
  }

  private void soap(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Dispatcher.Request request =
        new Dispatcher.Request(
            new ByteArrayInputStream(body),
            header(exchange, "SOAPAction"),
            cookie(exchange),
            exchange.getRemoteAddress().getAddress().getHostAddress(),
            header(exchange, "User-Agent"));
    Answer answer;
    mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    try {
      answer = dispatcher.answer(request);
    } finally {
      // Before a byte of the answer: with the last one in hand a client may send the next call.
      underWay.decrementAndGet();
    }
    send(exchange, answer);
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private static @Nullable String cookie(HttpExchange exchange) {
    for (String cookie : header(exchange, "Cookie").split(";", -1)) {
      String[] parts = cookie.strip().split("=", 2);
      if (parts.length == 2 && parts[0].equals(COOKIE)) {
        return parts[1].replace("\"", "");
      }
    }
    return null;
  }

  private void send(HttpExchange exchange, Answer answer) throws IOException {
    WireFault broken = answer.broken();
    if (broken instanceof WireFault.Swallowed) {
      exchange.close();
      return;
    }
    String text = broken instanceof WireFault.Garbage ? "\u0000<<not an answer>" : answer.body();
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-cache");
    if (answer.cookie() != null) {
      exchange
          .getResponseHeaders()
          .set("Set-Cookie", COOKIE + "=\"" + answer.cookie() + "\"; Path=/; HttpOnly; Secure;");
    }
    if (broken == null
        && body.length > WORTH_ZIPPING
        && header(exchange, "Accept-Encoding").contains("gzip")) {
      body = zipped(body);
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    }
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      write(exchange, body, broken);
    }
    exchange.close();
  }

  private void write(HttpExchange exchange, byte[] body, @Nullable WireFault broken)
      throws IOException {
    OutputStream out = exchange.getResponseBody();
    if (broken instanceof WireFault.Cut cut) {
      out.write(body, 0, Math.min(cut.bytes(), body.length - 1));
      out.flush();
    } else if (broken instanceof WireFault.CutAt cut) {
      out.write(body, 0, (int) ((body.length - 1L) * cut.percent() / 100));
      out.flush();
    } else if (broken instanceof WireFault.Stalled stall) {
      out.write(body, 0, Math.min(stall.bytes(), body.length - 1));
      out.flush();
      await();
    } else {
      out.write(body);
      out.close();
    }
  }

  /** Until the next restart, or the end. */
  private void await() {
    CountDownLatch latch;
    synchronized (this) {
      latch = stalled;
    }
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] zipped(byte[] body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 4);
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(body);
    }
    return out.toByteArray();
  }

  @Override
  public synchronized void close() {
    https.stop(0);
    stalled.countDown();
    threads.shutdownNow();
  }
}
