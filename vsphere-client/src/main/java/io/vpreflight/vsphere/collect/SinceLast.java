// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import java.util.Map;
import java.util.TreeMap;

/**
 * Tells how much counters have grown since the last time: a session lives longer than one
 * collection, and each collection tells of its own calls. Not safe for several threads.
 */
final class SinceLast {
  private Map<String, Integer> before = Map.of();

  /** Counts that have grown, by how much; sorted by name. */
  Map<String, Integer> of(Map<String, Integer> now) {
    Map<String, Integer> grown = new TreeMap<>();
    now.forEach(
        (name, count) -> {
          int more = count - before.getOrDefault(name, 0);
          if (more > 0) {
            grown.put(name, more);
          }
        });
    before = Map.copyOf(now);
    return grown;
  }
}
