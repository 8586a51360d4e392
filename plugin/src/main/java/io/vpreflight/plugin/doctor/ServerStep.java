// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.doctor;

import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.inventory.About;
import io.vpreflight.vsphere.inventory.ApiVersion;
import io.vpreflight.vsphere.soap.Greeting;
import io.vpreflight.vsphere.soap.SoapTransport;
import java.util.Comparator;

/** What answers there, before anybody logs in. */
final class ServerStep {
  private static final ApiVersion OLDEST = new ApiVersion("6.0");

  private final Connections connections;
  private final VCenterSettings settings;
  private final ServerTrust trust;

  ServerStep(Connections connections, VCenterSettings settings, ServerTrust trust) {
    this.connections = connections;
    this.settings = settings;
    this.trust = trust;
  }

  Step take() {
    try (SoapTransport transport = connections.unauthenticated(settings, trust)) {
      return greeted(Greeting.of(transport));
    } catch (BadReply e) {
      return Step.of("server", Status.PROBLEM, "something-else", String.valueOf(e.getMessage()))
          .remedy("something-else")
          .fact("cause", String.valueOf(e.getMessage()));
    }
  }

  static Step greeted(Greeting greeting) {
    About about = greeting.content().about();
    Object[] args = {about.fullName(), about.apiVersion(), greeting.version().text()};
    Step step;
    if (ApiVersion.isNumbered(about.apiVersion())
        && !new ApiVersion(about.apiVersion()).atLeast(OLDEST)) {
      step = Step.of("server", Status.PROBLEM, "too-old", args).remedy("too-old");
    } else if (about.isVirtualCenter()) {
      step = Step.of("server", Status.OK, "vcenter", args);
    } else if (about.apiType().equals("HostAgent")) {
      step = Step.of("server", Status.OK, "esxi", args);
    } else {
      step =
          Step.of("server", Status.PROBLEM, "other-product", about.fullName(), about.apiType())
              .remedy("other-product");
    }
    return step.fact("product", about.name())
        .fact("version", about.version())
        .fact("build", about.build())
        .fact("apiType", about.apiType())
        .fact("apiVersion", about.apiVersion())
        .fact("apiVersionSpoken", greeting.version().text())
        .fact(
            "apiVersionsOffered",
            greeting.offered().stream()
                .sorted(Comparator.reverseOrder())
                .map(ApiVersion::text)
                .distinct()
                .toList())
        .fact("instanceUuid", about.instanceUuid());
  }
}
