// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.rest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vpreflight.vsphere.CallWatch;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.Credentials;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.VCenterEndpoint;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Cancelled;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.inventory.VimFault;
import io.vpreflight.vsphere.soap.CallsUnderWay;
import io.vpreflight.vsphere.soap.CallsUnderWay.Part;
import io.vpreflight.vsphere.soap.Failures;
import io.vpreflight.vsphere.soap.HttpClients;
import io.vpreflight.vsphere.soap.LoginGuard;
import io.vpreflight.vsphere.soap.OneShot;
import io.vpreflight.vsphere.soap.Operations;
import io.vpreflight.vsphere.soap.Tls;
import io.vpreflight.vsphere.soap.Watched;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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
 * One session with the Automation API of one vCenter: begun when it is first needed, ended on
 * close. Each call is sent once. What may be sent at all is decided when it is made. Payloads and
 * headers are never logged. One thread at a time, but for {@link #cancel} and {@link #close}.
 */
public final class RestTransport implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RestTransport.class);
  private static final MediaType JSON = MediaType.get("application/json");
  private static final String SESSION = "vmware-api-session-id";
  private static final String LOGIN = "session";

  private final HttpUrl base;
  private final Watched watched;
  private final OkHttpClient http;
  private final Tls tls;
  private final Credentials credentials;
  private final LoginGuard guard;
  private final Set<RestCall> allowed;
  private final String userAgent;
  private final CallsUnderWay calls = new CallsUnderWay();
  private @Nullable Session session;

  /** A session that stands. */
  private record Session(Dialect dialect, String id) {}

  /**
   * Nothing is sent yet.
   *
   * @param guard of that account
   * @param allowed what may be sent
   * @throws IOException if the CA file of the trust cannot be read
   */
  public RestTransport(
      VCenterEndpoint endpoint,
      ServerTrust trust,
      ConnectionOptions options,
      Credentials credentials,
      LoginGuard guard,
      Set<RestCall> allowed,
      String userAgent)
      throws IOException {
    this.base = HttpUrl.get(endpoint.sdk());
    this.watched = new Watched(endpoint, CallWatch.Api.REST, options.watch());
    this.tls = new Tls(trust);
    this.http = HttpClients.of(options, tls);
    this.credentials = credentials;
    this.guard = guard;
    this.allowed = allowed.isEmpty() ? Set.of() : EnumSet.copyOf(allowed);
    this.userAgent = userAgent;
  }

  /** A server that has no such API: a stand-alone host, or a vCenter before 6.5. */
  public static final String NO_API = "NotImplemented";

  /**
   * Sends a call; logs in before if need be.
   *
   * @param id what it is about; empty when it is about no single object
   * @return JSON's null when nothing was answered
   * @throws Operations.NotAllowed if this session may not send it; nothing was sent then
   * @throws Fault of the class {@link #NO_API} when the server has no such API
   * @throws VSphereException for whatever went wrong
   */
  JsonElement send(RestCall call, String id, @Nullable JsonObject body) {
    if (!allowed.contains(call)) {
      throw new Operations.NotAllowed("REST " + call);
    }
    Session mine = session();
    JsonObject content = mine.dialect().body(call, id, body);
    Request request =
        request(mine.dialect().url(base, call, id))
            .header(SESSION, mine.id())
            .method(call.verb(), content(call.verb(), content))
            .build();
    return mine.dialect().answer(exchange(call.name(), request, Part.USE));
  }

  private static @Nullable OneShot content(String verb, @Nullable JsonObject body) {
    String json = body == null ? "{}" : body.toString();
    return verb.equals("POST") ? new OneShot(JSON, json.getBytes(StandardCharsets.UTF_8)) : null;
  }

  private synchronized Session session() {
    Session mine = session;
    if (mine == null) {
      String server = base.host() + ":" + base.port();
      mine = guard.attempt(server, true, credentials.password(), this::login);
      session = mine;
      watched.sessionBegan();
    }
    return mine;
  }

  /** By the newer form if the server has it, else by the older one. */
  private Session login() {
    Session made = login(Dialect.API);
    if (made == null) {
      made = login(Dialect.REST);
    }
    if (made == null) {
      throw new Fault(LOGIN, new VimFault(NO_API, List.of(), null), null, null);
    }
    return made;
  }

  private @Nullable Session login(Dialect dialect) {
    Request request =
        request(dialect.session(base))
            .header("Authorization", "Basic " + basic())
            .post(new OneShot(JSON, new byte[0]))
            .build();
    try {
      JsonElement id = dialect.answer(exchange(LOGIN, request, Part.LOGIN));
      if (!id.isJsonPrimitive() || id.getAsString().isBlank()) {
        throw new BadReply("a login without a session", false, null);
      }
      return new Session(dialect, header(id.getAsString()));
    } catch (BadReply e) {
      if (dialect == Dialect.REST) {
        throw e;
      }
      return null; // What 6.x has at the address of the newer form is no answer to this.
    } catch (Fault e) {
      String name = e.fault().faultClass();
      if (name.equals("NotFound") || (dialect == Dialect.API && name.equals("InvalidArgument"))) {
        return null;
      }
      // Whoever has no session yet cannot have lost it.
      throw name.equals("NotAuthenticated")
          ? new Fault(LOGIN, new VimFault("InvalidLogin", List.of(), null), null, null)
          : e;
    }
  }

  /** What could not be sent back would break every call that follows. */
  private static String header(String id) {
    if (id.length() > 4096 || !id.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new BadReply("a session that cannot be named", false, null);
    }
    return id;
  }

  private String basic() {
    CharBuffer chars = CharBuffer.allocate(credentials.username().length() + 1 + password().length);
    chars.put(credentials.username()).put(':').put(password()).flip();
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(chars);
    byte[] exact = new byte[bytes.remaining()];
    bytes.get(exact);
    String encoded = Base64.getEncoder().encodeToString(exact);
    Arrays.fill(exact, (byte) 0);
    Arrays.fill(chars.array(), '\0');
    return encoded;
  }

  private char[] password() {
    return credentials.password().reveal();
  }

  private Request.Builder request(HttpUrl address) {
    return new Request.Builder()
        .url(address)
        .header("User-Agent", userAgent)
        .header("Accept", "application/json");
  }

  private JsonElement exchange(String what, Request request, Part part) {
    return watched.told(what, () -> sent(what, request, part));
  }

  private JsonElement sent(String what, Request request, Part part) {
    Call call = http.newCall(request);
    calls.begin(call, part);
    try (Response response = call.execute()) {
      LOG.debug("{} {}: HTTP {}", base.host(), what, response.code());
      return RestAnswers.read(what, response);
    } catch (IOException e) {
      LOG.debug("{} {}: failed: {}", base.host(), what, e.toString());
      throw calls.isCancelled(call) ? new Cancelled(e) : Failures.of(e, tls);
    } finally {
      calls.end(call);
    }
  }

  /**
   * Drops what is on its way and refuses what is new, but for the farewell; a login may still come
   * back, so that its session can be left. Any thread.
   */
  public void cancel() {
    calls.cancel();
  }

  /** Ends the session, if there is one; a failure of that is no failure. */
  @Override
  public synchronized void close() {
    Session mine = session;
    session = null;
    try {
      if (mine != null) {
        HttpUrl address = mine.dialect().session(base);
        Request farewell = request(address).header(SESSION, mine.id()).delete(null).build();
        exchange(LOGIN, farewell, Part.LOGOUT);
      }
    } catch (VSphereException e) {
      // It ends by itself on the server; there is nobody left to be told.
    } finally {
      watched.sessionEnded();
      calls.cancel();
      http.connectionPool().evictAll();
      http.dispatcher().executorService().shutdown();
    }
  }
}
