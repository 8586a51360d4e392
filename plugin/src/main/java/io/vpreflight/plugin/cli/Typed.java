// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import java.io.File;

/** Words of a command that a person may paste. */
final class Typed {
  static final boolean IS_WINDOWS = File.separatorChar == '\\';

  private Typed() {}

  /** This program, as it was started itself. */
  static String itself() {
    return quoted(System.getProperty("vpreflight.command", "vpreflight"));
  }

  /** One word for the shell, whatever is in it. */
  static String quoted(String text) {
    if (text.matches("[\\p{Alnum}_./:\\\\-]+")) {
      return text;
    }
    return IS_WINDOWS ? "\"" + text + "\"" : "'" + text.replace("'", "'\\''") + "'";
  }
}
