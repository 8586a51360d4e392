// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.doctor;

import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.soap.Reach;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The road to a vCenter, or to the proxy before it: a name with an address, somebody listening. */
final class RoadSteps {
  private static final Duration LIMIT = ConnectionOptions.DEFAULT.connectTimeout();

  private final Visit visit;
  private final String host;
  private final int port;
  private final boolean proxied;

  RoadSteps(Visit visit, VCenterSettings settings) {
    this.visit = visit;
    InetSocketAddress proxy = settings.proxy();
    proxied = proxy != null;
    if (proxy != null) {
      host = proxy.getHostString();
      port = proxy.getPort();
    } else {
      String said = settings.endpoint().sdk().getHost();
      host = said.startsWith("[") ? said.substring(1, said.length() - 1) : said;
      int named = settings.endpoint().sdk().getPort();
      boolean plain = settings.endpoint().sdk().getScheme().equals("http");
      port = named >= 0 ? named : plain ? 80 : 443;
    }
  }

  /** True when somebody listens. */
  boolean travel() {
    List<InetAddress> addresses = new ArrayList<>();
    Step name = visit.take("name", () -> name(addresses));
    if (name.status() == Status.PROBLEM) {
      visit.skipRest("name");
      return false;
    }
    Step connection = visit.take("connection", () -> connection(addresses));
    if (connection.status() == Status.PROBLEM) {
      visit.skipRest("connection");
      return false;
    }
    return true;
  }

  private Step name(List<InetAddress> found) {
    try {
      found.addAll(Reach.addresses(host));
    } catch (Unreachable e) {
      return Step.of("name", Status.PROBLEM, "unknown", host).remedy("unknown").fact("host", host);
    }
    List<String> shown = found.stream().map(InetAddress::getHostAddress).toList();
    boolean literal = shown.size() == 1 && shown.get(0).equals(host);
    String what = proxied ? "proxy" : literal ? "address" : "found";
    return Step.of("name", Status.OK, what, host, String.join(", ", shown))
        .fact("host", host)
        .fact("addresses", shown);
  }

  /** As the transport does: the addresses in their order, until one answers. */
  private Step connection(List<InetAddress> addresses) {
    List<String> silent = new ArrayList<>();
    for (InetAddress address : addresses) {
      String shown = shown(address) + ":" + port;
      try {
        long took = Reach.connect(address, port, LIMIT).toMillis();
        Step step =
            silent.isEmpty()
                ? Step.of("connection", Status.OK, proxied ? "proxy" : "open", shown, took)
                : Step.of("connection", Status.WARNING, "partly", shown, String.join(", ", silent))
                    .remedy("partly");
        return step.fact("address", address.getHostAddress())
            .fact("port", port)
            .fact("milliseconds", took)
            .fact("silent", silent);
      } catch (Unreachable e) {
        silent.add(shown + " (" + e.getMessage() + ")");
      }
    }
    return Step.of("connection", Status.PROBLEM, "closed", String.join(", ", silent))
        .remedy(proxied ? "proxy" : "closed", String.valueOf(port))
        .fact("port", port)
        .fact("silent", silent);
  }

  private static String shown(InetAddress address) {
    String text = address.getHostAddress();
    return address instanceof Inet6Address ? "[" + text + "]" : text;
  }
}
