// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.service.Identity;
import io.vpreflight.jobs.service.Scope;
import io.vpreflight.jobs.service.TokenBook;
import io.vpreflight.jobs.store.StoredToken;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets nobody in without a token that allows what is asked. A right token is let in however many
 * wrong ones come from the same address, so that nobody can lock another out.
 */
final class Gate {
  private static final String SCHEME = "bearer ";
  private static final String CHALLENGE = "Bearer realm=\"vpreflight\"";

  private final TokenBook book;
  private final String localHash;
  private final Failures failures;
  private final Pace pace;

  /**
   * A gate.
   *
   * @param localHash of the token that commands on this machine use; it allows everything
   */
  Gate(TokenBook book, String localHash, Clock clock) {
    this.book = book;
    this.localHash = localHash;
    failures = new Failures(clock);
    pace = new Pace(clock);
  }

  /**
   * Who asks.
   *
   * @param authorization the header, or null
   * @param wanted of which a token must have one
   * @throws Problem 401, 403, or 429 for too many wrong tokens, or too much by one of them
   */
  Identity caller(@Nullable String authorization, Set<Scope> wanted, String address) {
    if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw new Problem(401, Text.of("http.no-token"), Map.of("WWW-Authenticate", CHALLENGE));
    }
    String secret = authorization.substring(SCHEME.length()).strip();
    if (TokenBook.matches(secret, localHash)) {
      return Identity.ofProcess();
    }
    StoredToken token = book.find(secret).orElse(null);
    if (token == null) {
      if (failures.tooMany(address)) {
        String wait = String.valueOf(Failures.SPAN.toSeconds());
        throw new Problem(429, Text.of("http.too-many-tokens"), Map.of("Retry-After", wait));
      }
      throw new Problem(
          401,
          Text.of("http.bad-token"),
          Map.of("WWW-Authenticate", CHALLENGE + ", error=\"invalid_token\""));
    }
    boolean allowed =
        Stream.concat(wanted.stream(), Stream.of(Scope.ADMIN))
            .anyMatch(scope -> token.scopes().contains(scope.label()));
    if (!allowed) {
      throw new Problem(
          403,
          Text.of(
              wanted.size() == 1 ? "http.scope" : "http.scopes",
              wanted.stream().sorted().map(Scope::label).collect(Collectors.joining(", "))),
          Map.of("WWW-Authenticate", CHALLENGE + ", error=\"insufficient_scope\""));
    }
    if (pace.tooFast(token.name())) {
      throw new Problem(429, Text.of("http.too-fast", Pace.A_SECOND), Map.of("Retry-After", "1"));
    }
    return Identity.ofToken(token.name());
  }
}
