// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.store.Journal;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalLine;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The journal, page by page, as JSON: the schema of {@code docs/journal.md}. */
public final class JournalPages {
  private final Journal journal;

  /** Of that journal. */
  public JournalPages(Journal journal) {
    this.journal = journal;
  }

  /**
   * Lines, oldest first.
   *
   * @param operation only of this one; empty for all
   * @param after what the page before gave; null for the first
   * @param atMost that many
   * @throws BadCursor when no page gave that
   */
  public Page<JournalLine> lines(String operation, @Nullable String after, int atMost) {
    List<JournalLine> rows = journal.page(operation, Cursors.line(after), atMost + 1);
    return History.page(rows, atMost, last -> Cursors.ofLine(last.entry().number()));
  }

  /** A page. */
  public static void write(Page<JournalLine> page, Writer out) throws IOException {
    JsonWriter json = ServiceJson.begin(out);
    json.name("lines").beginArray();
    for (JournalLine line : page.rows()) {
      line(json, line);
    }
    json.endArray();
    json.name("next").value(page.next());
    ServiceJson.end(json, out);
  }

  /** One line, as the next element of an array that is open. */
  public static void line(JsonWriter json, JournalLine line) throws IOException {
    JournalEntry entry = line.entry();
    json.beginObject();
    json.name("number").value(entry.number());
    json.name("at").value(line.time());
    json.name("operationId").value(entry.operationId());
    json.name("planDigest").value(entry.planDigest());
    json.name("fencingNumber").value(entry.fencingNumber());
    json.name("event").value(entry.event().name());
    json.name("vcenter").value(entry.vcenter());
    json.name("object").value(entry.object());
    json.name("step").value(entry.step());
    json.name("details").beginObject();
    for (Map.Entry<String, String> detail : entry.details().entrySet()) {
      json.name(detail.getKey()).value(detail.getValue());
    }
    json.endObject();
    json.name("previousHash").value(line.previousHash());
    json.name("hash").value(line.hash());
    json.endObject();
  }
}
