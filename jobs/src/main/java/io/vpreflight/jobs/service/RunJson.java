// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanState;
import io.vpreflight.jobs.repair.plan.PlanTarget;
import io.vpreflight.jobs.repair.run.Ending;
import io.vpreflight.jobs.repair.run.Operation;
import io.vpreflight.jobs.repair.run.RepairRunner;
import io.vpreflight.jobs.repair.run.Unfinished;
import io.vpreflight.jobs.store.Journal;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.text.Texts;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs of plans as JSON: how one ended, and how one stands that is under way. */
public final class RunJson {
  private RunJson() {}

  /**
   * How a run ended, as members of an object that is open.
   *
   * @param again makes of a command of ours the one that finds the same store
   */
  public static void result(
      JsonWriter json, RepairRunner.Result result, Texts texts, UnaryOperator<String> again)
      throws IOException {
    json.name("good").value(result.isGood());
    json.name("stopped");
    PlanJson.text(json, result.stopped(), texts);
    json.name("targets").beginArray();
    for (Map.Entry<Operation, Ending> one : result.endings().entrySet()) {
      Operation operation = one.getKey();
      json.beginObject();
      named(json, operation.id(), operation.target());
      ending(json, one.getValue(), texts, again);
      json.endObject();
    }
    json.endArray();
  }

  /**
   * How a plan stands, machine by machine, by what the journal tells.
   *
   * @param live what this process knows besides; null when it has not carried it out
   * @param transcript of a rehearsal; null when there is none
   */
  public static void state(
      PlanEntry entry,
      PlanFile plan,
      Journal journal,
      @Nullable LiveRun live,
      @Nullable Path transcript,
      Texts texts,
      Writer out)
      throws IOException {
    List<JournalEntry> lines = journal.ofPlan(plan.digest());
    JournalEntry started =
        lines.stream()
            .filter(line -> line.event() == JournalEvent.STARTED && line.operationId().isEmpty())
            .findFirst()
            .orElse(null);
    List<Row> rows = rows(plan, journal, live);
    JsonWriter json = ServiceJson.begin(out);
    json.name("plan").value(plan.digest());
    json.name("kind").value(plan.plan().kind().label());
    json.name("vcenter").value(plan.plan().vcenter().instanceUuid());
    json.name("state").value(entry.state());
    json.name("startedAt").value(started == null ? null : started.at().toString());
    json.name("by").value(started == null ? null : started.details().get("by"));
    json.name("reason").value(started == null ? null : started.details().get("reason"));
    json.name("good");
    if (entry.plan().state().equals(PlanState.FINISHED.name())) {
      json.value(rows.stream().allMatch(row -> isGood(row.ending())));
    } else {
      json.nullValue();
    }
    json.name("stopped");
    PlanJson.text(json, live == null ? null : live.stopped(), texts);
    json.name("problem");
    LiveRun.Trouble trouble = live == null ? null : live.trouble();
    PlanJson.text(json, trouble == null ? null : trouble.text(), texts);
    Instant goesOnAt = entry.waitsUntil();
    json.name("goesOnAt").value(goesOnAt == null ? null : goesOnAt.toString());
    json.name("transcript").value(transcript == null ? null : transcript.toString());
    json.name("targets").beginArray();
    for (Row row : rows) {
      json.beginObject();
      target(json, row, live, texts);
      json.endObject();
    }
    json.endArray();
    ServiceJson.end(json, out);
  }

  /**
   * One machine of a plan.
   *
   * @param id of its operation; null before it was begun
   * @param last line of the journal about it
   * @param ending null before it has one
   */
  private record Row(
      PlanTarget target,
      @Nullable String id,
      @Nullable JournalEntry last,
      @Nullable Ending ending) {}

  private static List<Row> rows(PlanFile plan, Journal journal, @Nullable LiveRun live) {
    Map<String, Unfinished.Begun> begun = Unfinished.ofPlan(journal, plan.digest());
    List<Row> rows = new ArrayList<>();
    for (PlanTarget target : plan.plan().repaired()) {
      Unfinished.Begun one = begun.get(target.object().ref().toString());
      List<JournalEntry> lines = one == null ? List.of() : journal.of(one.id());
      if (lines.isEmpty()) {
        // Of what was not begun only the run itself knows why.
        Map.Entry<Operation, Ending> told =
            live == null ? null : live.ending(target.object().ref().toString()).orElse(null);
        rows.add(
            told == null
                ? new Row(target, null, null, null)
                : new Row(target, told.getKey().id(), null, told.getValue()));
      } else {
        JournalEntry last = lines.get(lines.size() - 1);
        rows.add(new Row(target, last.operationId(), last, Ending.of(lines)));
      }
    }
    return rows;
  }

  private static boolean isGood(@Nullable Ending ending) {
    return ending != null && ending.outcome().isGood();
  }

  private static void target(JsonWriter json, Row row, @Nullable LiveRun live, Texts texts)
      throws IOException {
    named(json, row.id(), row.target());
    Ending ending = row.ending();
    if (ending != null) {
      ending(json, ending, texts, UnaryOperator.identity());
    } else {
      json.name("outcome").nullValue();
      json.name("reason").nullValue();
      json.name("left").beginArray().endArray();
      json.name("commands").beginArray().endArray();
    }
    JournalEntry last = row.last();
    json.name("event").value(last == null ? null : last.event().name());
    json.name("step").value(last == null ? null : last.step());
    json.name("at").value(last == null ? null : last.at().toString());
    LiveRun.At at =
        live == null ? null : live.at(row.target().object().ref().toString()).orElse(null);
    json.name("progress");
    if (at == null) {
      json.nullValue();
      return;
    }
    json.beginObject();
    json.name("step").value(at.step());
    json.name("phase").value(at.phase().name().toLowerCase(Locale.ROOT));
    json.name("percent").value(at.percent());
    json.name("note");
    PlanJson.text(json, at.note(), texts);
    json.endObject();
  }

  private static void named(JsonWriter json, @Nullable String id, PlanTarget target)
      throws IOException {
    json.name("operationId").value(id);
    json.name("name").value(target.object().name());
    json.name("moId").value(target.object().ref().moId());
  }

  private static void ending(
      JsonWriter json, Ending ending, Texts texts, UnaryOperator<String> again) throws IOException {
    json.name("outcome").value(ending.outcome().id());
    json.name("reason");
    PlanJson.text(json, ending.hasReason() ? ending.reason() : null, texts);
    json.name("left").beginArray();
    for (Text left : ending.left()) {
      json.value(texts.say(left));
    }
    json.endArray();
    json.name("commands").beginArray();
    for (String command : ending.commands()) {
      json.value(again.apply(command));
    }
    json.endArray();
  }
}
