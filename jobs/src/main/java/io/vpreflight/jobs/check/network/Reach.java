// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.network;

import java.util.Locale;

/** What an address is good for. Read as text: nothing is ever looked up. */
enum Reach {
  /** IPv4 that others can reach. */
  IPV4,
  /** IPv6 that others can reach. */
  IPV6,
  /** 169.254.0.0/16: the guest asked for an address and got none. */
  APIPA,
  /** fe80::/10: every interface has one. */
  LINK_LOCAL,
  /** Loopback, multicast, unspecified, or not an address at all. */
  NONE;

  private static final int OCTETS = 4;

  static Reach of(String address) {
    int zone = address.indexOf('%');
    String text = (zone < 0 ? address : address.substring(0, zone)).trim();
    text = text.toLowerCase(Locale.ROOT);
    return text.indexOf(':') >= 0 ? ofIpv6(text) : ofIpv4(text);
  }

  private static Reach ofIpv4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != OCTETS) {
      return NONE;
    }
    int[] octets = new int[OCTETS];
    for (int i = 0; i < OCTETS; i++) {
      if (!parts[i].matches("[0-9]{1,3}")) {
        return NONE;
      }
      octets[i] = Integer.parseInt(parts[i]);
      if (octets[i] > 255) {
        return NONE;
      }
    }
    if (octets[0] == 169 && octets[1] == 254) {
      return APIPA;
    }
    boolean loopbackOrNone = octets[0] == 127 || octets[0] == 0;
    return loopbackOrNone || octets[0] >= 224 ? NONE : IPV4;
  }

  private static Reach ofIpv6(String text) {
    if (text.startsWith("::ffff:") && text.indexOf('.') > 0) {
      return ofIpv4(text.substring("::ffff:".length()));
    }
    String first = text.substring(0, text.indexOf(':'));
    if (!text.matches("[0-9a-f:.]+") || !first.matches("[0-9a-f]{1,4}")) {
      return NONE;
    }
    int group = Integer.parseInt(first, 16);
    if ((group & 0xffc0) == 0xfe80) {
      return LINK_LOCAL;
    }
    return group == 0 || group >= 0xff00 ? NONE : IPV6;
  }
}
