// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.network;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

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
    return text.indexOf(':') >= 0 ? ofIpv6(text.toLowerCase(Locale.ROOT)) : ofIpv4(text);
  }

  private static Reach ofIpv4(String text) {
    int[] octets = octets(text);
    if (octets == null) {
      return NONE;
    }
    if (octets[0] == 169 && octets[1] == 254) {
      return APIPA;
    }
    boolean loopbackOrNone = octets[0] == 127 || octets[0] == 0;
    return loopbackOrNone || octets[0] >= 224 ? NONE : IPV4;
  }

  /** By hand: every address of an estate comes through here. */
  private static int @Nullable [] octets(String text) {
    int[] octets = new int[OCTETS];
    int at = 0;
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && digits > 0 && at < OCTETS - 1) {
        at++;
        digits = 0;
      } else if (c >= '0' && c <= '9' && digits < 3) {
        octets[at] = octets[at] * 10 + (c - '0');
        digits++;
      } else {
        return null;
      }
      if (octets[at] > 255) {
        return null;
      }
    }
    return at == OCTETS - 1 && digits > 0 ? octets : null;
  }

  private static Reach ofIpv6(String text) {
    if (text.startsWith("::ffff:") && text.indexOf('.') > 0) {
      return ofIpv4(text.substring("::ffff:".length()));
    }
    int group = 0;
    int first = text.indexOf(':');
    for (int i = 0; i < text.length(); i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0 && text.charAt(i) != ':' && text.charAt(i) != '.') {
        return NONE;
      }
      if (i < first) {
        group = group * 16 + digit;
      }
    }
    if (first == 0 || first > 4) {
      return NONE;
    }
    if ((group & 0xffc0) == 0xfe80) {
      return LINK_LOCAL;
    }
    return group == 0 || group >= 0xff00 ? NONE : IPV6;
  }
}
