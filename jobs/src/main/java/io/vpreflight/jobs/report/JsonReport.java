// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.CheckRun;
import io.vpreflight.jobs.audit.FailedSource;
import io.vpreflight.jobs.audit.Finding;
import io.vpreflight.jobs.audit.Incompleteness;
import io.vpreflight.jobs.audit.NotObservable;
import io.vpreflight.jobs.audit.Pattern;
import io.vpreflight.jobs.audit.UndeterminedResult;
import io.vpreflight.jobs.audit.VmVerdict;
import io.vpreflight.jobs.check.Roles;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.tracking.DiskTracking;
import io.vpreflight.jobs.report.TrackedDisks.TrackedDisk;
import io.vpreflight.jobs.text.Problems;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.ObjectRef;
import io.vpreflight.vsphere.inventory.VCenter;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Writes an audit as JSON, as {@code docs/audit.schema.json} describes it. Keys never change with
 * the language; names are as vCenter stores them, for JSON can carry any.
 */
public final class JsonReport {
  /** Goes up when a reader of the one before would stumble. */
  public static final int SCHEMA_VERSION = 1;

  private final Tool tool;
  private final Texts texts;

  /** Writes texts in that language. */
  public JsonReport(Tool tool, Texts texts) {
    this.tool = tool;
    this.texts = texts;
  }

  /** Writes the whole audit; the writer stays open. */
  public void write(Audit audit, Writer out) throws IOException {
    write(audit, object -> true, out);
  }

  /**
   * Writes what the audit says of some objects, in the same shape: how the checks went, coverage
   * and the header stay those of the whole audit. The writer stays open.
   *
   * @param about the objects
   */
  public void write(Audit audit, Predicate<ObjectRef> about, Writer out) throws IOException {
    JsonWriter json = new JsonWriter(out);
    json.setFormattingStyle(FormattingStyle.PRETTY);
    json.setHtmlSafe(true);
    json.setSerializeNulls(true);
    json.beginObject();
    json.name("schemaVersion").value(SCHEMA_VERSION);
    json.name("tool").beginObject();
    json.name("name").value(tool.name()).name("version").value(tool.version()).endObject();
    header(json, audit);
    JsonParts.array(json, "checks", audit.runs(), this::run);
    JsonParts.array(
        json, "findings", only(audit.findings(), Finding::object, about), this::finding);
    JsonParts.array(
        json, "waived", only(audit.waived(), w -> w.finding().object(), about), this::waived);
    JsonParts.array(
        json,
        "undetermined",
        only(audit.undetermined(), UndeterminedResult::object, about),
        this::undetermined);
    JsonParts.array(json, "notObservable", audit.notObservable(), this::notObservable);
    JsonParts.array(
        json,
        "broke",
        audit.runs().stream().filter(run -> run.broke() != null).toList(),
        (j, run) ->
            j.beginObject()
                .name("check")
                .value(run.check())
                .name("error")
                .value(run.broke())
                .endObject());
    JsonParts.array(
        json, "verdicts", only(audit.verdicts().vms(), VmVerdict::object, about), this::verdict);
    JsonParts.counts(json, "notJudged", audit.verdicts().notJudged());
    JsonParts.array(
        json, "disks", only(TrackedDisks.of(audit), TrackedDisk::vm, about), JsonReport::disk);
    vms(json, audit, about);
    JsonParts.array(json, "coverage", audit.estate().scenes(), this::coverage);
    JsonParts.counts(json, "methods", JsonParts.sum(audit, Coverage::methods));
    JsonParts.counts(json, "unknownSchema", JsonParts.sum(audit, Coverage::unknownSchema));
    JsonParts.array(
        json,
        "unknownExamples",
        UnknownWord.of(audit).stream()
            .filter(word -> word.example() != null && about.test(word.known()))
            .toList(),
        JsonReport::unknownExample);
    json.endObject();
    json.flush();
  }

  private static void unknownExample(JsonWriter json, UnknownWord word) throws IOException {
    json.beginObject().name("what").value(word.what());
    JsonParts.object(json, "object", word.known());
    json.endObject();
  }

  private static <T> List<T> only(
      List<T> all, Function<T, ObjectRef> of, Predicate<ObjectRef> about) {
    return all.stream().filter(one -> about.test(of.apply(one))).toList();
  }

