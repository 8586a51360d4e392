// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import java.util.List;

/**
 * Something to be said to a person, in whatever language the reader chose: a key of the message
 * bundles and what is to be filled in.
 *
 * @param key of the bundles, such as {@code check.host.reboot.required.summary}
 * @param args strings, numbers, {@code Duration}, {@code Instant}, {@link ShellWords}; names are
 *     made harmless when they are printed, not here
 */
public record Text(String key, List<Object> args) {
  public Text {
    args = List.copyOf(args);
  }

  /** A text with what is to be filled in. */
  public static Text of(String key, Object... args) {
    return new Text(key, List.of(args));
  }
}
