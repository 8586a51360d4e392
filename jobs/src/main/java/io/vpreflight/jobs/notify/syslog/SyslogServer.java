// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify.syslog;

import io.vpreflight.vsphere.ServerTrust;

/**
 * Who takes events.
 *
 * @param host its name
 * @param port its port
 * @param trust how its certificate is judged
 */
public record SyslogServer(String host, int port, ServerTrust trust) {
  /** Where such servers listen (RFC 5425). */
  public static final int PORT = 6514;
}
