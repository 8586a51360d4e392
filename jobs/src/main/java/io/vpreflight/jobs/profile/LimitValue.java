// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.profile;

import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.vsphere.inventory.ApiVersion;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the value of a limit: a whole number, a span of time, a size or a version. */
final class LimitValue {
  private static final Pattern MEASURE =
      Pattern.compile("(\\d{1,6})\\s*(s|min|h|d|KiB|MiB|GiB|TiB)");

  private LimitValue() {}

  /** An {@code Integer}, {@code Duration}, {@code Bytes} or {@code ApiVersion}; null for others. */
  static @Nullable Object of(@Nullable Object value) {
    if (value instanceof Integer) {
      return value;
    }
    if (!(value instanceof String text)) {
      return null;
    }
    Matcher measure = MEASURE.matcher(text);
    if (measure.matches()) {
      return measured(Long.parseLong(measure.group(1)), measure.group(2));
    }
    return ApiVersion.isNumbered(text) ? new ApiVersion(text) : null;
  }

  /** The last part of the key of the text that says how a value of that kind is written. */
  static String form(Object limit) {
    if (limit instanceof Duration) {
      return "span";
    }
    if (limit instanceof Bytes) {
      return "size";
    }
    return limit instanceof ApiVersion ? "version" : "number";
  }

  private static Object measured(long n, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(n);
      case "min" -> Duration.ofMinutes(n);
      case "h" -> Duration.ofHours(n);
      case "d" -> Duration.ofDays(n);
      case "KiB" -> new Bytes(n << 10);
      case "MiB" -> new Bytes(n << 20);
      case "GiB" -> new Bytes(n << 30);
      default -> new Bytes(n << 40);
    };
  }
}
