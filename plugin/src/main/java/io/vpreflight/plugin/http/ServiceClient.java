// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.vpreflight.jobs.check.ShellWords;
import io.vpreflight.jobs.check.Text;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Speaks to a service, on this machine or another. Safe for several threads. */
public final class ServiceClient {
  /** Bytes of a body; a service takes no longer one. */
  public static final int LONGEST_BODY = FrontDoor.LONGEST_BODY;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int TOO_MANY = 429;

  /** Longer than any service of ours asks for from who has a right token. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(45);

  private final String server;
  private final String token;
  private final HttpClient client;
  private final @Nullable Locale language;
  private final Consumer<Text> waits;
  private final AtomicBoolean toldOfWaiting = new AtomicBoolean();

  private ServiceClient(
      String server,
      String token,
      HttpClient client,
      @Nullable Locale language,
      Consumer<Text> waits) {
    this.server = server;
    this.token = token;
    this.client = client;
    this.language = language;
    this.waits = waits;
  }

  private static ServiceClient silent(String server, String token, HttpClient client) {
    return new ServiceClient(server, token, client, null, text -> {});
  }

  /**
   * The same, on behalf of somebody.
   *
   * @param language in which the service is to answer
   * @param waits is told, once, that the service wants to be asked more slowly
   */
  public ServiceClient speaking(Locale language, Consumer<Text> waits) {
    return new ServiceClient(server, token, client, language, waits);
  }

  /** Of the service on this machine. */
  public static ServiceClient of(LocalAccess access) {
    return silent(access.url(), access.token(), builder().build());
  }

  /**
   * Of any service.
   *
   * @param caFile authorities to be trusted in place of those of the system; or null
   * @throws ServiceException for plain HTTP to another machine: the token could be read on its way
   * @throws IOException when the file holds no certificates
   */
  public static ServiceClient of(URI server, String token, @Nullable Path caFile)
      throws IOException {
    boolean plain = !"https".equalsIgnoreCase(server.getScheme());
    if (server.getHost() == null || (plain && !isLoopback(server))) {
      throw new ServiceException(Text.of("service.not-https", server.toString()), true);
    }
    HttpClient.Builder builder = builder();
    if (caFile != null) {
      builder.sslContext(trusting(caFile));
    }
    String base = server.toString().replaceAll("/+$", "");
    return silent(base, token, builder.build());
  }

  private static boolean isLoopback(URI server) throws IOException {
    return "http".equalsIgnoreCase(server.getScheme())
        && InetAddress.getByName(server.getHost()).isLoopbackAddress();
  }

  private static HttpClient.Builder builder() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(PATIENCE);
  }

  private static SSLContext trusting(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      int number = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("ca-" + number++, one);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /** True when something answers there as a service does. */
  public boolean isAlive() {
    try {
      get("/health");
      return true;
    } catch (ServiceException e) {
      return false;
    }
  }

  /** A word as a part of an address. */
  public static String part(String word) {
    return URLEncoder.encode(word, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * What is under that path.
   *
   * @throws ServiceException when it is not had
   */
  public String get(String path) {
    return send("GET", path, null, Map.of());
  }

  /**
   * Asks for something to be done, or for something to be made.
   *
   * @param body JSON, or null
   * @param headers besides those that every request has
   * @throws ServiceException when it was refused, or not answered
   */
  public String post(String path, @Nullable String body, Map<String, String> headers) {
    return send("POST", path, body, headers);
  }

  /**
   * Asks for something to be removed.
   *
   * @throws ServiceException when it was refused, or not answered
   */
  public void delete(String path) {
    send("DELETE", path, null, Map.of());
  }

  private String send(
      String method, String path, @Nullable String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        request(path)
            .header("Accept", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    headers.forEach(request::header);
    HttpResponse<String> response =
        answered(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (response.statusCode() >= 300) {
      throw refused(response.statusCode(), response.body());
    }
    return response.body();
  }

  /**
   * Writes what is under that path into a file, in place of what is there.
   *
   * @throws ServiceException when it is not had
   */
  public void download(String path, Path file) throws IOException {
    HttpResponse<Path> response =
        answered(
            request(path).GET().build(),
            HttpResponse.BodyHandlers.ofFile(file, CREATE, WRITE, TRUNCATE_EXISTING));
    if (response.statusCode() >= 300) {
      throw refused(response.statusCode(), Files.readString(file));
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token);
    if (language != null) {
      request.header("Accept-Language", language.toLanguageTag());
    }
    return request;
  }

  private ServiceException refused(int status, String body) {
    String detail = detail(body);
    // All that is wrong may be longer than any name.
    Text problem = Text.of("service.refused", server, status, new ShellWords(detail));
    return new ServiceException(problem, status, detail);
  }

  /** What is refused for being asked too fast was not begun: it is asked again when it may be. */
  private <T> HttpResponse<T> answered(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      HttpResponse<T> response = client.send(request, handler);
      Duration waited = Duration.ZERO;
      while (response.statusCode() == TOO_MANY) {
        Duration wait = retryAfter(response);
        if (wait == null || waited.plus(wait).compareTo(LONGEST_WAIT) > 0) {
          break;
        }
        if (toldOfWaiting.compareAndSet(false, true)) {
          waits.accept(Text.of("service.waits", server, wait));
        }
        Thread.sleep(wait.toMillis());
        waited = waited.plus(wait);
        response = client.send(request, handler);
      }
      return response;
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new ServiceException(Text.of("service.unreachable", server, why), false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceException(Text.of("service.unreachable", server, ""), false);
    }
  }

  /** In seconds, as our service says it; null for anything else. */
  private static @Nullable Duration retryAfter(HttpResponse<?> response) {
    String said = response.headers().firstValue("Retry-After").orElse("");
    return said.matches("[0-9]{1,6}")
        ? Duration.ofSeconds(Math.max(1, Integer.parseInt(said)))
        : null;
  }

  /** Where it is. */
  @Override
  public String toString() {
    return server;
  }

  private static String detail(String body) {
    try {
      JsonObject problem = JsonParser.parseString(body).getAsJsonObject();
      JsonElement detail = problem.get("detail");
      return detail == null ? "" : detail.getAsString();
    } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
      return "";
    }
  }
}
