// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.text;

import io.vpreflight.jobs.check.Text;
import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Finds what somebody meant who mistyped a name. */
public final class NearestName {
  /** Fewer characters begin too many names. */
  private static final int BEGINNING = 3;

  private NearestName() {}

  /**
   * The known name that takes the fewest changes, at most one in four characters (and always two);
   * of equals the first by the alphabet. Else the shortest that begins with what was given, if that
   * has three characters. Null when there is neither.
   */
  public static @Nullable String of(String given, Collection<String> known) {
    String nearest = null;
    int fewest = Math.max(2, given.length() / 4) + 1;
    for (String name : known.stream().sorted().toList()) {
      int changes = distance(given, name);
      if (changes < fewest) {
        fewest = changes;
        nearest = name;
      }
    }
    return nearest == null && given.length() >= BEGINNING ? begunBy(given, known) : nearest;
  }

  /**
   * That there is no such name, and which there are.
   *
   * @param key of a text with the name and all that are known; with {@code .near} behind it, one
   *     that has the name that is meant besides; with {@code .none}, one for when none is known
   */
  public static Text problem(String key, String name, Collection<String> known) {
    String near = of(name, known);
    String all = String.join(", ", known);
    if (known.isEmpty()) {
      return Text.of(key + ".none", name);
    }
    return near == null ? Text.of(key, name, all) : Text.of(key + ".near", name, all, near);
  }

  private static @Nullable String begunBy(String given, Collection<String> known) {
    return known.stream()
        .filter(name -> name.startsWith(given))
        .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
        .orElse(null);
  }

  /** Characters to insert, remove or replace (Levenshtein). */
  private static int distance(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[to.length()];
  }
}
