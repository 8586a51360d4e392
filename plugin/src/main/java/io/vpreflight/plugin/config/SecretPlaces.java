// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.secret.SecretFile;
import io.vpreflight.jobs.secret.SecretPlace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a value says about where a secret is: a file, or an entry of the key store. */
public final class SecretPlaces {
  /** With what a value begins that names an entry. */
  static final String PREFIX = "p12:";

  private SecretPlaces() {}

  /** True when a value names an entry of the key store, whether or not there is one. */
  static boolean isEntry(String value) {
    return value.startsWith(PREFIX);
  }

  /**
   * The place that a value names. It is looked at now, so that what is wrong is told, and read when
   * the secret is needed.
   *
   * @param problems gets what is wrong, once
   */
  static SecretPlace of(Setting said, List<Text> problems) {
    SecretPlace place;
    Text wrong;
    SecretsStore store = said.secrets();
    if (isEntry(said.value()) && store == null) {
      place = new SecretFile(Path.of(""));
      wrong = Text.of("config.secrets-none", said.origin(), said.value());
    } else {
      place =
          store == null
              ? new SecretFile(Path.of(said.value()))
              : new KeyStoreEntry(
                  store, said.value().substring(PREFIX.length()).strip(), said.origin());
      wrong = problem(place, said.origin());
    }
    if (wrong != null && !problems.contains(wrong)) {
      problems.add(wrong);
    }
    return place;
  }

  /**
   * What is wrong with a place, or null.
   *
   * @param origin who named it
   */
  public static @Nullable Text problem(SecretPlace place, String origin) {
    if (!(place instanceof KeyStoreEntry entry)) {
      return PasswordFile.problem(place.file(), origin);
    }
    try {
      Arrays.fill(entry.store().secret(entry.alias(), origin), '\0');
      return null;
    } catch (BadSecretException e) {
      return e.problem();
    }
  }
}
