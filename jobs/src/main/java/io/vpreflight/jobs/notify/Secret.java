// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import io.vpreflight.jobs.secret.SecretPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What nobody may see: a password, a key, an address that is one. Read from its place each time
 * that it is needed, so that a new one needs no restart. Never shows itself.
 */
public final class Secret {
  private static final String HIDDEN = "•••";

  private final @Nullable SecretPlace place;
  private final String value;

  private Secret(@Nullable SecretPlace place, String value) {
    this.place = place;
    this.value = value;
  }

  /** What the first line of that place holds. */
  public static Secret in(SecretPlace place) {
    return new Secret(place, "");
  }

  /** What was said in another place. */
  public static Secret of(String value) {
    return new Secret(null, value);
  }

  /**
   * The secret itself.
   *
   * @throws NotSentException when its place cannot be read
   */
  public String reveal() throws NotSentException {
    if (place == null) {
      return value;
    }
    try {
      return place.line();
    } catch (IOException e) {
      throw NotSentException.forNow(place + ": " + e.getClass().getSimpleName());
    }
  }

  /** Words of a library or of a server, without any of these secrets. */
  public static String scrub(@Nullable String words, List<Secret> secrets) {
    String clean = words == null ? "" : words.lines().findFirst().orElse("");
    for (Secret secret : secrets) {
      try {
        String hidden = secret.reveal();
        if (!hidden.isEmpty()) {
          byte[] bytes = hidden.getBytes(StandardCharsets.UTF_8);
          clean =
              clean
                  .replace(hidden, HIDDEN)
                  .replace(Base64.getEncoder().encodeToString(bytes), HIDDEN);
        }
      } catch (NotSentException e) {
        // A secret that cannot be read cannot be in there either.
      }
    }
    return clean;
  }

  @Override
  public String toString() {
    return HIDDEN;
  }
}
