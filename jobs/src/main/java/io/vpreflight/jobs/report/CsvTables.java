// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report;

import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.CheckRun;
import io.vpreflight.jobs.audit.FailedSource;
import io.vpreflight.jobs.audit.Finding;
import io.vpreflight.jobs.audit.UndeterminedResult;
import io.vpreflight.jobs.audit.VmVerdict;
import io.vpreflight.jobs.audit.Waiver;
import io.vpreflight.jobs.check.Roles;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.tracking.DiskTracking;
import io.vpreflight.jobs.report.TrackedDisks.TrackedDisk;
import io.vpreflight.jobs.text.Problems;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.ObjectRef;
import io.vpreflight.vsphere.inventory.VCenter;
import io.vpreflight.vsphere.inventory.VimConstant;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tables of an audit, by name; the columns are those of the JSON report where both have them.
 */
final class CsvTables {
  private final Audit audit;
  private final Texts texts;
  private final Map<String, String> vcenters = new HashMap<>();

  CsvTables(Audit audit, Texts texts) {
    this.audit = audit;
    this.texts = texts;
    for (Scene scene : audit.estate().scenes()) {
      VCenter vcenter = scene.inventory().vcenter();
      vcenters.put(vcenter.instanceUuid(), vcenter.name());
    }
  }

  Map<String, CsvTable> all() {
    Map<String, CsvTable> tables = new LinkedHashMap<>();
    tables.put("findings", findings());
    tables.put("undetermined", undetermined());
    tables.put("vms", vms());
    tables.put("disks", disks());
    tables.put("checks", checks());
    tables.put("coverage", coverage());
    tables.put("audit", audit());
    tables.put("not-observable", notObservable());
    tables.put("methods", counts("method calls", JsonParts.sum(audit, Coverage::methods)));
    tables.put(
        "unknown-schema", counts("name count", JsonParts.sum(audit, Coverage::unknownSchema)));
    return tables;
  }

  private CsvTable findings() {
    CsvTable table =
        new CsvTable(
            "status severity check checkVersion kind vcenter vcenterName type moId name "
                + "path key summary evidence remedy errorIds owner reason until");
    audit.findings().forEach(finding -> finding(table, finding, null));
    audit.waived().forEach(waived -> finding(table, waived.finding(), waived.waiver()));
    return table;
  }

  private void finding(CsvTable table, Finding finding, @Nullable Waiver waiver) {
    ObjectRef object = finding.object();
    table.add(
        waiver == null ? "open" : "waived",
        finding.severity().label(),
        finding.check(),
        finding.checkVersion(),
        finding.kind(),
        object.vcenter(),
        vcenters.get(object.vcenter()),
        object.ref().type(),
        object.ref().moId(),
        object.name(),
        object.path(),
        finding.key(),
        texts.say(finding.summary()),
        json(finding.evidence()),
        texts.say(finding.remedy()),
        String.join(" ", finding.errorIds()),
        waiver == null ? null : waiver.owner(),
        waiver == null ? null : waiver.reason(),
        waiver == null ? null : waiver.until());
  }

  private CsvTable undetermined() {
    CsvTable table = new CsvTable("check vcenter vcenterName type moId name path key reason");
    for (UndeterminedResult unknown : audit.undetermined()) {
      ObjectRef object = unknown.object();
      table.add(
          unknown.check(),
          object.vcenter(),
          vcenters.get(object.vcenter()),
          object.ref().type(),
          object.ref().moId(),
          object.name(),
          object.path(),
          unknown.key(),
          texts.say(unknown.reason()));
    }
    return table;
  }

  private CsvTable vms() {
    CsvTable table =
        new CsvTable(
            "vcenter vcenterName moId name path host role powerState connectionState "
                + "instanceUuid biosUuid findings worst undetermined verdict reasons");
    Map<ObjectRef, Integer> findings = new HashMap<>();
    Map<ObjectRef, Severity> worst = new HashMap<>();
    for (Finding finding : audit.findings()) {
      findings.merge(finding.object(), 1, Integer::sum);
      worst.merge(finding.object(), finding.severity(), (a, b) -> a.atLeast(b) ? a : b);
    }
    Map<ObjectRef, Long> unknown =
        audit.undetermined().stream()
            .collect(Collectors.groupingBy(UndeterminedResult::object, Collectors.counting()));
    Map<ObjectRef, VmVerdict> verdicts = new HashMap<>();
    audit.verdicts().vms().forEach(verdict -> verdicts.put(verdict.object(), verdict));
    for (Scene scene : audit.estate().scenes()) {
      for (VirtualMachine vm : scene.inventory().virtualMachines()) {
        ObjectRef object = scene.locations().refOf(vm.ref());
        Host host = scene.locations().host(vm.runtime().host());
        Severity severity = worst.get(object);
        VmVerdict verdict = verdicts.get(object);
        table.add(
            object.vcenter(),
            vcenters.get(object.vcenter()),
            object.ref().moId(),
            object.name(),
            object.path(),
            host == null ? null : host.name(),
            Roles.in(scene).of(vm).role().label(),
            vim(vm.runtime().powerState()),
            vim(vm.runtime().connectionState()),
            vm.config().instanceUuid(),
            vm.config().uuid(),
            findings.getOrDefault(object, 0),
            severity == null ? null : severity.label(),
            unknown.getOrDefault(object, 0L),
            verdict == null ? null : verdict.verdict().label(),
            verdict == null ? null : reasons(verdict));
      }
    }
    return table;
  }

