// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.diff;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.report.JsonReport;
import io.vpreflight.jobs.report.diff.PastAudit.Answer;
import io.vpreflight.jobs.report.diff.PastAudit.Question;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.ObjectRef;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads reports in JSON back. Keys that it does not know are passed over. */
public final class PastAudits {
  private PastAudits() {}

  /**
   * The audit of that report.
   *
   * @return null when the file is no such report, or one of another schema version
   */
  public static @Nullable PastAudit read(Path file) throws IOException {
    try (Reader in = Files.newBufferedReader(file)) {
      return read(in);
    }
  }

  /** The same of a report that is not in a file. */
  public static @Nullable PastAudit read(Reader in) {
    try {
      Report report = new Gson().fromJson(in, Report.class);
      return report == null || report.schemaVersion != JsonReport.SCHEMA_VERSION
          ? null
          : report.past();
    } catch (JsonParseException
        | DateTimeException
        | NullPointerException
        | IllegalArgumentException e) {
      return null; // something is missing, or is no such thing: no report of ours
    }
  }

  private record Report(
      int schemaVersion,
      Header audit,
      List<Run> checks,
      List<Found> findings,
      List<Found> waived,
      List<Found> undetermined,
      List<Run> broke,
      List<Judged> verdicts,
      List<Machine> vms) {
    PastAudit past() {
      Set<String> ran = new HashSet<>();
      checks.forEach(check -> ran.add(Objects.requireNonNull(check.id)));
      broke.forEach(check -> ran.remove(Objects.requireNonNull(check.check)));
      Map<Question, Answer> found = new HashMap<>();
      findings.forEach(finding -> found.put(finding.question(), finding.answer()));
      Map<ObjectRef, String> judged = new HashMap<>();
      verdicts.forEach(one -> judged.put(one.object.ref(), one.verdict));
      Set<ObjectRef> machines = new HashSet<>();
      vms.forEach(vm -> machines.add(vm.object.ref()));
      Set<String> read = new HashSet<>();
      audit.vcenters.forEach(vcenter -> read.add(vcenter.instanceUuid));
      return new PastAudit(
          Objects.requireNonNull(audit.id),
          Instant.parse(audit.startedAt),
          Objects.requireNonNull(audit.profile),
          audit.complete,
          read,
          ran,
          found,
          questions(waived),
          questions(undetermined),
          judged,
          machines);
    }

    private static Set<Question> questions(List<Found> all) {
      Set<Question> questions = new HashSet<>();
      all.forEach(one -> questions.add(one.question()));
      return questions;
    }
  }

  private record Header(
      String id, String startedAt, String profile, boolean complete, List<VCenter> vcenters) {}

  private record VCenter(String instanceUuid) {}

  private record Run(@Nullable String id, @Nullable String check) {}

  /** An object of a vCenter, as {@code JsonParts} writes it. */
  record Named(String vcenter, String type, String moId, String name, String path) {
    ObjectRef ref() {
      return new ObjectRef(vcenter, new MoRef(type, moId), name, path);
    }
  }

  private record Found(
      String check, Named object, String key, String kind, String severity, String summary) {
    Question question() {
      return new Question(Objects.requireNonNull(check), object.ref(), Objects.requireNonNull(key));
    }

    Answer answer() {
      return new Answer(kind, Severity.of(severity), summary);
    }
  }

  private record Judged(Named object, String verdict) {}

  private record Machine(Named object) {}
}
