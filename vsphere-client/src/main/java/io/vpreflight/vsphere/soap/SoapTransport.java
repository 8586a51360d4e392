// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import io.vpreflight.vsphere.CallWatch;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.MutationPermit;
import io.vpreflight.vsphere.OptIn;
import io.vpreflight.vsphere.ServerCertificate;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.VCenterEndpoint;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.Cancelled;
import io.vpreflight.vsphere.VSphereException.NotSent;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.inventory.ApiVersion;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.CallsUnderWay.Part;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
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
  private static final Duration SUBMIT = Duration.ofMinutes(2);

  private final HttpUrl url;
  private final Watched watched;
  private final OkHttpClient http;
  private final Tls tls;
  private final OkHttpClient submitting;
  private final Allowance allowance;
  private final String userAgent;
  private final Replies replies;
  private final CallsUnderWay calls = new CallsUnderWay();
  private final Map<String, LongAdder> methods = new ConcurrentHashMap<>();
  private final AtomicLong sequence = new AtomicLong();
  private final String operationId = "vpreflight-" + Long.toHexString(System.nanoTime() & 0xffffff);
  private volatile String soapAction = "";
  private volatile @Nullable String cookie;

  /**
   * Prepares to read from a vCenter; nothing is sent yet.
   *
   * @param allowed methods that may be sent: {@link Operations#READ} or some of them
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
    this(endpoint, trust, options, Allowance.reading(allowed), userAgent);
  }

  /**
   * Prepares to plan: what reads, and what vCenter only computes ({@link Operations#PLAN_READ}).
   * Nothing that changes anything.
   *
   * @throws IOException if the CA file of the trust cannot be read
   */
  public static SoapTransport forPlans(
      VCenterEndpoint endpoint, ServerTrust trust, ConnectionOptions options, String userAgent)
      throws IOException {
    return new SoapTransport(endpoint, trust, options, Allowance.planning(), userAgent);
  }

  /**
   * Prepares to repair: the only way to a transport that can send anything that changes something.
   * Each such call wants a permit of its own.
   *
   * @param optIns what an administrator has switched on
   * @throws IOException if the CA file of the trust cannot be read
   */
  public static SoapTransport forRepairs(
      VCenterEndpoint endpoint,
      ServerTrust trust,
      ConnectionOptions options,
      Set<OptIn> optIns,
      String userAgent)
      throws IOException {
    return new SoapTransport(endpoint, trust, options, Allowance.repairing(optIns), userAgent);
  }

  /**
   * Prepares to write what people read on virtual machines ({@link Operations#WRITE_BACK}), and to
   * read no more than that takes. Nothing that changes a machine.
   *
   * @throws IOException if the CA file of the trust cannot be read
   */
  public static SoapTransport forWriteBack(
      VCenterEndpoint endpoint, ServerTrust trust, ConnectionOptions options, String userAgent)
      throws IOException {
    return new SoapTransport(endpoint, trust, options, Allowance.writingBack(), userAgent);
  }

  private SoapTransport(
      VCenterEndpoint endpoint,
      ServerTrust trust,
      ConnectionOptions options,
      Allowance allowance,
      String userAgent)
      throws IOException {
    this.url = HttpUrl.get(endpoint.sdk());
    this.watched = new Watched(endpoint, CallWatch.Api.SOAP, options.watch());
    this.tls = new Tls(trust);
    this.allowance = allowance;
    this.userAgent = userAgent;
    this.replies = new Replies(ReplyLimits.DEFAULT.withBytes(options.maxReplyBytes()));
    this.http = HttpClients.of(options, tls);
    // vCenter may think for a while before it makes a task; who gives up sooner knows nothing.
    Duration submit = options.callTimeout().compareTo(SUBMIT) < 0 ? options.callTimeout() : SUBMIT;
    this.submitting =
        http.newBuilder().readTimeout(submit).writeTimeout(submit).callTimeout(submit).build();
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
    if (calls.isCancelled() && part(method) != Part.LOGOUT) {
      throw new Cancelled(null);
    }
    OneShot content = content(method, nextId(), body, () -> {}, () -> {});
    return exchange(method, http, post(method, content), r -> replies.read(method, r, reader));
  }

  /**
   * Calls a method that changes something, once. The permit is spent when the connection stands and
   * nothing has been written yet.
   *
   * @param target what the permit must be for
   * @throws Operations.NotAllowed if this transport is not made for it; nothing was sent then
   * @throws IllegalStateException if the permit does not fit or is no longer valid; nothing was
   *     sent then
   * @throws NotSent if nothing was sent for another reason
   * @throws VSphereException for whatever went wrong; {@link VSphereException#execution()} counts
   */
  <T extends @Nullable Object> T mutate(
      MutationPermit permit,
      String method,
      MoRef target,
      Consumer<SoapWriter> body,
      Function<XmlCursor, T> reader) {
    requireMutation(permit, method, target);
    Runnable spend = () -> permit.spend(method, target);
    OneShot content = content(method, permit.operationId(), body, spend, permit::sent);
    return submit(method, content, reader);
  }

  /** Writes what people read, once. Otherwise as {@link #mutate}. */
  <T extends @Nullable Object> T note(
      String method, Consumer<SoapWriter> body, Function<XmlCursor, T> reader) {
    requireNote(method);
    return submit(method, content(method, nextId(), body, () -> {}, () -> {}), reader);
  }

  private <T extends @Nullable Object> T submit(
      String method, OneShot content, Function<XmlCursor, T> reader) {
    if (calls.isCancelled()) {
      throw new NotSent(method, new Cancelled(null));
    }
    try {
      return exchange(
          method, submitting, post(method, content), r -> replies.read(method, r, reader));
    } catch (VSphereException e) {
      throw content.isBegun() ? e : new NotSent(method, e);
    }
  }

  private OneShot content(
      String method, String operation, Consumer<SoapWriter> body, Runnable before, Runnable after) {
    SoapWriter writer = new SoapWriter(method, operation);
    body.accept(writer);
    return new OneShot(XML, writer.finish(method), before, after);
  }

  private Request post(String method, OneShot content) {
    methods.computeIfAbsent(method, m -> new LongAdder()).increment();
    return request(url).header("SOAPAction", soapAction).post(content).build();
  }

  private String nextId() {
    return operationId + "-" + sequence.incrementAndGet();
  }

  /**
   * Sees to it that nothing is done, not even a login, for the sake of a method that must not be
   * sent.
   *
   * @throws Operations.NotAllowed if this session may not send it
   */
  void require(String method) {
    if (!allowance.reads().contains(method)) {
      throw new Operations.NotAllowed(method);
    }
  }

  /** Host and port. */
  String address() {
    return url.host() + ":" + url.port();
  }

  /** True when nothing can be sent that changes anything. */
  boolean onlyReads() {
    return allowance.mutations().isEmpty();
  }

  /** As {@link #require}, for what changes something. */
  void requireMutation(MutationPermit permit, String method, MoRef target) {
    if (!allowance.mutations().contains(method)) {
      throw new Operations.NotAllowed(method);
    }
    permit.require(method, target);
  }

  /** As {@link #require}, for what people read. */
  void requireNote(String method) {
    if (!allowance.notes().contains(method)) {
      throw new Operations.NotAllowed(method);
    }
  }

  /** True when an administrator has switched that on for this transport. */
  public boolean isOptedIn(OptIn optIn) {
    return allowance.optIns().contains(optIn);
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
        http,
        request(address).get().build(),
        response -> {
          boolean found = response.code() == 200 && !Replies.isHtml(response);
          return found ? replies.document(response, reader) : null;
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

  /**
   * Drops every call that is on its way and refuses new ones, but for the logout; a login may still
   * come back, so that its session can be left.
   */
  public void cancel() {
    calls.cancel();
  }

  /** Calls sent so far, by method. */
  public Map<String, Integer> methods() {
    Map<String, Integer> counts = new TreeMap<>();
    methods.forEach((method, count) -> counts.put(method, count.intValue()));
    return counts;
  }

  /** Bytes of reply read so far, after gunzip. */
  public long bytes() {
    return replies.bytes();
  }

  /** The certificate that the server showed last, or null before the first handshake. */
  public @Nullable ServerCertificate certificate() {
    return tls.lastSeen();
  }

  /** Forgets the session. */
  void forgetSession() {
    cookie = null;
    watched.sessionEnded();
  }

  /** The login is done. */
  void sessionBegan() {
    watched.sessionBegan();
  }

  /** True when a session cookie is held. */
  boolean hasSession() {
    return cookie != null;
  }

  @Override
  public void close() {
    calls.cancel();
    http.connectionPool().evictAll();
    http.dispatcher().executorService().shutdown();
  }

  private Request.Builder request(HttpUrl address) {
    Request.Builder request = new Request.Builder().url(address).header("User-Agent", userAgent);
    String session = cookie;
    return session == null ? request : request.header("Cookie", COOKIE + "=" + session);
  }

  private <T extends @Nullable Object> T exchange(
      String what, OkHttpClient client, Request request, Function<Response, T> reader) {
    return watched.told(what, () -> send(what, client, request, reader));
  }

  private <T extends @Nullable Object> T send(
      String what, OkHttpClient client, Request request, Function<Response, T> reader) {
    Call call = client.newCall(request);
    calls.begin(call, part(what));
    long start = System.nanoTime();
    try (Response response = call.execute()) {
      keepCookie(response);
      T result = reader.apply(response);
      LOG.debug("{} {}: HTTP {} in {} ms", url.host(), what, response.code(), millis(start));
      return result;
    } catch (Unreachable e) {
      LOG.debug("{} {}: broke after {} ms: {}", url.host(), what, millis(start), e.toString());
      throw calls.isCancelled(call) ? new Cancelled(e) : e;
    } catch (OneShot.Refused e) {
      throw e.reason();
    } catch (IOException e) {
      LOG.debug("{} {}: failed after {} ms: {}", url.host(), what, millis(start), e.toString());
      throw calls.isCancelled(call) ? new Cancelled(e) : Failures.of(e, tls);
    } finally {
      calls.end(call);
    }
  }

  private static Part part(String method) {
    return switch (method) {
      case "Login" -> Part.LOGIN;
      case "Logout" -> Part.LOGOUT;
      default -> Part.USE;
    };
  }

  private static long millis(long start) {
    return (System.nanoTime() - start) / 1_000_000;
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
}
