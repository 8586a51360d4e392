// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.secret.SecretPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A secret in the PKCS12 key store that the section {@code secrets:} names.
 *
 * @param store where it is
 * @param alias of the entry; capitals count for nothing
 * @param origin who named it
 */
record KeyStoreEntry(SecretsStore store, String alias, String origin) implements SecretPlace {
  @Override
  public char[] read() throws IOException {
    return store.secret(alias, origin);
  }

  @Override
  public Path file() {
    return store.file();
  }

  @Override
  public Instant writtenAt() throws IOException {
    return store.createdAt(alias, origin);
  }

  @Override
  public String toString() {
    return SecretPlaces.PREFIX + alias + " (" + store.file() + ")";
  }
}
