// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

/** How bad a finding is, for the purpose of the profile that was chosen. */
public enum Severity {
  /** Worth knowing; nothing has to be done. */
  INFO,
  /** Works now, will hurt later. */
  WARNING,
  /** Does not work. */
  ERROR,
  /** Does not work and threatens data or many machines. */
  CRITICAL;

  /** The name in files and on the command line: lower case. */
  public String label() {
    return switch (this) {
      case INFO -> "info";
      case WARNING -> "warning";
      case ERROR -> "error";
      case CRITICAL -> "critical";
    };
  }

  /** True when this is as bad as the other or worse. */
  public boolean atLeast(Severity other) {
    return compareTo(other) >= 0;
  }

  /**
   * The severity of that label.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Severity of(String label) {
    for (Severity severity : values()) {
      if (severity.label().equals(label)) {
        return severity;
      }
    }
    throw new IllegalArgumentException("not a severity (info, warning, error, critical): " + label);
  }
}
