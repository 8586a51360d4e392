// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.audit;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.report.CsvReport;
import io.vpreflight.jobs.report.Format;
import io.vpreflight.jobs.report.JsonReport;
import io.vpreflight.jobs.report.ReportFiles;
import io.vpreflight.jobs.report.Style;
import io.vpreflight.jobs.report.TextReport;
import io.vpreflight.jobs.report.html.HtmlReport;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.App;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes a report to the output or, whole or not at all, to a file. */
public final class ReportOutput {
  private final App app;
  private final @Nullable Text verdict;

  /** With nothing said at the top of a text. */
  public ReportOutput(App app) {
    this(app, null);
  }

  /**
   * The same.
   *
   * @param verdict what the command comes to, said at the top of a text; null when nothing is
   */
  public ReportOutput(App app, @Nullable Text verdict) {
    this.app = app;
    this.verdict = verdict;
  }

  /**
   * To the output, or to a file, which is then told.
   *
   * @param out null for the output
   */
  public void write(Audit audit, Format format, @Nullable Path out) throws IOException {
    if (format == Format.CSV) {
      if (out != null) {
        file(audit, format, out);
        app.console().say("cli.written", out.toString());
      }
      return;
    }
    if (out == null) {
      write(audit, format, app.console().out(), app.console().style());
      app.console().out().flush();
      return;
    }
    file(audit, format, out);
    app.console().say("cli.written", out.toString());
  }

  /** To a file, or to a folder where the format is one of several files; nothing is said. */
  public void file(Audit audit, Format format, Path out) throws IOException {
    if (format == Format.CSV) {
      new CsvReport(app.console().texts(), true).write(audit, out);
      return;
    }
    ReportFiles.write(out, writer -> write(audit, format, writer, Style.PLAIN));
  }

  private void write(Audit audit, Format format, Writer writer, Style style) throws IOException {
    Texts texts = app.console().texts();
    switch (format) {
      case JSON -> {
        new JsonReport(app.tool(), texts).write(audit, writer);
        writer.write('\n');
      }
      case HTML -> new HtmlReport(app.tool(), texts).write(audit, writer);
      default ->
          new TextReport(app.tool(), texts, style).write(audit, verdict, new PrintWriter(writer));
    }
  }
}
