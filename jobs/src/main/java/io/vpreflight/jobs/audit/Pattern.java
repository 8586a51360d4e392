// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.jobs.text.Names;
import io.vpreflight.vsphere.inventory.ObjectRef;

/**
 * Chooses objects by name or path as admins write them: {@code web*}, {@code /Paris/Linux/*}. A
 * pattern with a slash is compared with the whole path, one without with the name alone; case does
 * not matter.
 */
public final class Pattern {
  private final String text;
  private final java.util.regex.Pattern regex;

  private Pattern(String text) {
    this.text = text;
    StringBuilder made = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '*' -> made.append(".*");
        case '?' -> made.append('.');
        default -> made.append(java.util.regex.Pattern.quote(String.valueOf(c)));
      }
    }
    int flags =
        java.util.regex.Pattern.CASE_INSENSITIVE
            | java.util.regex.Pattern.UNICODE_CASE
            | java.util.regex.Pattern.DOTALL;
    this.regex = java.util.regex.Pattern.compile(made.toString(), flags);
  }

  /** Reads a pattern; every text is one. A folder or cluster means everything below it as well. */
  public static Pattern of(String text) {
    return new Pattern(text);
  }

  /** True for the object, or for anything below the folder that the pattern names. */
  public boolean matches(ObjectRef object) {
    String name = Names.shown(object.name());
    if (!text.contains("/")) {
      return regex.matcher(name).matches();
    }
    String path = Names.shown(object.path());
    if (regex.matcher(path + "/" + name).matches()) {
      return true;
    }
    for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (regex.matcher(path.substring(0, end)).matches()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return text;
  }
}
