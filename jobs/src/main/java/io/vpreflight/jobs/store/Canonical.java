// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;

/**
 * The one form in which a line of the journal is hashed: a JSON array on one line, as {@code
 * docs/journal.md} describes it. It may never change: every hash ever written hangs on it.
 */
final class Canonical {
  /** Stands before the first line. */
  static final String GENESIS = "0".repeat(64);

  /** Always six digits of a second, always UTC. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private static final char REPLACEMENT = '\ufffd';

  private Canonical() {}

  /** The canonical form of a row. */
  static String line(JournalRow row) {
    StringBuilder out = new StringBuilder(256);
    out.append('[').append(row.number()).append(',');
    string(out, time(row.at())).append(',');
    string(out, row.operationId()).append(',');
    string(out, row.planDigest()).append(',');
    out.append(row.fencingNumber()).append(',');
    string(out, row.event()).append(',');
    string(out, row.vcenter()).append(',');
    string(out, row.object()).append(',');
    string(out, row.step()).append(',');
    return out.append(row.details()).append(']').toString();
  }

  /** SHA-256 over the hash before, a line feed, and the canonical form; lower case hexadecimal. */
  static String hash(String previousHash, JournalRow row) {
    return sha256(previousHash + "\n" + line(row));
  }

  /** SHA-256 of the UTF-8 bytes, in lower case hexadecimal digits. */
  static String sha256(String text) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The time as it is hashed and shown. */
  static String time(Instant at) {
    return TIME.format(at);
  }

  /** Details as a JSON object without blanks, in the order given. */
  static String details(Map<String, String> details) {
    return details(new StringBuilder(), details).toString();
  }

  private static StringBuilder details(StringBuilder out, Map<String, String> details) {
    out.append('{');
    String comma = "";
    for (Map.Entry<String, String> detail : details.entrySet()) {
      out.append(comma);
      string(out, detail.getKey()).append(':');
      string(out, detail.getValue());
      comma = ",";
    }
    return out.append('}');
  }

  /** Text without what cannot be kept everywhere: NUL and halves of a surrogate pair. */
  static String clean(String text) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        out = out == null ? new StringBuilder(text) : out;
        out.setCharAt(i, REPLACEMENT);
      }
    }
    return out == null ? text : out.toString();
  }

  private static StringBuilder string(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"');
  }
}
