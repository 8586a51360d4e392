// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.ServerCertificate;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.VCenterEndpoint;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Cancelled;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.VSphereException.Unreachable.Reason;
import io.vpreflight.vsphere.VSphereException.Untrusted;
import io.vpreflight.vsphere.inventory.ApiVersion;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends SOAP calls to one vCenter, each of them once: no redirects, no replay, no HTTP/2 (which
 * halves the speed of large replies). What may be sent at all is decided when it is made. Payloads
 * are never logged. Safe for several threads.
 */
public final class SoapTransport implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SoapTransport.class);
  private static final MediaType XML = MediaType.get("text/xml; charset=utf-8");
  private static final String COOKIE = "vmware_soap_session";
  private static final Duration FAREWELL = Duration.ofSeconds(10);

  private final HttpUrl url;
  private final OkHttpClient http;
  private final Tls tls;
  private final Set<String> allowed;
  private final String userAgent;
  private final ReplyLimits limits;
  private final Set<Call> running = ConcurrentHashMap.newKeySet();
  private final Map<String, LongAdder> methods = new ConcurrentHashMap<>();
  private final LongAdder bytes = new LongAdder();
  private final AtomicLong sequence = new AtomicLong();
  private final String operationId = "vpreflight-" + Long.toHexString(System.nanoTime() & 0xffffff);
  private volatile String soapAction = "";
  private volatile @Nullable String cookie;
  private volatile boolean cancelled;

  /**
   * Prepares to speak to a vCenter; nothing is sent yet.
   *
   * @param allowed methods that may be sent, such as {@link Operations#READ}
   * @param userAgent how vCenter lists our session
   * @throws IOException if the CA file of the trust cannot be read
   */
  public SoapTransport(
      VCenterEndpoint endpoint,
      ServerTrust trust,
      ConnectionOptions options,
      Set<String> allowed,
      String userAgent)
      throws IOException {
    this.url = HttpUrl.get(endpoint.sdk());
    this.tls = new Tls(trust);
    this.allowed = Set.copyOf(allowed);
    this.userAgent = userAgent;
    this.limits = ReplyLimits.DEFAULT.withBytes(options.maxReplyBytes());
    InetSocketAddress proxy = options.proxy();
    this.http =
        new OkHttpClient.Builder()
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT))
            .connectionPool(new ConnectionPool(options.callsInFlight(), 1, TimeUnit.MINUTES))
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .fastFallback(false)
            .proxy(proxy == null ? Proxy.NO_PROXY : new Proxy(Proxy.Type.HTTP, proxy))
            .connectTimeout(options.connectTimeout())
            .readTimeout(options.readTimeout())
            .writeTimeout(options.readTimeout())
            .callTimeout(options.callTimeout())
            .socketFactory(new PromptSockets())
            .sslSocketFactory(tls.sockets(), tls.manager())
            .hostnameVerifier(tls.names())
            .build();
  }

  /** Speaks that version of the API from now on. */
  void speak(ApiVersion version) {
    soapAction = "urn:vim25/" + version.text();
  }

  /**
   * Calls a method.
   *
   * @param method of vim25
   * @param body writes what is inside the element of the method
   * @param reader reads the reply; the cursor stands on {@code <MethodResponse>}
   * @throws Operations.NotAllowed if this session may not send it; nothing has been written then
   * @throws VSphereException for whatever went wrong
   */
  public <T extends @Nullable Object> T call(
      String method, Consumer<SoapWriter> body, Function<XmlCursor, T> reader) {
    require(method);
    if (cancelled && !method.equals("Logout")) {
      throw new Cancelled(null);
    }
    SoapWriter writer = new SoapWriter(method, operationId + "-" + sequence.incrementAndGet());
    body.accept(writer);
    Request request =
        request(url).header("SOAPAction", soapAction).post(once(writer.finish(method))).build();
    methods.computeIfAbsent(method, m -> new LongAdder()).increment();
    return exchange(method, request, response -> read(method, response, reader));
  }

  /**
   * Sees to it that nothing is done, not even a login, for the sake of a method that must not be
   * sent.
   *
   * @throws Operations.NotAllowed if this session may not send it
   */
  void require(String method) {
    if (!allowed.contains(method)) {
      throw new Operations.NotAllowed(method);
    }
  }

  /**
   * Reads {@code /sdk/vimServiceVersions.xml}, which needs no session.
   *
   * @return null when the server has none
   */
  <T> @Nullable T versions(Function<XmlCursor, T> reader) {
    HttpUrl address = url.newBuilder().addPathSegment("vimServiceVersions.xml").build();
    return exchange(
        "versions",
        request(address).get().build(),
        response -> {
          if (response.code() != 200 || isHtml(response)) {
            return null;
          }
          return reader.apply(new XmlCursor(limited(response), limits.withBytes(1 << 20)));
        });
  }

  /**
   * Shakes hands and asks for the versions, without a session: what is needed to judge a
   * certificate.
   *
   * @throws VSphereException if the server cannot be reached or is not trusted
   */
  public void probe() {
    versions(ApiVersions::read);
  }

  /** Drops every call that is on its way and refuses new ones, but for the logout. */
  public void cancel() {
    cancelled = true;
    running.forEach(Call::cancel);
  }

  /** Calls sent so far, by method. */
  public Map<String, Integer> methods() {
    Map<String, Integer> counts = new TreeMap<>();
    methods.forEach((method, count) -> counts.put(method, count.intValue()));
    return counts;
  }

  /** Bytes of reply read so far, after gunzip. */
  public long bytes() {
    return bytes.sum();
  }

  /** The certificate that the server showed last, or null before the first handshake. */
  public @Nullable ServerCertificate certificate() {
    return tls.lastSeen();
  }

  /** Forgets the session. */
  void forgetSession() {
    cookie = null;
  }

  /** True when a session cookie is held. */
  boolean hasSession() {
    return cookie != null;
  }

  @Override
  public void close() {
    cancelled = true;
    running.forEach(Call::cancel);
    http.connectionPool().evictAll();
    http.dispatcher().executorService().shutdown();
  }

  private Request.Builder request(HttpUrl address) {
    Request.Builder request = new Request.Builder().url(address).header("User-Agent", userAgent);
    String session = cookie;
    return session == null ? request : request.header("Cookie", COOKIE + "=" + session);
  }

  private <T extends @Nullable Object> T exchange(
      String what, Request request, Function<Response, T> reader) {
    Call call = http.newCall(request);
    running.add(call);
    if (what.equals("Logout")) {
      // Nobody waits longer for a farewell; a session without one ends by itself.
      call.timeout().timeout(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    } else if (cancelled) {
      call.cancel();
    }
    long start = System.nanoTime();
    try (Response response = call.execute()) {
      keepCookie(response);
      T result = reader.apply(response);
      LOG.debug("{} {}: HTTP {} in {} ms", url.host(), what, response.code(), millis(start));
      return result;
    } catch (Unreachable e) {
      LOG.debug("{} {}: broke after {} ms: {}", url.host(), what, millis(start), e.toString());
      throw call.isCanceled() && cancelled ? new Cancelled(e) : e;
    } catch (IOException e) {
      LOG.debug("{} {}: failed after {} ms: {}", url.host(), what, millis(start), e.toString());
      throw call.isCanceled() && cancelled ? new Cancelled(e) : unreachable(e);
    } finally {
      running.remove(call);
    }
  }

  private static long millis(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }

  private <T extends @Nullable Object> T read(
      String method, Response response, Function<XmlCursor, T> reader) {
    int code = response.code();
    if (code == 407) {
      throw new Unreachable(Reason.PROXY, "the proxy wants a login of its own", null);
    }
    if (code == 502 || code == 503 || code == 504) {
      throw new Unreachable(Reason.UNAVAILABLE, "HTTP " + code, null);
    }
    if (isHtml(response) || (code != 200 && code != 500)) {
      String type = response.header("Content-Type", "no content type");
      throw new BadReply(
          "HTTP " + code + ", " + type + ": not an answer of a vCenter", false, null);
    }
    LimitedStream in = limited(response);
    try {
      XmlCursor cursor = new XmlCursor(in, limits);
      if (cursor.name().equals("Envelope")) {
        int envelope = cursor.enter();
        while (cursor.next(envelope)) {
          if (cursor.name().equals("Body")) {
            int inside = cursor.enter();
            if (cursor.next(inside)) {
              return body(method, cursor, reader);
            }
          }
        }
      }
      throw new BadReply("not a SOAP reply: <" + cursor.name() + ">", false, null);
    } finally {
      bytes.add(in.count());
    }
  }

  private static <T extends @Nullable Object> T body(
      String method, XmlCursor cursor, Function<XmlCursor, T> reader) {
    if (cursor.name().equals("Fault")) {
      throw SoapFaults.soapFault(method, cursor);
    }
    T result = reader.apply(cursor);
    cursor.drain();
    return result;
  }

  private LimitedStream limited(Response response) {
    ResponseBody body = response.body();
    return new LimitedStream(body.byteStream(), limits.bytes());
  }

  private void keepCookie(Response response) {
    for (String header : response.headers("Set-Cookie")) {
      if (header.startsWith(COOKIE + "=") && header.length() < 4096) {
        int end = header.indexOf(';');
        String value = header.substring(COOKIE.length() + 1, end < 0 ? header.length() : end);
        // What could not be sent back would break every call that follows.
        if (value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
          cookie = value;
        }
      }
    }
  }

  private static boolean isHtml(Response response) {
    String type = response.header("Content-Type");
    return type != null && type.toLowerCase(Locale.ROOT).contains("html");
  }

  private VSphereException unreachable(IOException e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof SSLException && !isBroken(e)) {
      return new Untrusted(message, tls.lastSeen(), e);
    }
    if (e instanceof UnknownHostException) {
      return new Unreachable(Reason.UNKNOWN_HOST, message, e);
    }
    if (e instanceof SocketTimeoutException || message.equals("timeout")) {
      return new Unreachable(Reason.TIMEOUT, message, e);
    }
    if (e instanceof ConnectException) {
      return new Unreachable(
          message.contains("timed out") ? Reason.TIMEOUT : Reason.REFUSED, message, e);
    }
    boolean proxy = message.contains("CONNECT") || message.contains("authenticate with proxy");
    return new Unreachable(proxy ? Reason.PROXY : Reason.BROKEN, message, e);
  }

  /** A connection that breaks inside of TLS says nothing about the certificate. */
  private static boolean isBroken(Throwable e) {
    for (Throwable t = e.getCause(); t != null; t = t.getCause()) {
      if (t instanceof SocketException || t instanceof EOFException) {
        return true;
      }
    }
    return false;
  }

  /** A body that OkHttp must not send again, whatever happened to the first time. */
  private static RequestBody once(byte[] content) {
    return new RequestBody() {
      @Override
      public MediaType contentType() {
        return XML;
      }

      @Override
      public long contentLength() {
        return content.length;
      }

      @Override
      public boolean isOneShot() {
        return true;
      }

      @Override
      public void writeTo(BufferedSink sink) throws IOException {
        sink.write(content);
      }
    };
  }
}
