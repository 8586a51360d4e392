// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify.syslog;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.text.Names;
import java.util.Map;

/** One event in the common event format, version 0. */
final class Cef {
  private Cef() {}

  /** The event; values are made harmless before they are escaped. */
  static String event(
      String version, String id, String title, Severity severity, Map<String, String> fields) {
    StringBuilder out = new StringBuilder("CEF:0|vpreflight|vpreflight|");
    out.append(header(version)).append('|');
    out.append(header(id)).append('|');
    out.append(header(title)).append('|');
    out.append(level(severity)).append('|');
    String separator = "";
    for (Map.Entry<String, String> field : fields.entrySet()) {
      if (!field.getValue().isEmpty()) {
        out.append(separator).append(field.getKey()).append('=').append(value(field.getValue()));
        separator = " ";
      }
    }
    return out.toString();
  }

  /** Of 10. */
  private static int level(Severity severity) {
    return switch (severity) {
      case INFO -> 3;
      case WARNING -> 5;
      case ERROR -> 8;
      case CRITICAL -> 10;
    };
  }

  private static String header(String said) {
    return Names.shown(said).replace("\\", "\\\\").replace("|", "\\|");
  }

  private static String value(String said) {
    return Names.shown(said).replace("\\", "\\\\").replace("=", "\\=");
  }
}
