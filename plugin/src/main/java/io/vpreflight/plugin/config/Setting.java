// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import org.jspecify.annotations.Nullable;

/**
 * A value as somebody wrote it, and where.
 *
 * @param value not yet checked
 * @param origin option, variable, or file and line: what an error names
 * @param secrets the key store of which the value names an entry; null for every other value
 */
public record Setting(String value, String origin, @Nullable SecretsStore secrets) {
  /** A value that names no entry of a key store. */
  public Setting(String value, String origin) {
    this(value, origin, null);
  }

  /** Values that are secret never come this way, but a user name in a log is bad enough. */
  @Override
  public String toString() {
    return origin;
  }
}
