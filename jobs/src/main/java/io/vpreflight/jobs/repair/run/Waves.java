// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import java.util.ArrayList;
import java.util.List;

/** The order of a batch: one, then three, then the rest, so that what goes wrong goes wrong once. */
public final class Waves {
  private static final int[] CANARIES = {1, 3};

  private Waves() {}

  /** The same objects in the same order, cut into waves. */
  public static <T> List<List<T>> of(List<T> all) {
    List<List<T>> waves = new ArrayList<>();
    int from = 0;
    for (int size : CANARIES) {
      int to = Math.min(from + size, all.size());
      if (to > from) {
        waves.add(List.copyOf(all.subList(from, to)));
      }
      from = to;
    }
    if (from < all.size()) {
      waves.add(List.copyOf(all.subList(from, all.size())));
    }
    return waves;
  }
}
