// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what a server sent that we do not know: types, constants, properties newer than we are. It
 * is shown in the report and never guessed at. Safe for several threads.
 */
public final class SchemaNotes {
  private static final int MOST = 200;

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  /**
   * One more of these, such as {@code VirtualDiskMode:mirrored}.
   *
   * @return what it is counted as
   */
  public String unknown(String kind, String what) {
    String key = kind + ":" + (what.length() > 80 ? what.substring(0, 80) : what);
    LongAdder count = counts.get(key);
    if (count == null) {
      // A hostile server could name a new type in every element.
      if (counts.size() >= MOST) {
        return key;
      }
      count = counts.computeIfAbsent(key, k -> new LongAdder());
    }
    count.increment();
    return key;
  }

  /** What was met, with its number. */
  public Map<String, Integer> counts() {
    Map<String, Integer> found = new TreeMap<>();
    counts.forEach((key, count) -> found.put(key, count.intValue()));
    return found;
  }
}
