// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.truth;

import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is known of a vCenter, as single facts: {@code vm-42 config.hardware.disks[0].key}. */
final class Facts {
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

  private final Map<String, String> values = new TreeMap<>();

  /** Adds a fact; null is none. A time is one fact, however it is written. */
  void put(String object, String path, @Nullable String value) {
    if (value != null) {
      String before = values.put(object + " " + path, normal(value));
      if (before != null) {
        throw new AssertionError("told twice: " + object + " " + path);
      }
    }
  }

  Map<String, String> values() {
    return values;
  }

  /** A fact, or null. */
  @Nullable String value(String name) {
    return values.get(name);
  }

  /** Finer than a millisecond neither pyVmomi nor the calendar of a history record can be. */
  private static String normal(String value) {
    return TIME.matcher(value).matches()
        ? OffsetDateTime.parse(value).toInstant().truncatedTo(ChronoUnit.MILLIS).toString()
        : value;
  }
}
