// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify.webhook;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.notify.NotSentException;
import io.vpreflight.jobs.notify.Secret;
import io.vpreflight.jobs.text.Names;
import io.vpreflight.vsphere.soap.Tls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Posts to one address. Follows no redirect, repeats nothing by itself, waits ten seconds, and
 * reads little of the answer.
 */
final class Wire {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ALL = Duration.ofSeconds(10);
  private static final long SHOWN_BYTES = 200;

  /** The body is wrong, and will be the next time. */
  private static final Set<Integer> NEVER = Set.of(400, 413, 415, 422);

  private final Endpoint endpoint;
  private final List<Secret> secrets;
  private final String agent;
  private @Nullable OkHttpClient client;

  /**
   * Opens nothing yet.
   *
   * @param secrets what must not be shown, besides the address
   */
  Wire(Endpoint endpoint, List<Secret> secrets, String agent) {
    this.endpoint = endpoint;
    this.secrets = secrets;
    this.agent = agent;
  }

  /** Posts; returns when the other side has taken it. */
  void post(String body, String contentType, Headers headers) throws NotSentException {
    HttpUrl url = url();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Request request =
        new Request.Builder()
            .url(url)
            .headers(headers)
            .header("User-Agent", agent)
            .post(RequestBody.create(bytes, MediaType.get(contentType)))
            .build();
    try (Response response = client().newCall(request).execute()) {
      if (!response.isSuccessful()) {
        throw refused(response);
      }
    } catch (Addresses.Refused e) {
      throw NotSentException.forNow(e.why());
    } catch (IOException e) {
      throw NotSentException.forNow(scrub(e.getClass().getSimpleName() + ": " + e.getMessage()));
    }
  }

  private HttpUrl url() throws NotSentException {
    HttpUrl url = HttpUrl.parse(endpoint.url().reveal());
    if (url == null) {
      throw NotSentException.forNow(Text.of("notify.why.no-url"));
    }
    if (!url.isHttps() && !endpoint.allowsHttp()) {
      throw NotSentException.forNow(Text.of("notify.why.no-https"));
    }
    return url;
  }

  private NotSentException refused(Response response) throws IOException {
    int code = response.code();
    if (response.isRedirect()) {
      return NotSentException.forNow(Text.of("notify.why.redirect", code));
    }
    String said = Names.shown(response.peekBody(SHOWN_BYTES).string().strip());
    String reason = scrub("HTTP " + code + (said.isEmpty() ? "" : ": " + said));
    return NEVER.contains(code)
        ? NotSentException.forEver(reason)
        : NotSentException.forNow(reason, patience(response.header("Retry-After")));
  }

  private static @Nullable Duration patience(@Nullable String said) {
    return said != null && said.matches("\\d{1,6}")
        ? Duration.ofSeconds(Long.parseLong(said))
        : null;
  }

  private String scrub(String words) {
    List<Secret> all = new java.util.ArrayList<>(secrets);
    all.add(endpoint.url());
    return Secret.scrub(words, all);
  }

  private OkHttpClient client() throws IOException {
    OkHttpClient known = client;
    if (known == null) {
      Tls tls = new Tls(endpoint.trust());
      InetSocketAddress proxy = endpoint.proxy();
      OkHttpClient.Builder builder =
          new OkHttpClient.Builder()
              .sslSocketFactory(tls.sockets(), tls.manager())
              .hostnameVerifier(tls.names())
              .connectTimeout(CONNECT)
              .callTimeout(ALL)
              .followRedirects(false)
              .followSslRedirects(false)
              .retryOnConnectionFailure(false);
      if (proxy == null) {
        builder.proxy(Proxy.NO_PROXY).socketFactory(Addresses.sockets(endpoint.allowsPrivate()));
      } else {
        // The proxy is the admin's word, and decides whom it speaks to.
        builder.proxy(new Proxy(Proxy.Type.HTTP, proxy));
      }
      known = builder.build();
      client = known;
    }
    return known;
  }
}
