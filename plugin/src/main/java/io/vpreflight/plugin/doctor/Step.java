// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.doctor;

import io.vpreflight.jobs.check.Text;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One step of the way, and how it went.
 *
 * @param id such as {@code certificate}
 * @param status how it went
 * @param said what was found
 * @param remedy what to do; null when there is nothing to do
 * @param facts what it rests on: texts, numbers, truth values, instants, lists of texts
 */
public record Step(
    String id, Status status, Text said, @Nullable Text remedy, Map<String, Object> facts) {
  public Step {
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  /** A step of which {@code doctor.ID.WHAT} tells. */
  static Step of(String id, Status status, String what, Object... args) {
    return new Step(id, status, Text.of("doctor." + id + "." + what, args), null, Map.of());
  }

  /** A step that was told by somebody else. */
  static Step told(String id, Status status, Text said) {
    return new Step(id, status, said, null, Map.of());
  }

  /** The same with what to do, which {@code doctor.ID.remedy.WHAT} tells. */
  Step remedy(String what, Object... args) {
    return new Step(id, status, said, Text.of("doctor." + id + ".remedy." + what, args), facts);
  }

  /** The same with a fact, unless it is null. */
  Step fact(String name, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    Map<String, Object> more = new TreeMap<>(facts);
    more.put(name, value);
    return new Step(id, status, said, remedy, more);
  }
}
