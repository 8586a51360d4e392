// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.text;

import java.util.Locale;

/** Makes names that come from outside fit to be shown: nobody may forge a line or turn it round. */
public final class Names {
  private static final int LONGEST = 200;

  private Names() {}

  /**
   * The name as a person reads it: {@code %2f %5c %25} decoded as vCenter encoded them, control
   * characters and direction marks replaced by a middle dot, cut at 200 characters.
   */
  public static String shown(String name) {
    StringBuilder out = new StringBuilder(Math.min(name.length(), LONGEST));
    int i = 0;
    while (i < name.length() && out.length() < LONGEST) {
      int c = name.codePointAt(i);
      int decoded = c == '%' ? encoded(name, i) : -1;
      if (decoded >= 0) {
        out.append((char) decoded);
        i += 3;
        continue;
      }
      out.appendCodePoint(isHarmless(c) ? c : '·');
      i += Character.charCount(c);
    }
    return i < name.length() ? out.append('…').toString() : out.toString();
  }

  /** The text with control characters and direction marks replaced by a middle dot, and whole. */
  static String harmless(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(isHarmless(c) ? c : '·'));
    return out.toString();
  }

  /**
   * The text with each of those characters as the six characters that JSON would write for it, and
   * whole; tabs and line breaks stay, as cells of a table may have them.
   */
  public static String spelled(String text) {
    if (text.codePoints().allMatch(Names::isPlain)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (isPlain(c)) {
                out.appendCodePoint(c);
              } else {
                for (char unit : Character.toChars(c)) {
                  out.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
              }
            });
    return out.toString();
  }

  private static boolean isPlain(int c) {
    return c == '\t' || c == '\n' || c == '\r' || isHarmless(c);
  }

  /** True for what neither moves the cursor nor turns the direction of what follows. */
  static boolean isHarmless(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && type != Character.SURROGATE
        && type != Character.PRIVATE_USE;
  }

  private static int encoded(String name, int at) {
    String code = name.regionMatches(true, at, "%2f", 0, 3) ? "/" : "";
    code = name.regionMatches(true, at, "%5c", 0, 3) ? "\\" : code;
    code = name.startsWith("%25", at) ? "%" : code;
    return code.isEmpty() ? -1 : code.charAt(0);
  }
}
