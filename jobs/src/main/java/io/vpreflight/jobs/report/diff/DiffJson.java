// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.diff;

import com.google.gson.FormattingStyle;
import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.report.JsonParts;
import io.vpreflight.jobs.report.diff.AuditDiff.Change;
import io.vpreflight.jobs.report.diff.AuditDiff.Changed;
import io.vpreflight.jobs.report.diff.AuditDiff.Silence;
import io.vpreflight.jobs.report.diff.AuditDiff.Verdict;
import io.vpreflight.jobs.report.diff.PastAudit.Answer;
import io.vpreflight.jobs.report.diff.PastAudit.Question;
import io.vpreflight.jobs.report.diff.PastAudits.Named;
import java.io.IOException;
import java.io.Writer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes what changed as JSON, and reads it back. Keys do not change with the language. */
public final class DiffJson {
  private static final int SCHEMA = 1;

  private DiffJson() {}

  /** Writes all of it; the writer stays open. */
  public static void write(AuditDiff diff, Writer out) throws IOException {
    JsonWriter json = new JsonWriter(out);
    json.setFormattingStyle(FormattingStyle.PRETTY);
    json.setHtmlSafe(true);
    json.setSerializeNulls(true);
    json.beginObject();
    json.name("schemaVersion").value(SCHEMA);
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

  /**
   * What {@link #write} has written.
   *
   * @return null when it is something else
   */
  public static @Nullable AuditDiff read(String json) {
    try {
      Written said = new Gson().fromJson(json, Written.class);
      return said == null || said.schemaVersion != SCHEMA ? null : said.diff();
    } catch (JsonParseException
        | DateTimeException
        | NullPointerException
        | IllegalArgumentException e) {
      return null; // something is missing, or is no such thing
    }
  }

  private record Written(
      int schemaVersion,
      Head from,
      Head to,
      List<One> findings,
      List<Judged> verdicts,
      List<Named> appeared,
      List<Named> gone) {
    AuditDiff diff() {
      return new AuditDiff(
          from.audit(),
          to.audit(),
          findings.stream().map(One::changed).toList(),
          verdicts.stream().map(Judged::verdict).toList(),
          appeared.stream().map(Named::ref).toList(),
          gone.stream().map(Named::ref).toList());
    }
  }

  /** Of the audits themselves no more is written. */
  private record Head(String id, String startedAt, String profile, boolean complete) {
    PastAudit audit() {
      return new PastAudit(
          Objects.requireNonNull(id),
          Instant.parse(startedAt),
          Objects.requireNonNull(profile),
          complete,
          Set.of(),
          Set.of(),
          Map.of(),
          Set.of(),
          Set.of(),
          Map.of(),
          Set.of());
    }
  }

  private record One(
      String change,
      String check,
      String kind,
      String severity,
      @Nullable String was,
      @Nullable String notLooked,
      Named object,
      String key,
      String summary) {
    Changed changed() {
      return new Changed(
          Change.valueOf(constant(change)),
          new Question(Objects.requireNonNull(check), object.ref(), Objects.requireNonNull(key)),
          new Answer(kind, Severity.of(severity), Objects.requireNonNull(summary)),
          was == null ? null : Severity.of(was),
          notLooked == null ? null : Silence.valueOf(constant(notLooked)));
    }

    private static String constant(String label) {
      return label.toUpperCase(Locale.ROOT).replace('-', '_');
    }
  }

  private record Judged(Named object, String was, String now) {
    Verdict verdict() {
      return new Verdict(object.ref(), Objects.requireNonNull(was), Objects.requireNonNull(now));
    }
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
