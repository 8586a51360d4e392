// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.server;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A server on this machine that speaks HTTPS and is no vCenter, with a certificate of any age. */
public final class WebServer implements AutoCloseable {
  private static final char[] STORE_PASSWORD = "changeit".toCharArray();

  private final HttpsServer server;
  private final String thumbprint;
  private final AtomicInteger requests = new AtomicInteger();

  /**
   * Listens.
   *
   * @param folder for its key
   * @param startDate of its certificate, as {@code keytool} takes it, such as {@code -10d}
   * @param days that the certificate is valid
   * @param page what it answers to everything, as HTML
   */
  public WebServer(Path folder, String startDate, int days, String page) {
    try {
      Path file = folder.resolve("web-" + System.nanoTime() + ".p12");
      makeKey(file, startDate, days);
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, STORE_PASSWORD);
      }
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(store.getCertificate("web").getEncoded());
      thumbprint = HexFormat.ofDelimiter(":").formatHex(digest).toUpperCase(Locale.ROOT);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, STORE_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(context));
      server.createContext(
          "/",
          exchange -> {
            requests.incrementAndGet();
            byte[] body = page.getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static void makeKey(Path file, String startDate, int days) throws IOException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Command.Result made =
        new Command(
                List.of(
                    keytool,
                    "-genkeypair",
                    "-alias",
                    "web",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=web.example.org",
                    "-startdate",
                    startDate,
                    "-validity",
                    String.valueOf(days),
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    new String(STORE_PASSWORD),
                    "-keystore",
                    file.toString()))
            .run();
    if (!made.ok()) {
      throw new AssertionError(made.output() + made.errors());
    }
  }

  /** {@code https://127.0.0.1:PORT}. */
  public String url() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  /** SHA-256 of the certificate. */
  public String thumbprint() {
    return thumbprint;
  }

  /** Requests answered so far. */
  public int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
