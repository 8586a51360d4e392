// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.doctor;

import java.util.Collection;
import java.util.Locale;

/**
 * Tells whether the names of a certificate cover a host. Only for words: what is trusted is decided
 * by the transport.
 */
final class HostNames {
  private HostNames() {}

  static boolean cover(Collection<String> names, String host) {
    String wanted = bare(host);
    int dot = wanted.indexOf('.');
    String wildcard = dot < 0 ? wanted : "*" + wanted.substring(dot);
    return names.stream()
        .map(HostNames::bare)
        .anyMatch(n -> n.equals(wanted) || n.equals(wildcard));
  }

  private static String bare(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("[") ? lower.substring(1, lower.length() - 1) : lower;
  }
}
