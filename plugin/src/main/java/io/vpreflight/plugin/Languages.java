// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin;

import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.config.Environment;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Chooses the language before anything is said: flag, then the locale of the user. */
final class Languages {
  private static final String[] VARIABLES = {"LC_ALL", "LC_MESSAGES", "LANG"};

  private Languages() {}

  static Locale choose(String[] args, Environment environment) {
    String said = flag(args);
    if (said == null) {
      for (String variable : VARIABLES) {
        said = said == null ? environment.get(variable) : said;
      }
    }
    for (Locale known : Texts.LANGUAGES) {
      if (said != null && said.toLowerCase(Locale.ROOT).startsWith(known.getLanguage())) {
        return known;
      }
    }
    return Locale.ENGLISH;
  }

  private static @Nullable String flag(String[] args) {
    for (int i = 0; i < args.length; i++) {
      if (args[i].startsWith("--lang=")) {
        return args[i].substring("--lang=".length());
      }
      if (args[i].equals("--lang") && i + 1 < args.length) {
        return args[i + 1];
      }
    }
    return null;
  }
}
