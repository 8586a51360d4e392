// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report;

import io.vpreflight.jobs.check.Severity;

/** Colours for a terminal, or none. */
public enum Style {
  /** Plain text, as for a file, a pipe, or NO_COLOR. */
  PLAIN,
  /** ANSI colours. */
  COLOR;

  /** Stands out. */
  public String bold(String text) {
    return wrap("1", text);
  }

  /** Steps back. */
  public String dim(String text) {
    return wrap("2", text);
  }

  /** All is well. */
  public String good(String text) {
    return wrap("32", text);
  }

  /** As bad as that. */
  public String severity(Severity severity, String text) {
    return switch (severity) {
      case CRITICAL -> wrap("1;37;41", text);
      case ERROR -> wrap("1;31", text);
      case WARNING -> wrap("1;33", text);
      case INFO -> wrap("36", text);
    };
  }

  private String wrap(String code, String text) {
    return this == PLAIN ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
