// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report;

import io.vpreflight.jobs.text.Names;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table of cells, each guarded against being taken for a formula. */
final class CsvTable {
  private static final String FORMULA = "=+-@＝＋－＠";

  private final List<String> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table of those columns, which are parted by blanks. */
  CsvTable(String columns) {
    this.columns = List.of(columns.split(" ", -1));
  }

  /**
   * Adds a row: numbers and flags as they are, null as an empty cell, everything else as a guarded
   * text.
   */
  void add(@Nullable Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + columns);
    }
    List<String> row = new ArrayList<>(cells.length);
    for (Object cell : cells) {
      row.add(
          cell == null ? "" : cell instanceof Number ? cell.toString() : guarded(cell.toString()));
    }
    rows.add(row);
  }

  List<String> columns() {
    return columns;
  }

  List<List<String>> rows() {
    return rows;
  }

  /**
   * The text with an apostrophe before it when a spreadsheet might run it: when it begins with one
   * of = + - @ or their wide forms, be it after blanks or invisible characters, or with a tab or a
   * line break. What cannot be seen, and what turns the direction of what follows, is spelled out.
   */
  static String guarded(String text) {
    if (text.isEmpty()) {
      return text;
    }
    char first = text.charAt(0);
    String spelled = Names.spelled(text);
    if (first == '\t' || first == '\r' || first == '\n') {
      return "'" + spelled;
    }
    int at = 0;
    while (at < text.length() && isInvisible(text.charAt(at))) {
      at++;
    }
    return at < text.length() && FORMULA.indexOf(text.charAt(at)) >= 0 ? "'" + spelled : spelled;
  }

  private static boolean isInvisible(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT;
  }
}
