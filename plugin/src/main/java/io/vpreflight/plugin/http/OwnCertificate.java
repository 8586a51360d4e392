// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.ListenSettings.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;

/** The certificate that the service shows, as its files have it. */
public final class OwnCertificate {
  private OwnCertificate() {}

  /**
   * When it ends; the first of them, where there are several.
   *
   * @throws IOException when there is none
   * @throws ConfigException when its files are not what they should be
   */
  public static Instant notAfter(Tls tls) throws IOException {
    KeyMaterial material = KeyMaterial.read(tls);
    Instant first = null;
    try {
      for (String alias : Collections.list(material.keys().aliases())) {
        if (material.keys().isKeyEntry(alias)
            && material.keys().getCertificate(alias) instanceof X509Certificate one) {
          Instant end = one.getNotAfter().toInstant();
          first = first == null || end.isBefore(first) ? end : first;
        }
      }
    } catch (KeyStoreException e) {
      throw new IOException(e.getMessage(), e);
    }
    if (first == null) {
      throw new IOException(file(tls) + ": no certificate");
    }
    return first;
  }

  /** Where it is. */
  public static Path file(Tls tls) {
    return KeyMaterial.files(tls).get(0);
  }
}
