// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables that matter. Those of govc are looked at only when no vCenter is named
 * in any other way.
 *
 * @param variables all of them
 */
public record Environment(Map<String, String> variables) {
  /** The value, or null when unset or empty. */
  public @Nullable String get(String name) {
    String value = variables.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** True for a variable set to anything that govc takes for yes. */
  public boolean isSet(String name) {
    String value = get(name);
    return value != null && !value.equals("0") && !value.equalsIgnoreCase("false");
  }

  @Override
  public String toString() {
    return "environment";
  }
}
