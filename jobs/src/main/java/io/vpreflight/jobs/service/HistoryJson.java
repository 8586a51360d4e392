// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.FindingHistory;
import io.vpreflight.jobs.store.HeldFinding;
import io.vpreflight.jobs.store.SeenFinding;
import io.vpreflight.jobs.store.StoredAudit;
import io.vpreflight.jobs.text.Texts;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Audits and findings as JSON: the same on the command line and over HTTP. */
public final class HistoryJson {
  private HistoryJson() {}

  /**
   * A page of audits.
   *
   * @param texts in which is said why one is not whole
   */
  public static void audits(Page<Audits.Entry> page, Texts texts, Writer out) throws IOException {
    JsonWriter json = ServiceJson.begin(out);
    json.name("audits").beginArray();
    for (Audits.Entry entry : page.rows()) {
      json.beginObject();
      audit(json, entry, texts);
      json.endObject();
    }
    json.endArray();
    json.name("next").value(page.next());
    ServiceJson.end(json, out);
  }

  /**
   * One audit.
   *
   * @param reports names of its report files
   * @param texts in which is said why it is not whole
   */
  public static void audit(Audits.Entry entry, List<String> reports, Texts texts, Writer out)
      throws IOException {
    JsonWriter json = ServiceJson.begin(out);
    audit(json, entry, texts);
    json.name("reports").beginArray();
    for (String report : reports) {
      json.value(report);
    }
    json.endArray();
    ServiceJson.end(json, out);
  }

  private static void audit(JsonWriter json, Audits.Entry entry, Texts texts) throws IOException {
    StoredAudit audit = entry.audit();
    json.name("id").value(audit.id());
    json.name("schedule").value(audit.schedule());
    json.name("profile").value(audit.profile());
    json.name("startedAt").value(audit.startedAt().toString());
    json.name("finishedAt").value(audit.finishedAt().toString());
    json.name("complete").value(audit.complete());
    json.name("incomplete").beginArray();
    for (StoredAudit.Reason why : audit.incomplete()) {
      json.beginObject();
      json.name("cause").value(why.cause());
      json.name("text").value(texts.say(why.text()));
      json.endObject();
    }
    json.endArray();
    json.name("virtualMachines").value(audit.counts().vms());
    json.name("critical").value(audit.counts().critical());
    json.name("error").value(audit.counts().error());
    json.name("warning").value(audit.counts().warning());
    json.name("info").value(audit.counts().info());
    json.name("undetermined").value(audit.counts().undetermined());
    json.name("newFindings").value(entry.news());
    json.name("resolvedFindings").value(entry.resolved());
    json.name("report").value(audit.report());
  }

  /**
   * A page of findings.
   *
   * @param texts in which titles are said
   */
  public static void findings(Page<HeldFinding> page, Texts texts, Writer out) throws IOException {
    JsonWriter json = ServiceJson.begin(out);
    json.name("findings").beginArray();
    for (HeldFinding held : page.rows()) {
      finding(json, held, texts);
    }
    json.endArray();
    json.name("next").value(page.next());
    ServiceJson.end(json, out);
  }

  private static void finding(JsonWriter json, HeldFinding held, Texts texts) throws IOException {
    FindingHistory history = held.history();
    SeenFinding finding = history.finding();
    json.beginObject();
    json.name("schedule").value(held.schedule());
    json.name("check").value(finding.check());
    json.name("title").value(texts.title(finding.check()));
    json.name("severity").value(finding.severity().toLowerCase(Locale.ROOT));
    json.name("vcenter").value(finding.vcenter());
    json.name("vcenterName").value(held.vcenterName());
    json.name("object").value(finding.object());
    json.name("name").value(finding.name());
    json.name("path").value(finding.path());
    json.name("key").value(finding.part());
    json.name("firstSeenAt").value(history.firstSeenAt().toString());
    json.name("lastSeenAt").value(history.lastSeenAt().toString());
    json.name("resolvedAt").value(text(history.resolvedAt()));
    json.name("timesBack").value(history.timesBack());
    json.name("notCheckedSince").value(text(held.notCheckedSince()));
    json.endObject();
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }
}