  private void header(JsonWriter json, Audit audit) throws IOException {
    json.name("audit").beginObject();
    json.name("id").value(audit.id());
    json.name("startedAt").value(audit.startedAt().toString());
    json.name("finishedAt").value(audit.finishedAt().toString());
    json.name("profile").value(audit.profile().id());
    json.name("complete").value(audit.incomplete().isEmpty());
    JsonParts.array(json, "incomplete", audit.incomplete(), this::incomplete);
    JsonParts.array(json, "notes", audit.notes(), (j, note) -> j.value(texts.say(note)));
    json.name("scope").beginObject();
    JsonParts.array(json, "include", audit.scope().include(), JsonReport::pattern);
    JsonParts.array(json, "exclude", audit.scope().exclude(), JsonReport::pattern);
    json.endObject();
    JsonParts.array(json, "vcenters", audit.estate().scenes(), this::vcenter);
    JsonParts.array(json, "failed", audit.failed(), this::failed);
    JsonParts.array(json, "comparedWith", audit.estate().remembered(), this::remembered);
    json.endObject();
  }

  private static void pattern(JsonWriter json, Pattern pattern) throws IOException {
    json.value(pattern.toString());
  }

  private void incomplete(JsonWriter json, Incompleteness reason) throws IOException {
    json.beginObject();
    json.name("cause").value(JsonParts.label(reason.cause()));
    json.name("text").value(texts.say(reason.text()));
    json.endObject();
  }

  private void failed(JsonWriter json, FailedSource source) throws IOException {
    json.beginObject();
    json.name("name").value(source.name());
    json.name("kind").value(JsonParts.label(source.problem().kind()));
    json.name("error").value(texts.say(Problems.of(source.name(), source.problem())));
    json.endObject();
  }

  private void remembered(JsonWriter json, Scene scene) throws IOException {
    VCenter vcenter = scene.inventory().vcenter();
    json.beginObject();
    json.name("instanceUuid").value(vcenter.instanceUuid());
    json.name("name").value(vcenter.name());
    json.name("collectedAt").value(vcenter.collectedAt().toString());
    json.endObject();
  }

  private void vcenter(JsonWriter json, Scene scene) throws IOException {
    VCenter vcenter = scene.inventory().vcenter();
    Coverage coverage = scene.inventory().coverage();
    json.beginObject();
    json.name("instanceUuid").value(vcenter.instanceUuid());
    json.name("name").value(vcenter.name());
    json.name("version").value(vcenter.about().version());
    json.name("build").value(vcenter.about().build());
    json.name("apiVersion").value(vcenter.apiVersion());
    json.name("collectedAt").value(vcenter.collectedAt().toString());
    json.name("clockOffset").value(vcenter.clockOffset().toString());
    json.name("asked").value(coverage.asked());
    json.name("got").value(coverage.got());
    json.name("missing").value(coverage.missing());
    json.name("gone").value(coverage.gone());
    json.name("calls").value(coverage.calls());
    json.name("bytes").value(coverage.bytes());
    Duration took = coverage.took();
    json.name("elapsed").value(took == null ? null : took.toString());
    json.endObject();
  }

  private void run(JsonWriter json, CheckRun run) throws IOException {
    json.beginObject();
    json.name("id").value(run.check());
    json.name("version").value(run.version());
    json.name("evaluated").value(run.evaluated());
    json.name("findings").value(run.findings());
    json.name("undetermined").value(run.undetermined());
    json.name("notObservable").value(run.notObservable());
    JsonParts.counts(json, "skipped", run.skippedByRole());
    json.name("elapsed").value(run.elapsed().toString());
    json.endObject();
  }

  private void finding(JsonWriter json, Finding finding) throws IOException {
    json.beginObject();
    findingFields(json, finding);
    json.endObject();
  }

  private void waived(JsonWriter json, Audit.WaivedFinding waived) throws IOException {
    json.beginObject();
    findingFields(json, waived.finding());
    json.name("waiver").beginObject();
    json.name("owner").value(waived.waiver().owner());
    json.name("reason").value(waived.waiver().reason());
    json.name("until").value(waived.waiver().until().toString());
    json.endObject().endObject();
  }

