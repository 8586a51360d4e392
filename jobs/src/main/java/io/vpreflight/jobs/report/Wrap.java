// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks texts into lines for a terminal. */
public final class Wrap {
  private Wrap() {}

  /**
   * Breaks a text at its spaces. A word that is longer than a line has one of its own.
   *
   * @param begin before the first line; the others are indented by as much
   * @param width of a line, {@code begin} included
   */
  public static List<String> lines(String begin, String text, int width) {
    String indent = " ".repeat(begin.length());
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(begin);
    boolean empty = true;
    for (String word : text.split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line = new StringBuilder(indent);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString());
    return lines;
  }
}
