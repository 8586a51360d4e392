// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a disk can be merged: a file that nobody froze or writes to, and that one other
 * file alone stands on, takes that file's data. Immutable.
 *
 * @param chains the chains as they are afterwards, base first, in the order in which they were
 *     given
 * @param merges files by the one that takes their data, in the order of the merging
 */
record ChainMerge(List<List<String>> chains, Map<String, String> merges) {

  /**
   * Works out what can be merged.
   *
   * @param before the chain that is written to and those that snapshots froze, base first
   * @param taking whether a file may take the data of the one above it
   */
  static ChainMerge of(List<List<String>> before, Predicate<String> taking) {
    List<List<String>> chains = new ArrayList<>(before);
    Map<String, String> merges = new LinkedHashMap<>();
    for (String file = next(chains, taking); file != null; file = next(chains, taking)) {
      String child = children(chains, file).iterator().next();
      merges.put(child, file);
      for (int i = 0; i < chains.size(); i++) {
        chains.set(i, without(chains.get(i), child, file));
      }
    }
    return new ChainMerge(List.copyOf(chains), merges);
  }

  private static @Nullable String next(List<List<String>> chains, Predicate<String> taking) {
    Set<String> needed = new LinkedHashSet<>();
    chains.forEach(chain -> needed.add(chain.get(chain.size() - 1)));
    for (List<String> chain : chains) {
      for (String file : chain) {
        if (!needed.contains(file) && taking.test(file) && children(chains, file).size() == 1) {
          return file;
        }
      }
    }
    return null;
  }

  private static Set<String> children(List<List<String>> chains, String file) {
    Set<String> children = new LinkedHashSet<>();
    for (List<String> chain : chains) {
      int at = chain.indexOf(file);
      if (at >= 0 && at + 1 < chain.size()) {
        children.add(chain.get(at + 1));
      }
    }
    return children;
  }

  private static List<String> without(List<String> chain, String gone, String taker) {
    List<String> left = new ArrayList<>(chain);
    left.remove(gone);
    return left.contains(taker) ? List.copyOf(left) : chain;
  }
}
