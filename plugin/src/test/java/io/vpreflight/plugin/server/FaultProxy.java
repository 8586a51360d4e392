// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and a server and harms the connection. It sees bytes only: TLS passes
 * through it untouched, so that the client meets the certificate of the server itself. What looks
 * for a text works with plain HTTP alone.
 */
public final class FaultProxy implements AutoCloseable {
  private static final long NEVER = Long.MAX_VALUE;

  private final ServerSocket listener;
  private final int port;
  private final String path;
  private final String scheme;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicLong fromServer = new AtomicLong();
  private final AtomicLong cutAt = new AtomicLong(NEVER);
  private final AtomicInteger cutsLeft = new AtomicInteger();
  private final AtomicLong stallAt = new AtomicLong(NEVER);
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean refuses;
  private volatile boolean dies;
  private volatile @Nullable String cutInReply;
  private volatile @Nullable String swallowReplyTo;
  private volatile @Nullable String answerTo;
  private volatile byte[] answer = {};

  private FaultProxy(URI server) throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    port = server.getPort();
    path = server.getPath();
    scheme = server.getScheme();
    start(this::accept);
  }

  /** Before that server, which listens on the loopback address; it harms nothing yet. */
  public static FaultProxy before(URI server) {
    try {
      return new FaultProxy(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address of the server, through this proxy. */
  public URI url() {
    return URI.create(scheme + "://127.0.0.1:" + listener.getLocalPort() + path);
  }

  /** Resets the connection when that many more bytes have come from the server. */
  public FaultProxy cutAfter(long bytes) {
    return cutAfter(bytes, 1);
  }

  /** The same, so many times; each counts its bytes from the last one on. */
  public FaultProxy cutAfter(long bytes, int times) {
    cutsLeft.set(times);
    cutAt.set(bytes);
    fromServer.set(0);
    return this;
  }

  /** The same, and from then on nothing passes any more: the line is dead. */
  public FaultProxy dieAfter(long bytes) {
    dies = true;
    return cutAfter(bytes);
  }

  /** Goes silent for ever when that many more bytes have come from the server. */
  public FaultProxy stallAfter(long bytes) {
    stallAt.set(bytes);
    fromServer.set(0);
    return this;
  }

  /** Resets the connection in the middle of the next reply that holds that text. */
  public FaultProxy cutInReplyWith(String text) {
    cutInReply = text;
    return this;
  }

  /** The next request that holds that text is done by the server, but its reply is lost. */
  public FaultProxy swallowReplyTo(String text) {
    swallowReplyTo = text;
    return this;
  }

  /** Every request that holds that text is answered by this proxy itself. */
  public FaultProxy answer(String text, String status, String contentType, String body) {
    String head =
        "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n";
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    answer =
        (head.formatted(status, contentType, content.length) + body)
            .getBytes(StandardCharsets.UTF_8);
    answerTo = text;
    return this;
  }

  /** New connections are reset at once. */
  public FaultProxy refuse() {
    refuses = true;
    return this;
  }

  /** Connections that were made. */
  public int connections() {
    return connections.get();
  }

  /** Connections that were cut. */
  public int cuts() {
    return cuts.get();
  }

  /** Bytes that came from the server since the last order. */
  public long bytesFromServer() {
    return fromServer.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        connections.incrementAndGet();
        sockets.add(client);
        if (refuses) {
          reset(client);
        } else {
          Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
          sockets.add(server);
          AtomicBoolean swallowing = new AtomicBoolean();
          start(() -> upstream(client, server, swallowing));
          start(() -> downstream(server, client, swallowing));
        }
      } catch (IOException e) {
        // Closed, or a client that is gone already.
      }
    }
  }

  private void upstream(Socket client, Socket server, AtomicBoolean swallowing) {
    try (client;
        server) {
      InputStream in = client.getInputStream();
      OutputStream out = server.getOutputStream();
      Window window = new Window();
      byte[] bytes = new byte[8192];
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        window.add(bytes, n);
        if (window.holds(answerTo)) {
          client.getOutputStream().write(answer);
          client.getOutputStream().flush();
          return;
        }
        if (window.holds(swallowReplyTo)) {
          swallowReplyTo = null;
          swallowing.set(true);
        }
        out.write(bytes, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      // One side is gone; both are closed.
    }
  }

  private void downstream(Socket server, Socket client, AtomicBoolean swallowing) {
    try (client;
        server) {
      InputStream in = server.getInputStream();
      OutputStream out = client.getOutputStream();
      Window window = new Window();
      byte[] bytes = new byte[8192];
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        long before = fromServer.getAndAdd(n);
        window.add(bytes, n);
        if (before + n > stallAt.get()) {
          out.write(bytes, 0, (int) Math.max(0, stallAt.get() - before));
          out.flush();
          closing.await();
          return;
        }
        int handedOn = handedOn(before, n, window, swallowing);
        out.write(bytes, 0, handedOn);
        out.flush();
        if (handedOn < n) {
          cuts.incrementAndGet();
          fromServer.set(0);
          refuses |= dies;
          for (Socket socket : dies ? sockets : Set.of(client)) {
            reset(socket);
          }
          return;
        }
      }
    } catch (IOException e) {
      // One side is gone; both are closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int handedOn(long before, int n, Window window, AtomicBoolean swallowing) {
    if (swallowing.get()) {
      return 0;
    }
    if (window.holds(cutInReply)) {
      cutInReply = null;
      return n / 2;
    }
    if (before + n > cutAt.get() && cutsLeft.getAndDecrement() > 0) {
      return (int) Math.max(0, Math.min(n - 1, cutAt.get() - before));
    }
    return n;
  }

  /** The last bytes that went by, as text: what is looked for may come in two pieces. */
  private static final class Window {
    private String seen = "";

    void add(byte[] bytes, int n) {
      String tail = seen.substring(Math.max(0, seen.length() - 200));
      seen = tail + new String(bytes, 0, n, StandardCharsets.ISO_8859_1);
    }

    boolean holds(@Nullable String text) {
      return text != null && seen.contains(text);
    }
  }

  /** With a reset, as a firewall does, and not with a farewell. */
  private static void reset(Socket socket) throws IOException {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException e) {
      // Closed by the other side already.
    }
    socket.close();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "fault-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      listener.close();
      for (Socket socket : List.copyOf(sockets)) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
