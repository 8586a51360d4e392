// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.store.Journal;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalLine;
import io.vpreflight.jobs.store.Verification;
import io.vpreflight.jobs.text.NearestName;
import io.vpreflight.jobs.text.Texts;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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

  /**
   * That the journal has no line of an operation, with the one that may be meant; null when it has
   * one, and for an empty name, which means all.
   */
  public @Nullable Text problem(String operation) {
    if (operation.isEmpty() || !journal.page(operation, 0, 1).isEmpty()) {
      return null;
    }
    TreeSet<String> known = new TreeSet<>();
    journal.each(line -> known.add(line.entry().operationId()));
    String near = NearestName.of(operation, known);
    return near == null || near.isEmpty()
        ? Text.of("history.no-such-operation", operation)
        : Text.of("history.no-such-operation.near", operation, near);
  }

  /** Holds every line against its hash, and the last one against the head that is kept apart. */
  public Verification verify() {
    return journal.verify();
  }

  /** What came of a check, alone. */
  public static void write(Verification verification, Texts texts, Writer out) throws IOException {
    JsonWriter json = ServiceJson.begin(out);
    verification(json, verification, texts);
    ServiceJson.end(json, out);
  }

  /**
   * What came of a check, as members of an object that is open.
   *
   * @param texts in which a problem is said
   */
  public static void verification(JsonWriter json, Verification verification, Texts texts)
      throws IOException {
    json.name("good").value(verification.good());
    json.name("lines").value(verification.lines());
    json.name("head").value(verification.head());
    if (verification.firstBad() == 0) {
      json.name("firstBad").nullValue();
    } else {
      json.name("firstBad").value(verification.firstBad());
    }
    Text problem = verification.problem();
    json.name("problem").value(problem == null ? null : texts.say(problem));
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
