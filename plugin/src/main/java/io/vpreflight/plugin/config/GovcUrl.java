// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * {@code GOVC_URL} taken apart, which may hold a user and a password as no other address may.
 *
 * @param address without them
 * @param username or null
 * @param password or null
 */
record GovcUrl(String address, @Nullable String username, @Nullable String password) {
  static GovcUrl parse(String text) {
    int scheme = text.indexOf("://");
    String rest = scheme < 0 ? text : text.substring(scheme + 3);
    String prefix = scheme < 0 ? "" : text.substring(0, scheme + 3);
    int at = rest.lastIndexOf('@');
    if (at < 0) {
      return new GovcUrl(text, null, null);
    }
    String user = rest.substring(0, at);
    int colon = user.indexOf(':');
    return new GovcUrl(
        prefix + rest.substring(at + 1),
        decode(colon < 0 ? user : user.substring(0, colon)),
        colon < 0 ? null : decode(user.substring(colon + 1)));
  }

  /**
   * A plus sign is a plus sign here, other than in a form; so is a percent sign that stands alone.
   */
  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  @Override
  public String toString() {
    return address;
  }
}
