// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Spans of time as people write them: {@code 90s}, {@code 10min}, {@code 2h}, {@code 90d}. */
public final class Spans {
  private static final Pattern SPAN = Pattern.compile("(\\d{1,5})\\s*(s|min|m|h|d)");

  private Spans() {}

  /** The span; null when it is none. */
  public static @Nullable Duration of(String said) {
    Matcher span = SPAN.matcher(said);
    if (!span.matches()) {
      return null;
    }
    long n = Long.parseLong(span.group(1));
    return switch (span.group(2)) {
      case "s" -> Duration.ofSeconds(n);
      case "h" -> Duration.ofHours(n);
      case "d" -> Duration.ofDays(n);
      default -> Duration.ofMinutes(n);
    };
  }
}