  private void findingFields(JsonWriter json, Finding finding) throws IOException {
    json.name("check").value(finding.check());
    json.name("checkVersion").value(finding.checkVersion());
    json.name("kind").value(finding.kind());
    json.name("severity").value(finding.severity().label());
    JsonParts.object(json, "object", finding.object());
    json.name("key").value(finding.key());
    json.name("summary").value(texts.say(finding.summary()));
    JsonParts.evidence(json, "evidence", finding.evidence());
    json.name("remedy").value(texts.say(finding.remedy()));
    json.name("errorIds").beginArray();
    for (String id : finding.errorIds()) {
      json.value(id);
    }
    json.endArray();
  }

  private void undetermined(JsonWriter json, UndeterminedResult unknown) throws IOException {
    json.beginObject();
    json.name("check").value(unknown.check());
    JsonParts.object(json, "object", unknown.object());
    json.name("key").value(unknown.key());
    json.name("reason").value(texts.say(unknown.reason()));
    json.endObject();
  }

  private void notObservable(JsonWriter json, NotObservable blind) throws IOException {
    json.beginObject();
    json.name("check").value(blind.check());
    json.name("count").value(blind.count());
    json.name("reason").value(texts.say(blind.reason()));
    json.endObject();
  }

  private void verdict(JsonWriter json, VmVerdict verdict) throws IOException {
    json.beginObject();
    JsonParts.object(json, "object", verdict.object());
    json.name("profile").value(verdict.profile());
    json.name("verdict").value(verdict.verdict().label());
    JsonParts.array(json, "reasons", verdict.reasons(), this::reason);
    json.endObject();
  }

  private void reason(JsonWriter json, VmVerdict.Reason reason) throws IOException {
    json.beginObject();
    json.name("found").value(reason.found());
    json.name("severity").value(reason.severity().label());
    json.name("check").value(reason.check());
    JsonParts.object(json, "object", reason.object());
    json.name("key").value(reason.key());
    json.name("text").value(texts.say(reason.text()));
    json.endObject();
  }

  private static void disk(JsonWriter json, TrackedDisk disk) throws IOException {
    DiskTracking tracking = disk.tracking();
    json.beginObject();
    JsonParts.object(json, "object", disk.vm());
    json.name("key").value(Integer.toString(tracking.key()));
    json.name("label").value(tracking.label());
    json.name("state").value(tracking.state().label());
    JsonParts.evidence(json, "evidence", tracking.evidence());
    json.endObject();
  }

  private void vms(JsonWriter json, Audit audit, Predicate<ObjectRef> about) throws IOException {
    json.name("vms").beginArray();
    for (Scene scene : audit.estate().scenes()) {
      for (VirtualMachine vm : scene.inventory().virtualMachines()) {
        ObjectRef object = scene.locations().refOf(vm.ref());
        if (!about.test(object)) {
          continue;
        }
        json.beginObject();
        JsonParts.object(json, "object", object);
        Roles.Role role = Roles.in(scene).of(vm);
        json.name("role").value(role.role().label());
        json.name("roleEvidence").beginObject();
        if (!role.property().isEmpty()) {
          json.name(role.property()).value(role.value());
        }
        json.endObject();
        json.name("instanceUuid").value(vm.config().instanceUuid());
        json.name("powerState").value(JsonParts.vim(vm.runtime().powerState()));
        json.name("connectionState").value(JsonParts.vim(vm.runtime().connectionState()));
        json.endObject();
      }
    }
    json.endArray();
  }

  private void coverage(JsonWriter json, Scene scene) throws IOException {
    Coverage coverage = scene.inventory().coverage();
    json.beginObject();
    json.name("vcenter").value(scene.inventory().vcenter().instanceUuid());
    json.name("view").value(JsonParts.label(coverage.view()));
    json.name("viewEvidence").beginObject();
    for (Map.Entry<String, String> entry : new TreeMap<>(coverage.viewEvidence()).entrySet()) {
      json.name(entry.getKey()).value(entry.getValue());
    }
    json.endObject();
    JsonParts.array(
        json,
        "unparsed",
        coverage.unparsed(),
        (j, u) ->
            j.beginObject()
                .name("type")
                .value(u.ref().type())
                .name("moId")
                .value(u.ref().moId())
                .name("reason")
                .value(u.reason())
                .endObject());
    json.endObject();
  }
}
