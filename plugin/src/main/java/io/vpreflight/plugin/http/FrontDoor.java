// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.service.BadCursor;
import io.vpreflight.jobs.service.Identity;
import io.vpreflight.jobs.service.Scope;
import io.vpreflight.jobs.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/**
 * Where every request comes in: looks at its size, its host and its token, asks the resource, and
 * answers whatever comes of it, with the headers that every answer has.
 */
final class FrontDoor extends Handler.Abstract {
  /** Bytes of a body; the largest are plans for what an audit found on thousands of machines. */
  static final int LONGEST_BODY = 64 * 1024;

  /** Requests that are worked on at a time; more are told to come again. */
  private static final int AT_ONCE = 32;

  private final Router router;
  private final Gate gate;
  private final ProblemAnswers problems;
  private final Tongues tongues;
  private final HostCheck hosts;
  private final Consumer<Exception> broke;
  private final Semaphore places = new Semaphore(AT_ONCE);

  FrontDoor(
      Router router,
      Gate gate,
      HostCheck hosts,
      ProblemAnswers problems,
      Tongues tongues,
      Consumer<Exception> broke) {
    this.router = router;
    this.gate = gate;
    this.hosts = hosts;
    this.problems = problems;
    this.tongues = tongues;
    this.broke = broke;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    write(response, callback, answer(request));
    return true;
  }

  private Answer answer(Request request) {
    String path = Request.getPathInContext(request);
    if (!places.tryAcquire()) {
      Problem busy = new Problem(503, Text.of("http.busy"), Map.of("Retry-After", "1"));
      return problems.of(busy, path, request);
    }
    try {
      return asked(request, path);
    } catch (Problem e) {
      return problems.of(e, path, request);
    } catch (BadCursor e) {
      return problems.of(new Problem(400, Text.of("http.bad-cursor")), path, request);
    } catch (HttpException.RuntimeException | HttpException.IllegalArgumentException e) {
      return problems.of(new Problem(400, Text.of("http.bad-request")), path, request);
    } catch (StoreException e) {
      return problems.of(new Problem(503, Text.of("http.store")), path, request);
    } catch (IOException | RuntimeException e) {
      broke.accept(e);
      return problems.of(new Problem(500, Text.of("http.broke")), path, request);
    } finally {
      places.release();
    }
  }

  private Answer asked(Request request, String path) throws IOException {
    hosts.check(request);
    Router.Found found = router.find(request.getMethod(), path);
    Identity caller = caller(request, found.route().scopes());
    Map<String, String> query = new HashMap<>();
    for (Fields.Field field : Request.extractQueryParameters(request)) {
      query.put(field.getName(), field.getValue());
    }
    Call call =
        new Call(
            caller,
            path,
            found.parts(),
            query,
            name -> request.getHeaders().get(name),
            body(request),
            tongues.of(request.getHeaders().get(HttpHeader.ACCEPT_LANGUAGE)));
    Answer answer = found.route().resource().answer(call);
    boolean reads = found.route().method().equals("GET");
    return reads ? Tags.of(answer, request.getHeaders().get(HttpHeader.IF_NONE_MATCH)) : answer;
  }

  /** Where no token is wanted, one that comes all the same has to be right. */
  private Identity caller(Request request, Set<Scope> scopes) {
    String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    if (scopes.isEmpty() && authorization == null) {
      return Identity.NOBODY;
    }
    Set<Scope> wanted = scopes.isEmpty() ? Set.of(Scope.READ) : scopes;
    return gate.caller(authorization, wanted, Request.getRemoteAddr(request));
  }

  private static String body(Request request) throws IOException {
    if (request.getLength() > LONGEST_BODY) {
      throw new Problem(413, Text.of("http.too-long", LONGEST_BODY));
    }
    try (InputStream in = Request.asInputStream(request)) {
      byte[] bytes = in.readNBytes(LONGEST_BODY + 1);
      if (bytes.length > LONGEST_BODY) {
        throw new Problem(413, Text.of("http.too-long", LONGEST_BODY));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  static void write(Response response, Callback callback, Answer answer) throws IOException {
    response.setStatus(answer.status());
    response.getHeaders().put("Cache-Control", "no-store");
    response.getHeaders().put("Content-Security-Policy", "default-src 'none'; sandbox");
    response.getHeaders().put("Referrer-Policy", "no-referrer");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put("X-Frame-Options", "DENY");
    answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    Path file = answer.file();
    if (file == null) {
      response.write(true, ByteBuffer.wrap(answer.body()), callback);
    } else {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, Files.size(file));
      Content.copy(Content.Source.from(file), response, callback);
    }
  }
}
