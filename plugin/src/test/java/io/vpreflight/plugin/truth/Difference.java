// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A fact that we and another client do not tell in the same way.
 *
 * @param name of the fact
 * @param ours null when we do not have it
 * @param theirs null when they do not have it
 */
record Difference(String name, @Nullable String ours, @Nullable String theirs) {

  /** Every fact that differs. */
  static List<Difference> between(Facts ours, Facts theirs) {
    Set<String> names = new TreeSet<>(ours.values().keySet());
    names.addAll(theirs.values().keySet());
    List<Difference> found = new ArrayList<>();
    for (String name : names) {
      if (!Objects.equals(ours.value(name), theirs.value(name))) {
        found.add(new Difference(name, ours.value(name), theirs.value(name)));
      }
    }
    return found;
  }

  /** True for a fact of a kind of object that has no moId: {@code event}, {@code task}. */
  boolean isOf(String kind) {
    return name.startsWith(kind + " ");
  }

  /** The object that the fact is about: what its other facts are found by. */
  String object() {
    int end = name.lastIndexOf(' ');
    return isOf("event") || isOf("task")
        ? name.substring(0, name.indexOf(' ', 6))
        : name.substring(0, end);
  }
}
