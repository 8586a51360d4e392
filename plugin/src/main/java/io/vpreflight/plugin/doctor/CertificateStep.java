// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.doctor;

import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.vsphere.ServerCertificate;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Untrusted;
import io.vpreflight.vsphere.soap.SoapTransport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The certificate that a server shows, and whether it is one that we expect. */
final class CertificateStep {
  private static final Duration SOON = Duration.ofDays(30);

  private final Connections connections;
  private final VCenterSettings settings;
  private final Instant now;
  private @Nullable ServerTrust shown;

  CertificateStep(Connections connections, VCenterSettings settings, Clock clock) {
    this.connections = connections;
    this.settings = settings;
    this.now = clock.instant();
  }

  /**
   * How the server is to be spoken to from here on: as expected, or, where it was not what was
   * expected, pinned to what it showed, which is good for questions without a password only. Null
   * when no handshake came about.
   */
  @Nullable ServerTrust shown() {
    return shown;
  }

  Step take() {
    ServerTrust expected = connections.expected(settings);
    boolean said = !settings.trust().equals(ServerTrust.SYSTEM);
    try (SoapTransport transport = connections.unauthenticated(settings, expected)) {
      try {
        transport.probe();
      } catch (BadReply e) {
        // Whatever it is that answers is the business of the next step: the handshake is done.
      }
      shown = expected;
      ServerCertificate certificate = transport.certificate();
      return certificate == null
          ? Step.of("certificate", Status.SKIPPED, "plain")
          : trusted(certificate, expected, said);
    } catch (Untrusted e) {
      ServerCertificate certificate = e.certificate();
      if (certificate == null) {
        throw e;
      }
      shown = new ServerTrust(null, List.of(certificate.sha256()));
      return untrusted(certificate, expected, said)
          .fact("cause", String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private Step trusted(ServerCertificate certificate, ServerTrust expected, boolean said) {
    String by = by(expected, said);
    Duration left = Duration.between(now, certificate.notAfter());
    Step step;
    if (certificate.notAfter().isBefore(now)) {
      step =
          Step.of("certificate", Status.WARNING, "expired." + by, args(certificate, left.negated()))
              .remedy("renew");
    } else if (certificate.notAfter().isBefore(now.plus(SOON))) {
      step =
          Step.of("certificate", Status.WARNING, "soon." + by, args(certificate, left))
              .remedy("renew");
    } else {
      step = Step.of("certificate", Status.OK, by, args(certificate, left));
    }
    return facts(step, certificate, true, by).fact("daysLeft", left.toDays());
  }

  private Step untrusted(ServerCertificate certificate, ServerTrust expected, boolean said) {
    Duration left = Duration.between(now, certificate.notAfter());
    String host = settings.endpoint().sdk().getHost();
    String by = by(expected, said);
    String what;
    String remedy;
    if (!expected.sha256Pins().isEmpty() && !expected.sha256Pins().contains(certificate.sha256())) {
      what = said ? "not-pinned" : "changed";
      remedy = said ? "pin" : "changed";
    } else if (certificate.notAfter().isBefore(now) || certificate.notBefore().isAfter(now)) {
      what = "not-valid";
      remedy = "pin";
    } else if (!HostNames.cover(certificate.names(), host)) {
      what = "other-name";
      remedy = "name";
    } else {
      what = "unknown";
      remedy = "pin";
    }
    Step step =
        Step.of(
                "certificate",
                Status.PROBLEM,
                what,
                certificate.subject(),
                left,
                certificate.sha256(),
                certificate.notBefore(),
                certificate.notAfter(),
                String.join(", ", certificate.names()),
                host)
            .remedy(
                remedy,
                certificate.sha256(),
                address(),
                connections.known().file().toString(),
                settings.endpoint().name())
            .fact("option", "--thumbprint " + certificate.sha256());
    return facts(step, certificate, false, by)
        .fact("daysLeft", left.toDays())
        .fact("expected", expected.sha256Pins());
  }

  private static Object[] args(ServerCertificate certificate, Duration left) {
    return new Object[] {certificate.subject(), left, certificate.sha256(), certificate.notAfter()};
  }

  private static String by(ServerTrust expected, boolean said) {
    boolean pinned = !expected.sha256Pins().isEmpty();
    if (expected.caFile() != null) {
      return pinned ? "ca-and-pin" : "ca";
    }
    if (pinned) {
      return said ? "pinned" : "known";
    }
    return "authorities";
  }

  private String address() {
    int port = settings.endpoint().sdk().getPort();
    return settings.endpoint().sdk().getHost() + ":" + (port < 0 ? 443 : port);
  }

  private static Step facts(Step step, ServerCertificate c, boolean trusted, String by) {
    return step.fact("subject", c.subject())
        .fact("issuer", c.issuer())
        .fact("notBefore", c.notBefore())
        .fact("notAfter", c.notAfter())
        .fact("sha256", c.sha256())
        .fact("names", c.names())
        .fact("trusted", trusted)
        .fact("trustedBy", by);
  }
}
