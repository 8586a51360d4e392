// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.identity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values and who has them; only those that more than one has are kept as a list. */
final class SharedValues<K, V> {
  private final Map<K, V> first = new HashMap<>();
  private final Map<K, List<V>> shared = new LinkedHashMap<>();

  void add(K value, V holder) {
    V earlier = first.putIfAbsent(value, holder);
    if (earlier != null) {
      shared.computeIfAbsent(value, v -> new ArrayList<>(List.of(earlier))).add(holder);
    }
  }

  /** Each value that at least two have, in the order in which that was found out. */
  Map<K, List<V>> shared() {
    return shared;
  }
}
