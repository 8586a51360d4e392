// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.ShellWords;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanStep;
import io.vpreflight.jobs.repair.plan.PlanTarget;
import io.vpreflight.jobs.repair.run.Ending;
import io.vpreflight.jobs.service.PlanDesk;
import io.vpreflight.jobs.service.PlanEntry;
import io.vpreflight.jobs.store.Approval;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.StoredPlan;
import io.vpreflight.jobs.text.Names;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.terminal.Console;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One plan for a person: where each of its machines is, and the next command. */
final class PlanLines {
  private static final Set<String> BROKEN_OFF = Set.of("interrupted", "parked");

  private final Console console;
  private final Texts texts;
  private final String again;
  private final String toRun;

  /**
   * Writes on that console.
   *
   * @param again what the next command says besides, with a blank before it
   * @param toRun the same for one that speaks to a vCenter
   */
  PlanLines(Console console, String again, String toRun) {
    this.console = console;
    this.again = again;
    this.toRun = toRun;
    texts = console.texts();
  }

  private record Row(String name, String state, String rest, boolean finished) {}

  /**
   * Writes it.
   *
   * @param state key of what is said of the state of the whole plan
   */
  void write(PlanEntry entry, String state) {
    StoredPlan plan = entry.plan();
    Approval approval = entry.approval();
    Map<String, JournalEntry> last = entry.operations();
    String digest = PlanFile.shortened(plan.digest());
    console
        .out()
        .println(
            texts.say(
                "repair.line",
                console.style().bold(digest),
                texts.say("plan.kind." + plan.kind()),
                texts.say("repair.state." + state)));
    say("repair.line-made", plan.planner(), plan.createdAt(), plan.expiresAt());
    if (approval != null) {
      say(
          approval.authenticated() ? "repair.line-approved-known" : "repair.line-approved",
          approval.approver(),
          approval.at(),
          approval.reason());
    }
    List<Row> rows = rows(plan, last);
    if (!last.isEmpty() && !rows.isEmpty()) {
      say("repair.line-finished", rows.stream().filter(Row::finished).count(), rows.size());
    }
    table(rows);
    Instant goesOnAt = entry.goesOnAt();
    if (goesOnAt != null && BROKEN_OFF.contains(state)) {
      say(
          "repair.goes-on",
          goesOnAt,
          digest,
          new ShellWords(again),
          new ShellWords(Typed.itself()));
      return;
    }
    if (texts.has("repair.next." + state)) {
      say(
          "repair.next." + state,
          digest,
          new ShellWords(again),
          new ShellWords(toRun),
          new ShellWords(Typed.itself()));
    }
  }

  private void say(String key, Object... args) {
    console.out().println("  " + texts.say(key, args));
  }

  private List<Row> rows(StoredPlan plan, Map<String, JournalEntry> last) {
    List<PlanTarget> targets = targets(plan);
    List<Row> rows = new ArrayList<>();
    for (PlanTarget target : targets) {
      JournalEntry line = null;
      for (JournalEntry each : last.values()) {
        line = each.object().equals(target.object().ref().toString()) ? each : line;
      }
      String name = Names.shown(target.object().name());
      if (line == null) {
        rows.add(new Row(name, texts.say("repair.at.nothing"), "", false));
      } else {
        Ending ending = Ending.of(List.of(line));
        boolean finished = ending != null && !ending.outcome().isOpen();
        rows.add(new Row(name, state(target, line), rest(line), finished));
      }
    }
    return rows;
  }

  private static List<PlanTarget> targets(StoredPlan plan) {
    try {
      return PlanDesk.file(plan).plan().repaired();
    } catch (PlanException e) {
      return List.of(); // of another version: what the store says of it is still true
    }
  }

  private String state(PlanTarget target, JournalEntry line) {
    Ending ending = Ending.of(List.of(line));
    if (ending != null) {
      return texts.say("repair.outcome." + ending.outcome().id());
    }
    String where = texts.say("repair.at." + line.event().name().toLowerCase(Locale.ROOT));
    if (line.step().isEmpty()) {
      return where;
    }
    String action =
        target.steps().stream()
            .filter(step -> step.id().equals(line.step()))
            .map(PlanStep::action)
            .findFirst()
            .map(known -> " " + texts.say("repair.step." + known.label()))
            .orElse("");
    return texts.say("repair.stands", line.step() + action, where);
  }

  private String rest(JournalEntry line) {
    String rest = texts.say("repair.line-operation", line.at(), line.operationId());
    Ending ending = line.event() == JournalEvent.PARKED ? Ending.of(List.of(line)) : null;
    Text reason = ending == null || !ending.hasReason() ? null : ending.reason();
    return reason == null ? rest : rest + "\n      " + texts.say(reason);
  }

  private void table(List<Row> rows) {
    int name = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
    int state = rows.stream().mapToInt(row -> row.state().length()).max().orElse(0);
    for (Row row : rows) {
      String line =
          "    " + padded(row.name(), name) + "  " + padded(row.state(), state) + "  " + row.rest();
      console.out().println(line.stripTrailing());
    }
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
