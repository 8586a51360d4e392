// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import java.util.regex.Pattern;

/** Masks what looks like a password in texts that people write, before anything else sees it. */
final class Notes {
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)\\b(pass(?:word|wd|phrase)?|pwd|mot de passe|mdp|secret|token|api[ _-]?key|clé)"
              + "(\\s*(?:is|est|[:=])\\s*)(\\S+)");

  private Notes() {}

  static String masked(String text) {
    return text.isEmpty() ? text : SECRET.matcher(text).replaceAll("$1$2***");
  }
}
