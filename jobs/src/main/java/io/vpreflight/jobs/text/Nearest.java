// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.text;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Guesses what a mistyped word was meant to be. */
public final class Nearest {
  private Nearest() {}

  /** The known word that is fewest keystrokes away; null when none is near. */
  public static @Nullable String to(String word, Collection<String> known) {
    String best = null;
    int fewest = Math.max(2, word.length() / 3) + 1;
    for (String candidate : known) {
      int distance = distance(word, candidate);
      if (distance < fewest) {
        fewest = distance;
        best = candidate;
      }
    }
    return best;
  }

  /** Insertions, deletions and replacements between two words. */
  private static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] now = new int[b.length() + 1];
      now[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int same = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(same, 1 + Math.min(before[j], now[j - 1]));
      }
      before = now;
    }
    return before[b.length()];
  }
}
