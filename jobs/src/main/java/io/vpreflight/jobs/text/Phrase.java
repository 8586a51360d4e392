// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.text;

import java.text.MessageFormat;
import java.text.NumberFormat;
import java.util.BitSet;
import java.util.Locale;

/**
 * A pattern of a bundle, taken apart once: a report fills the same few hundred thousands of times.
 * Safe for several threads.
 */
final class Phrase {
  private final String pattern;
  private final boolean fixed;

  /** The arguments that have a format of their own, such as a choice. */
  private final BitSet formatted = new BitSet();

  private final MessageFormat format;
  private final NumberFormat numbers;

  /**
   * Takes a pattern apart.
   *
   * @throws IllegalArgumentException when it is none
   */
  Phrase(String pattern, Locale locale) {
    this.pattern = pattern;
    fixed = pattern.indexOf('{') < 0;
    format = new MessageFormat(fixed ? "" : pattern, locale);
    numbers = NumberFormat.getInstance(locale);
    for (int comma = pattern.indexOf(','); comma > 0; comma = pattern.indexOf(',', comma + 1)) {
      int place = pattern.lastIndexOf('{', comma);
      if (place >= 0 && place + 2 == comma && Character.isDigit(pattern.charAt(place + 1))) {
        formatted.set(pattern.charAt(place + 1) - '0');
      }
    }
  }

  /**
   * The text.
   *
   * @param args numbers as they are, for patterns that choose by them; anything else as it is to be
   *     read
   */
  String filledWith(Object[] args) {
    if (fixed) {
      return pattern;
    }
    // Neither of the two formats is safe for several threads.
    synchronized (format) {
      for (int i = 0; i < args.length; i++) {
        // What a place alone would do, which makes a number format anew for each of them.
        if (args[i] instanceof Number && !formatted.get(i)) {
          args[i] = numbers.format(args[i]);
        }
      }
      return format.format(args);
    }
  }
}
