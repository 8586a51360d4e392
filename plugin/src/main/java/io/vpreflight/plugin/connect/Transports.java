// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.connect;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.RepairMark;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.OptIn;
import io.vpreflight.vsphere.ServerTrust;
import io.vpreflight.vsphere.soap.Operations;
import io.vpreflight.vsphere.soap.SoapTransport;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Makes what carries the calls of a session: one that reads, one that plans, or one that repairs
 * and says so. Each throws a {@link ConfigException} when the CA file cannot be used.
 *
 * @param userAgent of what changes nothing: the program and its version
 */
record Transports(ConnectionOptions options, String userAgent) {
  /** How one is made, when it is known which way it goes. */
  @FunctionalInterface
  private interface Making {
    SoapTransport by(ConnectionOptions through) throws IOException;
  }

  SoapTransport reads(VCenterSettings settings, ServerTrust trust) {
    return made(
        settings,
        through ->
            new SoapTransport(settings.endpoint(), trust, through, Operations.READ, userAgent));
  }

  SoapTransport plans(VCenterSettings settings, ServerTrust trust) {
    return made(
        settings,
        through -> SoapTransport.forPlans(settings.endpoint(), trust, through, userAgent));
  }

  SoapTransport repairs(
      VCenterSettings settings, ServerTrust trust, Set<OptIn> optIns, String installation) {
    String version = userAgent.substring(userAgent.indexOf('/') + 1);
    String mark = RepairMark.of(version, installation);
    return made(
        settings,
        through -> SoapTransport.forRepairs(settings.endpoint(), trust, through, optIns, mark));
  }

  private SoapTransport made(VCenterSettings settings, Making making) {
    try {
      return making.by(options.withProxy(settings.proxy()));
    } catch (IOException e) {
      throw new ConfigException(
          List.of(
              Text.of(
                  "config.bad-value", settings.endpoint().name(), String.valueOf(e.getMessage()))));
    }
  }
}
