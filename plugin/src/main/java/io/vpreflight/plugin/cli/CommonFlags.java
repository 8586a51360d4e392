// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Flags that every command knows. The language is read before anything else: see {@code Main}. */
public final class CommonFlags {
  /** The languages, as they are said. */
  public enum Language {
    en,
    fr
  }

  /** How much a log says, as it is said. */
  public enum Level {
    error,
    warn,
    info,
    debug
  }

  /** Language of the texts. */
  @Option(names = "--lang", paramLabel = "en|fr", descriptionKey = "lang")
  public @Nullable Language lang;

  /** How much the log says. */
  @Option(
      names = "--log-level",
      paramLabel = "error|warn|info|debug",
      defaultValue = "warn",
      descriptionKey = "logLevel")
  public Level logLevel = Level.warn;

  /** Shows the help of a command. */
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      descriptionKey = "help")
  public boolean help;
}
