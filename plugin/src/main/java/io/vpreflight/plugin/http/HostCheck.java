// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.check.Text;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.server.Request;

/**
 * On a port that only this machine reaches, a request must name this machine. A page of a stranger,
 * in a browser on it, can have its own name resolved to 127.0.0.1; it cannot say another name.
 */
final class HostCheck {
  private static final Set<String> OURS =
      Set.of("localhost", "127.0.0.1", "[::1]", "::1", "[0:0:0:0:0:0:0:1]");

  /** Where others come in, too, names are the business of the certificate. */
  private final int reachedFromOutside;

  /**
   * A check.
   *
   * @param reachedFromOutside port that is not checked; -1 when all are
   */
  HostCheck(int reachedFromOutside) {
    this.reachedFromOutside = reachedFromOutside;
  }

  void check(Request request) {
    if (Request.getLocalPort(request) == reachedFromOutside) {
      return;
    }
    String host = String.valueOf(Request.getServerName(request)).toLowerCase(Locale.ROOT);
    if (!OURS.contains(host)) {
      throw new Problem(421, Text.of("http.bad-host"));
    }
  }
}
