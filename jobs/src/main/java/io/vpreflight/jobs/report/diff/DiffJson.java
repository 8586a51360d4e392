// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.diff;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.report.JsonParts;
import io.vpreflight.jobs.report.diff.AuditDiff.Changed;
import io.vpreflight.jobs.report.diff.AuditDiff.Silence;
import io.vpreflight.jobs.report.diff.AuditDiff.Verdict;
import java.io.IOException;
import java.io.Writer;

/** Writes what changed as JSON. Keys do not change with the language. */
public final class DiffJson {
  private DiffJson() {}

  /** Writes all of it; the writer stays open. */
  public static void write(AuditDiff diff, Writer out) throws IOException {
    JsonWriter json = new JsonWriter(out);
    json.setFormattingStyle(FormattingStyle.PRETTY);
    json.setHtmlSafe(true);
    json.setSerializeNulls(true);
    json.beginObject();
    json.name("schemaVersion").value(1);
    audit(json, "from", diff.from());
    audit(json, "to", diff.to());
    JsonParts.array(json, "findings", diff.findings(), DiffJson::finding);
    JsonParts.array(json, "verdicts", diff.verdicts(), DiffJson::verdict);
    JsonParts.array(json, "appeared", diff.appeared(), JsonParts::object);
    JsonParts.array(json, "gone", diff.gone(), JsonParts::object);
    json.endObject();
    json.flush();
    out.write('\n');
  }

  private static void audit(JsonWriter json, String name, PastAudit audit) throws IOException {
    json.name(name).beginObject();
    json.name("id").value(audit.id());
    json.name("startedAt").value(audit.startedAt().toString());
    json.name("profile").value(audit.profile());
    json.name("complete").value(audit.complete()).endObject();
  }

  private static void finding(JsonWriter json, Changed one) throws IOException {
    Severity was = one.was();
    Silence silence = one.silence();
    json.beginObject();
    json.name("change").value(JsonParts.label(one.change()));
    json.name("check").value(one.question().check());
    json.name("kind").value(one.answer().kind());
    json.name("severity").value(one.answer().severity().label());
    json.name("was").value(was == null ? null : was.label());
    json.name("notLooked").value(silence == null ? null : JsonParts.label(silence));
    JsonParts.object(json.name("object"), one.question().object());
    json.name("key").value(one.question().key());
    json.name("summary").value(one.answer().summary()).endObject();
  }

  private static void verdict(JsonWriter json, Verdict one) throws IOException {
    json.beginObject();
    JsonParts.object(json.name("object"), one.object());
    json.name("was").value(one.was());
    json.name("now").value(one.now()).endObject();
  }
}
