// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import org.jspecify.annotations.Nullable;

/** The rule for files with the certificates of authorities: PEM, and at least one. */
final class CaFile {
  private CaFile() {}

  /**
   * What is wrong with a file, or null.
   *
   * @param origin who named it
   */
  static @Nullable Text problem(Path file, String origin) {
    try (InputStream in = Files.newInputStream(file)) {
      boolean none = CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty();
      return none ? Text.of("config.no-certificate", origin, file.toString()) : null;
    } catch (CertificateException e) {
      return Text.of("config.no-certificate", origin, file.toString());
    } catch (IOException e) {
      return Text.of("config.unreadable", origin, file.toString());
    }
  }
}
