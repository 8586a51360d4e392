// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keys that had another name in an earlier version, by section. A file that still has one is
 * refused as with any key that nobody knows; but the new name is told and not guessed, and what
 * stands there is looked at as if it stood under it.
 */
record RetiredKeys(Map<String, Map<String, Renamed>> sections) {
  /**
   * Those that there are: none yet. A line here, and its page of the docs, is all that one needs.
   */
  static final RetiredKeys OURS = new RetiredKeys(Map.of());

  /**
   * What became of a key.
   *
   * @param now its name
   * @param since the version that renamed it
   */
  record Renamed(String now, String since) {}

  /**
   * What became of a key.
   *
   * @param section the key of the section; empty for the file itself
   * @return null when it was never renamed
   */
  @Nullable Renamed of(String section, String key) {
    return sections.getOrDefault(section, Map.of()).get(key);
  }
}
