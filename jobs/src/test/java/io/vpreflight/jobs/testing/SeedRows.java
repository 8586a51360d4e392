// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.testing;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of the troubleshooting guides that the product answers to, by id. */
public final class SeedRows {
  private static final Path FILE =
      ProjectFiles.MODULE.resolve("src/main/resources/io/vpreflight/jobs/knowledge/seed-rows.tsv");

  private SeedRows() {}

  /**
   * One row.
   *
   * @param id such as {@code 000-48}
   * @param topic what it is about
   * @param channel who can answer it: {@code check}, {@code probe}, {@code guest}, {@code repair},
   *     {@code explain}, {@code rule}, or {@code see} and the id of the row that says the same
   */
  public record Row(String id, String topic, String channel) {}

  /** All of them in their order, by id. */
  public static Map<String, Row> all() {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (String line : ProjectFiles.lines(FILE)) {
      if (!line.startsWith("#")) {
        List<String> cells = List.of(line.split("\t", -1));
        Row row = new Row(cells.get(0), cells.get(1), cells.get(2));
        if (cells.size() != 3 || rows.put(row.id(), row) != null) {
          throw new IllegalStateException("not three cells, or twice: " + line);
        }
      }
    }
    return rows;
  }
}
