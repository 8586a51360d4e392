// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON of which there is only one form: keys sorted by their UTF-16 code units, no blanks,
 * no line ends, whole numbers only, members without a value left out, only those characters escaped
 * that must be. {@code docs/repair-plan.md} says the same. It may never change: every digest hangs
 * on it.
 */
final class CanonicalJson {
  private static final char REPLACEMENT = '\ufffd';

  private final StringBuilder out = new StringBuilder(4096);

  private CanonicalJson() {}

  /**
   * The canonical form of a value.
   *
   * @param value a map of string keys, a list, a string, an {@code Integer} or {@code Long}, a
   *     {@code Boolean}; nothing else
   */
  static String of(Object value) {
    CanonicalJson json = new CanonicalJson();
    json.value(value);
    return json.out.toString();
  }

  private void value(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      object(map);
    } else if (value instanceof List<?> list) {
      String comma = "";
      out.append('[');
      for (Object element : list) {
        out.append(comma);
        value(element);
        comma = ",";
      }
      out.append(']');
    } else if (value instanceof String text) {
      string(text);
    } else if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
      out.append(value);
    } else {
      throw new IllegalArgumentException("no canonical form: " + value);
    }
  }

  private void object(Map<?, ?> map) {
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach(
        (key, value) -> {
          if (value != null) {
            sorted.put(clean((String) key), value);
          }
        });
    String comma = "";
    out.append('{');
    for (Map.Entry<String, Object> member : sorted.entrySet()) {
      out.append(comma);
      string(member.getKey());
      out.append(':');
      value(member.getValue());
      comma = ",";
    }
    out.append('}');
  }

  private void string(String dirty) {
    String text = clean(dirty);
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20) {
        out.append("\\u00").append(Character.forDigit(c >> 4, 16));
        out.append(Character.forDigit(c & 15, 16));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  /** Half of a surrogate pair has no UTF-8. */
  private static String clean(String text) {
    StringBuilder cleaned = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        cleaned = cleaned == null ? new StringBuilder(text) : cleaned;
        cleaned.setCharAt(i, REPLACEMENT);
      }
    }
    return cleaned == null ? text : cleaned.toString();
  }
}
