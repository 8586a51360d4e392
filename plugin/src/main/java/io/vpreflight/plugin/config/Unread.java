// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Text;
import java.util.List;

/**
 * What stands in the place of a value that could not be had: its variable is not set, nothing
 * stands there, a secret stands where its file should be named. That was told, and everything else
 * is looked at as if it were there. What is then found wrong because of it tells of a fault that
 * nobody has made, and is not told: it is known by the mark, wherever it got to.
 */
final class Unread {
  /** Fits wherever a value is taken apart: a name, a host, a part of a path. */
  private static final String MARK = "unread-c7f3a1e9d2";

  private Unread() {}

  /** A value that could not be had. */
  static Setting at(String origin) {
    return new Setting(MARK, marked(origin));
  }

  /** What stands for a part of a value. */
  static String part() {
    return MARK;
  }

  /** A place at which a value could not be had. */
  static String marked(String origin) {
    return origin + " " + MARK;
  }

  /** True when a value could not be had, or a part of it. */
  static boolean is(Setting said) {
    return said.value().contains(MARK);
  }

  /** The problems that somebody has made. */
  static List<Text> without(List<Text> problems) {
    return problems.stream().filter(problem -> !isIn(problem)).toList();
  }

  private static boolean isIn(Object said) {
    return said instanceof Text text
        ? text.args().stream().anyMatch(Unread::isIn)
        : String.valueOf(said).contains(MARK);
  }
}
