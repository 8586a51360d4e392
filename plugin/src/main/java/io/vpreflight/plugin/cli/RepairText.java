// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vpreflight.jobs.check.ShellWords;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.run.RepairOutcome;
import io.vpreflight.jobs.repair.run.RepairRunner;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.terminal.Console;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What repairs come to, for a person. */
final class RepairText {
  private final PrintWriter out;
  private final Texts texts;
  private final Again state;

  /**
   * Writes on that console.
   *
   * @param state where the store is, for the next command
   */
  RepairText(Console console, Again state) {
    this.state = state;
    out = console.out();
    texts = console.texts();
  }

  /** How one object ended, in words but for its outcome. */
  private record Line(
      String name,
      String outcome,
      String operation,
      @Nullable String reason,
      List<String> left,
      List<String> commands) {}

  /** How a run ended: one line a machine, what is left below it. */
  void result(PlanFile plan, RepairRunner.Result result) {
    List<Line> lines = new ArrayList<>();
    result
        .endings()
        .forEach(
            (operation, ending) ->
                lines.add(
                    new Line(
                        operation.name(),
                        ending.outcome().id(),
                        operation.id(),
                        ending.hasReason() ? texts.say(ending.reason()) : null,
                        ending.left().stream().map(texts::say).toList(),
                        ending.commands())));
    Text stopped = result.stopped();
    write(plan, lines, stopped == null ? null : texts.say(stopped));
  }

  /** How a run ended that a service carried out, as it told it. */
  void result(PlanFile plan, JsonObject run) {
    List<Line> lines = new ArrayList<>();
    for (JsonElement each : run.getAsJsonArray("targets")) {
      JsonObject target = each.getAsJsonObject();
      lines.add(
          new Line(
              target.get("name").getAsString(),
              target.get("outcome").isJsonNull()
                  ? RepairOutcome.UNTOUCHED.id()
                  : target.get("outcome").getAsString(),
              target.get("operationId").isJsonNull()
                  ? "-"
                  : target.get("operationId").getAsString(),
              said(target.get("reason")),
              words(target.getAsJsonArray("left")),
              words(target.getAsJsonArray("commands"))));
    }
    write(plan, lines, said(run.get("stopped")));
  }

  private static @Nullable String said(JsonElement text) {
    return text.isJsonNull() ? null : text.getAsJsonObject().get("text").getAsString();
  }

  private static List<String> words(JsonArray words) {
    List<String> all = new ArrayList<>();
    words.forEach(word -> all.add(word.getAsString()));
    return all;
  }

  private void write(PlanFile plan, List<Line> lines, @Nullable String stopped) {
    out.println();
    for (Line line : lines) {
      Text outcome = Text.of("repair.outcome." + line.outcome());
      out.println(texts.say("repair.run-line", line.name(), outcome, line.operation()));
      if (line.reason() != null) {
        out.println("    " + line.reason());
      }
      line.left().forEach(left -> out.println("    " + texts.say("repair.left", left)));
      line.commands().forEach(command -> out.println("      " + state.again(command)));
    }
    String kind = "repair.after." + plan.plan().kind().label();
    boolean proven =
        lines.stream().anyMatch(line -> line.outcome().equals(RepairOutcome.COMPLETE.id()));
    if (proven && texts.has(kind)) {
      out.println();
      out.println(texts.say(kind));
    }
    if (stopped != null) {
      String digest = plan.shortDigest();
      out.println(texts.say("repair.stopped", stopped, digest, new ShellWords(state.toRun())));
    }
    out.flush();
  }
}
