// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.secret.SecretPlace;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the service answers over HTTP, checked: what others can reach has TLS.
 *
 * @param host name or address of this machine
 * @param port 0 for any that is free
 * @param loopback true when only this machine reaches it
 * @param tls null for plain HTTP, which is for loopback alone
 * @param metricsOpen true when metrics are shown without a token, which is for loopback alone
 */
public record ListenSettings(
    String host, int port, boolean loopback, @Nullable Tls tls, boolean metricsOpen) {
  /** Where the certificate and its key are. */
  public sealed interface Tls {
    /** A PKCS12 key store, and where its password is. */
    record KeyStoreFile(Path file, SecretPlace password) implements Tls {}

    /** Certificate (its chain may follow) and PKCS8 key, both PEM. */
    record PemFiles(Path certificate, Path key) implements Tls {}
  }
}
