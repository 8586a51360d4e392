// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.run.Ending;
import io.vpreflight.jobs.repair.run.RepairOutcome;
import io.vpreflight.jobs.repair.run.RepairRunner;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.terminal.Console;
import java.io.PrintWriter;

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

  /** How a run ended: one line a machine, what is left below it. */
  void result(PlanFile plan, RepairRunner.Result result) {
    out.println();
    result
        .endings()
        .forEach(
            (operation, ending) -> {
              out.println(
                  texts.say("repair.run-line", operation.name(), outcome(ending), operation.id()));
              if (ending.hasReason()) {
                out.println("    " + texts.say(ending.reason()));
              }
              for (Text left : ending.left()) {
                out.println("    " + texts.say("repair.left", left));
              }
              ending.commands().forEach(command -> out.println("      " + state.again(command)));
            });
    String kind = "repair.after." + plan.plan().kind().label();
    boolean proven =
        result.endings().values().stream().anyMatch(one -> one.outcome() == RepairOutcome.COMPLETE);
    if (proven && texts.has(kind)) {
      out.println();
      out.println(texts.say(kind));
    }
    Text stopped = result.stopped();
    if (stopped != null) {
      String digest = plan.digest().substring(0, PlanFile.SHORTEST_DIGEST);
      out.println(texts.say("repair.stopped", stopped, digest, state.again()));
    }
    out.flush();
  }

  private Text outcome(Ending ending) {
    return Text.of("repair.outcome." + ending.outcome().id());
  }
}
