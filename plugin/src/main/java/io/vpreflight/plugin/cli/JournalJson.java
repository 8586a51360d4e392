// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.service.JournalPages;
import io.vpreflight.jobs.store.JournalLine;
import io.vpreflight.jobs.store.Verification;
import io.vpreflight.plugin.App;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The journal for a script: the schema of {@code docs/journal.md}, the same in every language. */
final class JournalJson {
  private static final int SCHEMA = 1;

  private final App app;
  private final JsonWriter json;

  JournalJson(App app) {
    this.app = app;
    json = new JsonWriter(app.console().out());
    json.setIndent("  ");
  }

  /** Before the first line. */
  void begin() throws IOException {
    head();
    json.name("lines").beginArray();
  }

  /** The next line. */
  void line(JournalLine line) {
    try {
      JournalPages.line(json, line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** After the last line. */
  void end() throws IOException {
    json.endArray();
    finish();
  }

  /** What came of a check, alone. */
  void verification(Verification verification) throws IOException {
    head();
    JournalPages.verification(json, verification, app.console().texts());
    finish();
  }

  private void head() throws IOException {
    json.beginObject();
    json.name("schemaVersion").value(SCHEMA);
    json.name("tool").beginObject();
    json.name("name").value(app.tool().name());
    json.name("version").value(app.tool().version());
    json.endObject();
    json.name("at").value(app.clock().instant().toString());
  }

  private void finish() throws IOException {
    json.endObject();
    json.flush();
    app.console().out().println();
    app.console().out().flush();
  }
}
