// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.server;

import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A vCenter made of govmomi's simulator, in a process of its own, until it is closed. */
public final class Vcsim implements TestServer {
  private static final Gson GSON = new Gson();

  private final VcsimOptions options;
  private final Process process;
  private final Path folder;
  private final Ready ready;

  /** The line that the server prints when it listens. */
  private record Ready(String url, long pid, @Nullable String sha256) {}

  private Vcsim(VcsimOptions options, Process process, Path folder, Ready ready) {
    this.options = options;
    this.process = process;
    this.folder = folder;
    this.ready = ready;
  }

  /** Returns when the server answers. */
  public static Vcsim start(VcsimOptions options) {
    Path program = TestServers.vcsim();
    try {
      Path folder = TestServers.workFolder("vcsim-");
      List<String> words = new ArrayList<>(List.of(program.toString(), "-stdin"));
      words.addAll(options.flags());
      if (options.tls()) {
        words.add("-cert=" + folder.resolve("certificate.pem"));
      }
      ProcessBuilder builder = new ProcessBuilder(words);
      builder.environment().put("TMPDIR", folder.toString());
      builder.redirectError(folder.resolve("log").toFile());
      Process process = builder.start();
      try {
        Ready ready = awaitReady(process, options.startDeadline());
        return new Vcsim(options, process, folder, ready);
      } catch (AssertionError e) {
        process.destroyForcibly().onExit().join();
        throw new AssertionError(e.getMessage() + "\n" + log(folder), e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Ready awaitReady(Process process, Duration deadline) {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    CompletableFuture<@Nullable String> line =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return output.readLine();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    try {
      String json = line.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      if (json == null) {
        throw new AssertionError("vcsim ended before it listened");
      }
      return GSON.fromJson(json, Ready.class);
    } catch (TimeoutException e) {
      throw new AssertionError("vcsim did not listen within " + deadline, e);
    } catch (ExecutionException e) {
      throw new AssertionError("vcsim could not be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while vcsim was started", e);
    }
  }

  /** {@code https://127.0.0.1:PORT/sdk}. */
  @Override
  public URI url() {
    return URI.create(ready.url());
  }

  @Override
  public String username() {
    return options.username();
  }

  @Override
  public String password() {
    return options.password();
  }

  /** SHA-256 of the certificate, {@code AA:BB:...}; a server without TLS has none. */
  @Override
  public String thumbprint() {
    if (ready.sha256() == null) {
      throw new IllegalStateException("this server speaks plain HTTP");
    }
    return ready.sha256();
  }

  /** The certificate as PEM, fit for a CA bundle. */
  @Override
  public Path certificate() {
    if (!options.tls()) {
      throw new IllegalStateException("this server speaks plain HTTP");
    }
    return folder.resolve("certificate.pem");
  }

  /** What the server was asked until now. */
  public VcsimStats stats() {
    HttpResponse<String> response =
        exchange(HttpRequest.newBuilder(url().resolve("/vpreflight/stats")));
    return GSON.fromJson(response.body(), VcsimStats.class);
  }

  /** Sends one SOAP body without a session and returns status and answer as they are. */
  public HttpResponse<String> post(String soapBody) {
    String envelope =
        "<Envelope xmlns=\"http://schemas.xmlsoap.org/soap/envelope/\"><Body>%s</Body></Envelope>";
    return exchange(
        HttpRequest.newBuilder(url())
            .POST(HttpRequest.BodyPublishers.ofString(envelope.formatted(soapBody))));
  }

  private HttpResponse<String> exchange(HttpRequest.Builder request) {
    try {
      HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
      if (options.tls()) {
        client.sslContext(trustOnly(certificate()));
      }
      return client
          .build()
          .send(
              request.timeout(Duration.ofMinutes(1)).build(),
              HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError("vcsim does not answer\n" + log(folder), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while asking vcsim", e);
    }
  }

  private static SSLContext trustOnly(Path certificate)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(certificate)) {
      store.setCertificateEntry(
          "vcsim", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** Ends the server. A server that broke on the way fails the test: its answers prove nothing. */
  @Override
  public void close() {
    boolean alive = process.isAlive();
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().onExit().join();
        throw new AssertionError("vcsim did not end\n" + log(folder));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    String log = log(folder);
    if (!alive) {
      throw new AssertionError("vcsim had ended by itself: " + process.exitValue() + "\n" + log);
    }
    if (log.contains("panic")) {
      throw new AssertionError("vcsim panicked\n" + log);
    }
    remove(folder);
  }

  /** The end of what the server said on standard error. */
  private static String log(Path folder) {
    try {
      String log = Files.readString(folder.resolve("log"));
      return log.substring(Math.max(0, log.length() - 20_000));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
