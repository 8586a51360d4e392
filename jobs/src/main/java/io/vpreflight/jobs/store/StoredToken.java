// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token that somebody may speak to the service with.
 *
 * @param name who or what it is for; unique
 * @param hash SHA-256 of the token, in hexadecimal; the token itself is kept nowhere
 * @param scopes what it allows
 * @param createdAt by our clock
 * @param expiresAt from when on it is worth nothing; null for never
 */
public record StoredToken(
    String name, String hash, Set<String> scopes, Instant createdAt, @Nullable Instant expiresAt) {
  public StoredToken {
    scopes = Set.copyOf(scopes);
  }

  /** The hash tells nothing to whoever has not the token, but has no business in a log either. */
  @Override
  public String toString() {
    return "token " + name;
  }
}
