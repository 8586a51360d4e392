// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.report.ReportFiles.Content;
import io.vpreflight.jobs.text.Texts;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes an audit as a folder of tables for spreadsheets: RFC 4180 in UTF-8, with stable column ids
 * that no language changes. Names are as vCenter stores them, but for one guard: a cell that a
 * spreadsheet would take for a formula begins with an apostrophe.
 */
public final class CsvReport {
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final Texts texts;
  private final boolean marked;

  /**
   * Writes texts in that language. French spreadsheets part columns by semicolons, the others by
   * commas.
   *
   * @param marked begins each file with a byte order mark, without which Excel does not see UTF-8
   */
  public CsvReport(Texts texts, boolean marked) {
    this.texts = texts;
    this.marked = marked;
  }

  /** Writes the whole audit: all files take their places together, or none does. */
  public void write(Audit audit, Path folder) throws IOException {
    Map<String, Content> files = new LinkedHashMap<>();
    new CsvTables(audit, texts)
        .all()
        .forEach((name, table) -> files.put(name + ".csv", out -> write(table, out)));
    ReportFiles.writeAll(folder, files);
  }

  private void write(CsvTable table, Writer out) throws IOException {
    if (marked) {
      out.write(BYTE_ORDER_MARK);
    }
    boolean french = texts.locale().getLanguage().equals(Locale.FRENCH.getLanguage());
    CsvWriter csv =
        CsvWriter.builder()
            .fieldSeparator(french ? ';' : ',')
            .lineDelimiter(LineDelimiter.CRLF)
            .build(out);
    csv.writeRecord(table.columns());
    for (List<String> row : table.rows()) {
      csv.writeRecord(row);
    }
    csv.flush();
  }
}
