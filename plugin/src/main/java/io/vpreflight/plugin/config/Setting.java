// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

/**
 * A value as somebody wrote it, and where.
 *
 * @param value not yet checked
 * @param origin option, variable, or file and line: what an error names
 */
public record Setting(String value, String origin) {
  /** Values that are secret never come this way, but a user name in a log is bad enough. */
  @Override
  public String toString() {
    return origin;
  }
}
