// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.vm;

import io.vpreflight.jobs.report.Style;
import io.vpreflight.jobs.report.Wrap;
import io.vpreflight.jobs.text.Texts;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Lines of a terminal: headings, labels with their values beside them, texts that wrap. */
final class Sheet {
  private final PrintWriter out;
  private final Texts texts;
  private final Style style;
  private final int width;
  private final Map<String, String> rows = new LinkedHashMap<>();

  Sheet(PrintWriter out, Texts texts, Style style, int width) {
    this.out = out;
    this.texts = texts;
    this.style = style;
    this.width = width;
  }

  Texts texts() {
    return texts;
  }

  Style style() {
    return style;
  }

  void heading(String key, Object... args) {
    out.println();
    out.println(style.bold(texts.say(key, args)));
  }

  /** A label and a value; they are printed, in columns, by {@link #table}. */
  void row(String key, String value) {
    rows.put(texts.say(key), value);
  }

  /** Prints the rows that were added since the last time. */
  void table() {
    int widest = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    rows.forEach(
        (label, value) -> {
          String begin = "  " + label + " ".repeat(widest - label.length() + 2);
          wrapped(begin, value, UnaryOperator.identity());
        });
    rows.clear();
  }

  void line(String text) {
    out.println(text);
  }

  /** A text behind that beginning; what does not fit goes on below its first word. */
  void wrapped(String begin, String text, UnaryOperator<String> look) {
    for (String line : Wrap.lines(begin, text, width)) {
      int indent = line.length() - line.stripLeading().length();
      out.println(line.substring(0, indent) + look.apply(line.substring(indent)));
    }
  }
}
