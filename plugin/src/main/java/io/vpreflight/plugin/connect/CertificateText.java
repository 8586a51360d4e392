// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.connect;

import io.vpreflight.plugin.terminal.Console;
import io.vpreflight.vsphere.ServerCertificate;
import io.vpreflight.vsphere.VCenterEndpoint;

/** Shows a certificate, and how to compare it with what the server itself says. */
public final class CertificateText {
  private CertificateText() {}

  /** Shows subject, validity and thumbprint on the error stream. */
  public static void show(Console console, VCenterEndpoint endpoint, ServerCertificate shown) {
    int port = endpoint.sdk().getPort() < 0 ? 443 : endpoint.sdk().getPort();
    String address = endpoint.sdk().getHost() + ":" + port;
    console.say(
        "cli.trust.certificate",
        endpoint.name(),
        shown.subject(),
        shown.issuer(),
        shown.notBefore(),
        shown.notAfter(),
        shown.sha256(),
        address);
  }
}
