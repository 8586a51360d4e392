// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.store.StoredToken;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Something that comes to its end at a time that is known, and with it what depends on it.
 *
 * @param name by which it is known again from day to day
 * @param endsAt may be over
 * @param text what it is, when it ends, and what to do
 */
public record Expiring(String name, Instant endsAt, Text text) {
  /** Tokens that have an end. */
  public static List<Expiring> of(List<StoredToken> tokens) {
    return tokens.stream().filter(token -> token.expiresAt() != null).map(Expiring::of).toList();
  }

  private static Expiring of(StoredToken token) {
    Instant end = Objects.requireNonNull(token.expiresAt());
    return new Expiring("token " + token.name(), end, Text.of("expiring.token", token.name(), end));
  }

  /** True when it is over at that time. */
  public boolean endsBy(Instant time) {
    return !endsAt.isAfter(time);
  }
}
