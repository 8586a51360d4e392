// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.html;

import io.vpreflight.jobs.text.Names;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A property as vCenter sent it, fit to be shown; no unit and no language is put in between.
 *
 * @param property its path
 * @param value its value
 */
public record Fact(String property, String value) {

  /** The facts of a finding, in its order. */
  public static List<Fact> of(Map<String, ?> evidence) {
    return evidence.entrySet().stream()
        .map(entry -> new Fact(Names.shown(entry.getKey()), value(entry.getValue())))
        .toList();
  }

  private static String value(Object value) {
    return value instanceof List<?> list
        ? list.stream()
            .map(one -> Names.shown(String.valueOf(one)))
            .collect(Collectors.joining("; "))
        : Names.shown(String.valueOf(value));
  }
}
