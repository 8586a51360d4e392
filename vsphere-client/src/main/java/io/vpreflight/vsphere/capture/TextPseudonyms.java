// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.capture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a text what somebody wrote and leaves in it what a product writes, where it stands:
 * those words decide what a check finds. Not safe for several threads.
 */
final class TextPseudonyms {
  private final List<Pattern> kept;

  TextPseudonyms(Collection<Pattern> kept) {
    this.kept = List.copyOf(kept);
  }

  /** The text with its known words, and with that in the place of all others. */
  String replace(String text, UnaryOperator<String> other) {
    StringBuilder made = new StringBuilder();
    int at = 0;
    for (int[] span : spans(text)) {
      if (span[0] >= at) {
        made.append(between(text.substring(at, span[0]), other)).append(text, span[0], span[1]);
        at = span[1];
      }
    }
    return made.append(between(text.substring(at), other)).toString();
  }

  private List<int[]> spans(String text) {
    List<int[]> spans = new ArrayList<>();
    for (Pattern pattern : kept) {
      Matcher matcher = pattern.matcher(text);
      while (matcher.find()) {
        if (matcher.end() > matcher.start()) {
          spans.add(new int[] {matcher.start(), matcher.end()});
        }
      }
    }
    // The longest of those that begin at one place.
    spans.sort((a, b) -> a[0] != b[0] ? Integer.compare(a[0], b[0]) : Integer.compare(b[1], a[1]));
    return spans;
  }

  /** Leaves the white space and the punctuation around it where they are. */
  private static String between(String text, UnaryOperator<String> other) {
    int from = 0;
    int to = text.length();
    while (from < to && isAround(text.charAt(from))) {
      from++;
    }
    while (to > from && isAround(text.charAt(to - 1))) {
      to--;
    }
    return from == to
        ? text
        : text.substring(0, from) + other.apply(text.substring(from, to)) + text.substring(to);
  }

  private static boolean isAround(char c) {
    return c <= ' ' || " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~".indexOf(c) >= 0;
  }
}
