// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import io.vpreflight.jobs.store.StoredToken;
import io.vpreflight.jobs.store.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes tokens, knows them again, forgets them. A token is {@code vp_} and 256 random bits; only
 * its SHA-256 is kept, which is enough for what nobody can guess. Safe for several threads.
 */
public final class TokenBook {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Tokens tokens;
  private final Clock clock;

  /** Of those tokens. */
  public TokenBook(Tokens tokens, Clock clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * A token that was made just now.
   *
   * @param secret the token itself, which nobody can show again
   */
  public record Made(StoredToken token, String secret) {
    @Override
    public String toString() {
      return token.toString();
    }
  }

  /** True for what may be the name of a token: it stands in addresses and in lists. */
  public static boolean isName(String name) {
    return name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  }

  /** A new secret that nobody knows yet. */
  public static String secret() {
    byte[] random = new byte[BYTES];
    RANDOM.nextBytes(random);
    return "vp_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** What a token is recognized by: its SHA-256 in hexadecimal. */
  public static String hash(String secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** True when the secret has that hash; takes the same time whatever is wrong. */
  public static boolean matches(String secret, String hash) {
    return MessageDigest.isEqual(
        hash(secret).getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Makes one.
   *
   * @param validFor null for without end
   * @return empty when there is one of that name
   */
  public Optional<Made> create(String name, Set<Scope> scopes, @Nullable Duration validFor) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    String secret = secret();
    StoredToken token =
        new StoredToken(
            name,
            hash(secret),
            scopes.stream().map(Scope::label).collect(Collectors.toSet()),
            now,
            validFor == null ? null : now.plus(validFor));
    return tokens.add(token) ? Optional.of(new Made(token, secret)) : Optional.empty();
  }

  /** All of them, also those that have expired. */
  public List<StoredToken> list() {
    return tokens.list();
  }

  /** Makes one worthless; false when there is none of that name. */
  public boolean revoke(String name) {
    return tokens.remove(name);
  }

  /** The token that this secret is; empty when it is none, or none any more. */
  public Optional<StoredToken> find(String secret) {
    StoredToken found = null;
    for (StoredToken token : tokens.list()) {
      if (matches(secret, token.hash())) {
        found = token;
      }
    }
    Instant expires = found == null ? null : found.expiresAt();
    boolean valid = expires == null || clock.instant().isBefore(expires);
    return valid ? Optional.ofNullable(found) : Optional.empty();
  }
}
