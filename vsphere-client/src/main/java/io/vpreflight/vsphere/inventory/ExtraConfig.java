// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of {@code config.extraConfig} that matter here; keys are compared without regard to
 * case, as a .vmx file does.
 *
 * @param values key in lower case to value
 * @param complete true when the whole array was read, so that a key that is absent here is absent
 *     there
 */
public record ExtraConfig(Map<String, String> values, boolean complete) {
  /** Nothing was read. */
  public static final ExtraConfig NONE = new ExtraConfig(Map.of(), false);

  public ExtraConfig {
    values = Map.copyOf(values);
  }

  /** The value, or null when the key is absent or was not asked for. */
  public @Nullable String value(String key) {
    return values.get(key.toLowerCase(Locale.ROOT));
  }

  /** True or false as the value says; null when absent or neither. */
  public @Nullable Boolean flag(String key) {
    String value = value(key);
    if (value == null) {
      return null;
    }
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "on" -> Boolean.TRUE;
      case "false", "0", "no", "off", "" -> Boolean.FALSE;
      default -> null;
    };
  }
}
