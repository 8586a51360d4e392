// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.ShellWords;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanException;
import java.util.Set;

/** Tells how the next command finds the store of this one, or the service that has it. */
interface Again {
  /** What whoever found it, and knows nothing of command lines, says without one. */
  Set<String> HELPED =
      Set.of("repair.no-such-plan", "repair.not-begun", "repair.second-run", "repair.window-over");

  /** What the next command has to say for it, with a blank before it; or nothing. */
  String again();

  /** The same for a command that speaks to a vCenter, which it must find. */
  default String toRun() {
    return again();
  }

  /** A command of ours as it is typed for the same store; of others as it is. */
  default String again(String command) {
    if (command.startsWith("vpreflight repair resume ")) {
      return command + toRun();
    }
    return command.startsWith("vpreflight ") ? command + again() : command;
  }

  /** A problem with a plan, with the command that helps as it is typed for the same store. */
  default PlanException hinted(PlanException problem) {
    Text text = problem.problem();
    return HELPED.contains(text.key())
        ? new PlanException(
            Text.of(
                text.key() + ".here",
                text.args().get(0),
                new ShellWords(again()),
                new ShellWords(toRun())))
        : problem;
  }
}