  private CsvTable disks() {
    CsvTable table =
        new CsvTable(
            "vcenter vcenterName moId name path key label capacityInBytes fileName state "
                + "evidence");
    for (TrackedDisk disk : TrackedDisks.of(audit)) {
      ObjectRef vm = disk.vm();
      DiskTracking tracking = disk.tracking();
      table.add(
          vm.vcenter(),
          vcenters.get(vm.vcenter()),
          vm.ref().moId(),
          vm.name(),
          vm.path(),
          tracking.key(),
          tracking.label(),
          tracking.disk().capacityInBytes(),
          tracking.disk().backing().fileName(),
          tracking.state().label(),
          json(tracking.evidence()));
    }
    return table;
  }

  private String reasons(VmVerdict verdict) {
    return verdict.reasons().stream()
        .map(reason -> texts.say(reason.text()))
        .distinct()
        .collect(Collectors.joining(" | "));
  }

  private CsvTable checks() {
    CsvTable table =
        new CsvTable(
            "check version title evaluated findings undetermined notObservable skipped "
                + "elapsedMicros broke");
    for (CheckRun run : audit.runs()) {
      table.add(
          run.check(),
          run.version(),
          texts.title(run.check()),
          run.evaluated(),
          run.findings(),
          run.undetermined(),
          run.notObservable(),
          json(new TreeMap<>(run.skippedByRole())),
          run.elapsed().toNanos() / 1000,
          run.broke());
    }
    return table;
  }

  private CsvTable coverage() {
    CsvTable table =
        new CsvTable(
            "vcenter vcenterName version build apiVersion collectedAt clockOffsetMillis "
                + "view asked got missing gone unparsed calls bytes error");
    for (Scene scene : audit.estate().scenes()) {
      VCenter vcenter = scene.inventory().vcenter();
      Coverage coverage = scene.inventory().coverage();
      table.add(
          vcenter.instanceUuid(),
          vcenter.name(),
          vcenter.about().version(),
          vcenter.about().build(),
          vcenter.apiVersion(),
          vcenter.collectedAt(),
          vcenter.clockOffset().toMillis(),
          coverage.view().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          coverage.asked(),
          coverage.got(),
          coverage.missing(),
          coverage.gone(),
          coverage.unparsed().size(),
          coverage.calls(),
          coverage.bytes(),
          null);
    }
    for (FailedSource failed : audit.failed()) {
      table.add(
          null,
          failed.name(),
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          texts.say(Problems.of(failed.name(), failed.problem())));
    }
    return table;
  }

  /** What holds for the audit as a whole, and why it is not whole. */
  private CsvTable audit() {
    CsvTable table = new CsvTable("key value");
    table.add("id", audit.id());
    table.add("profile", audit.profile().id());
    table.add("startedAt", audit.startedAt());
    table.add("finishedAt", audit.finishedAt());
    table.add("complete", audit.incomplete().isEmpty());
    audit.incomplete().forEach(one -> table.add("incomplete", texts.say(one.text())));
    audit.notes().forEach(note -> table.add("note", texts.say(note)));
    audit.scope().include().forEach(pattern -> table.add("include", pattern.toString()));
    audit.scope().exclude().forEach(pattern -> table.add("exclude", pattern.toString()));
    new TreeMap<>(audit.verdicts().notJudged())
        .forEach((role, count) -> table.add("notJudged." + role, count));
    return table;
  }

  private CsvTable notObservable() {
    CsvTable table = new CsvTable("check title count reason");
    audit
        .notObservable()
        .forEach(
            one ->
                table.add(
                    one.check(), texts.title(one.check()), one.count(), texts.say(one.reason())));
    return table;
  }

  private static CsvTable counts(String columns, Map<String, Integer> counts) {
    CsvTable table = new CsvTable(columns);
    new TreeMap<>(counts).forEach(table::add);
    return table;
  }

  /** On one line, and exact: a program can read it again. */
  private static String json(Map<String, ?> values) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      for (Map.Entry<String, ?> entry : values.entrySet()) {
        json.name(entry.getKey());
        JsonParts.evidence(json, entry.getValue());
      }
      json.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static @Nullable String vim(@Nullable VimConstant constant) {
    return constant == null ? null : constant.vim();
  }
}
