// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

/**
 * A line of a host's hostd log that names an NFC or memory failure.
 *
 * @param host host
 * @param lineNumber in the log
 * @param text the line, at most 500 characters
 */
public record HostLogLine(MoRef host, int lineNumber, String text) {
  /** Why the log of a host was not read: enough others were. */
  public static final String NOT_ASKED = "not-asked";

  /** Why the log of a host was not read: vCenter does not reach it. */
  public static final String NOT_CONNECTED = "not-connected";

  /** Where {@link Unreadable} tells why the log of one host, or of all, was not read. */
  public static String path(MoRef host) {
    return VCenterFact.HOST_LOG.path() + "[" + host.moId() + "]";
  }
}
