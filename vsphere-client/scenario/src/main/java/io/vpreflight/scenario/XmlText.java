// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

/** Escapes text for XML 1.0 and refuses what XML 1.0 cannot carry; stateless. */
final class XmlText {
  private XmlText() {}

  /**
   * Appends the escaped text; throws {@link IllegalArgumentException} for characters without an XML
   * form.
   */
  static void append(StringBuilder out, String text) {
    int done = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String escape = null;
      if (c == '&') {
        escape = "&amp;";
      } else if (c == '<') {
        escape = "&lt;";
      } else if (c == '>') {
        escape = "&gt;";
      } else if (c == '"') {
        escape = "&quot;";
      } else if (c == '\r') {
        escape = "&#13;";
      } else if ((c < 0x20 && c != '\n' && c != '\t') || c == 0xFFFE || c == 0xFFFF) {
        throw refused(text, i);
      } else if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw refused(text, i);
        }
        i++;
      }
      if (escape != null) {
        out.append(text, done, i).append(escape);
        done = i + 1;
      }
    }
    out.append(text, done, text.length());
  }

  private static IllegalArgumentException refused(String text, int at) {
    return new IllegalArgumentException(
        String.format(
            "U+%04X at index %d cannot be written in XML 1.0; a vCenter could not send it either: \"%s\"",
            (int) text.charAt(at), at, text.replaceAll("[^\\x20-\\x7E]", "?")));
  }
}
