// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A certificate that nobody has signed but itself, for this machine, made when it is needed. */
public final class Certificate {
  private final HeldCertificate held;

  /** A new one. */
  public Certificate() {
    held =
        new HeldCertificate.Builder()
            .commonName("simulated vCenter")
            .addSubjectAlternativeName("localhost")
            .addSubjectAlternativeName("127.0.0.1")
            .duration(2 * 365, TimeUnit.DAYS) // as vCenter makes its own
            .build();
  }

  /** As PEM, fit for a CA bundle. */
  public String pem() {
    return held.certificatePem();
  }

  /** SHA-256 of it, {@code AA:BB:...}. */
  public String thumbprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(held.certificate().getEncoded());
      return HexFormat.ofDelimiter(":").formatHex(digest).toUpperCase(Locale.ROOT);
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  SSLContext context() {
    return new HandshakeCertificates.Builder().heldCertificate(held).build().sslContext();
  }
}
