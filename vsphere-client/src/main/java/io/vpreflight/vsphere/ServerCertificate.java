// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import java.time.Instant;
import java.util.List;

/**
 * The certificate that a server showed.
 *
 * @param subject distinguished name
 * @param issuer distinguished name
 * @param notBefore valid from
 * @param notAfter valid until
 * @param sha256 thumbprint {@code AA:BB:...}
 * @param names host names and addresses that it is made for
 */
public record ServerCertificate(
    String subject,
    String issuer,
    Instant notBefore,
    Instant notAfter,
    String sha256,
    List<String> names) {
  public ServerCertificate {
    names = List.copyOf(names);
  }
}
