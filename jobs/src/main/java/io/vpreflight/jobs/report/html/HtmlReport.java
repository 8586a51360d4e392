// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateException;
import gg.jte.output.WriterOutput;
import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.report.Tool;
import io.vpreflight.jobs.text.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Writes an audit as one HTML file that needs nothing else: no script, no picture, no font from
 * anywhere, and a policy inside that forbids them. Safe for several threads.
 */
public final class HtmlReport {
  private static final TemplateEngine PAGES =
      TemplateEngine.createPrecompiled(
          null,
          ContentType.Html,
          HtmlReport.class.getClassLoader(),
          HtmlReport.class.getPackageName() + ".template");
  private static final String STYLE = resource("report.css");

  private final Tool tool;
  private final Texts texts;

  /** Writes texts in that language, and times in its zone. */
  public HtmlReport(Tool tool, Texts texts) {
    this.tool = tool;
    this.texts = texts;
  }

  /**
   * Writes the whole audit; the writer stays open.
   *
   * @throws IOException what the writer throws
   */
  public void write(Audit audit, Writer out) throws IOException {
    try {
      PAGES.render("report.jte", new Page(audit, tool, texts, STYLE), new WriterOutput(out));
    } catch (TemplateException e) {
      // A full disk is nothing of the template's.
      if (e.getCause() instanceof UncheckedIOException unchecked) {
        throw unchecked.getCause();
      }
      throw e;
    }
    out.flush();
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + name, e);
    }
  }
}
