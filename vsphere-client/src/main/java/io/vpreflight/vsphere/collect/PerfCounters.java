// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.soap.XmlCursor;
import java.util.HashMap;
import java.util.Map;

/** Reads {@code PerformanceManager.perfCounter}: ids differ from server to server. */
final class PerfCounters {
  private PerfCounters() {}

  /** Names such as {@code sys.resourceMemConsumed}, by counter id. */
  static Map<Integer, String> names(XmlCursor cursor) {
    Map<Integer, String> names = new HashMap<>();
    int here = cursor.enter();
    while (cursor.next(here)) {
      Integer id = null;
      String group = "";
      String name = "";
      int inside = cursor.enter();
      while (cursor.next(inside)) {
        switch (cursor.name()) {
          case "key" -> id = cursor.integer();
          case "groupInfo" -> group = key(cursor);
          case "nameInfo" -> name = key(cursor);
          default -> {}
        }
      }
      if (id != null) {
        names.put(id, group + "." + name);
      }
    }
    return names;
  }

  private static String key(XmlCursor cursor) {
    String key = "";
    int here = cursor.enter();
    while (cursor.next(here)) {
      if (cursor.name().equals("key")) {
        key = cursor.word();
      }
    }
    return key;
  }
}
