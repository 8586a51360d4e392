// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.plugin.config.ConfigException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The forms of what is no report: something to read, or something for scripts. */
enum ShortForm {
  TEXT,
  JSON;

  /**
   * What was said, or text.
   *
   * @throws ConfigException for anything else
   */
  static ShortForm of(@Nullable String said) {
    if (said == null) {
      return TEXT;
    }
    return switch (said) {
      case "text" -> TEXT;
      case "json" -> JSON;
      default -> throw new ConfigException(List.of(Text.of("config.bad-form", "--format", said)));
    };
  }
}
