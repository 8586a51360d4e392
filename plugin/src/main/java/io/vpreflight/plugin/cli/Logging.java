// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

/**
 * Sets how much the log says, before the first logger is made. The log goes to the error stream and
 * never holds a payload or a secret.
 */
public final class Logging {
  private Logging() {}

  /** Reads {@code --log-level} from the arguments; nothing is loaded by that. */
  public static void configure(String[] args) {
    String level = "warn";
    for (int i = 0; i < args.length; i++) {
      if (args[i].startsWith("--log-level=")) {
        level = args[i].substring("--log-level=".length());
      } else if (args[i].equals("--log-level") && i + 1 < args.length) {
        level = args[i + 1];
      }
    }
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", level);
    System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
    if (level.equals("debug")) {
      // It would show every header, and with it the token of whoever asks.
      System.setProperty("org.slf4j.simpleLogger.log.org.eclipse.jetty", "info");
    }
  }
}
