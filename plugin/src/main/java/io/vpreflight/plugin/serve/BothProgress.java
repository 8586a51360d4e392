// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanStep;
import io.vpreflight.jobs.repair.run.Ending;
import io.vpreflight.jobs.repair.run.Operation;
import io.vpreflight.jobs.repair.run.RunProgress;
import org.jspecify.annotations.Nullable;

/** Tells two who want to know. */
record BothProgress(RunProgress one, RunProgress other) implements RunProgress {
  @Override
  public void begins(int finished, int all) {
    one.begins(finished, all);
    other.begins(finished, all);
  }

  @Override
  public void step(
      Operation operation,
      PlanStep step,
      Phase phase,
      @Nullable Integer percent,
      @Nullable Text note) {
    one.step(operation, step, phase, percent, note);
    other.step(operation, step, phase, percent, note);
  }

  @Override
  public void goingBack(Operation operation, Text reason) {
    one.goingBack(operation, reason);
    other.goingBack(operation, reason);
  }

  @Override
  public void noted(Operation operation, Text note) {
    one.noted(operation, note);
    other.noted(operation, note);
  }

  @Override
  public void ended(Operation operation, Ending ending) {
    one.ended(operation, ending);
    other.ended(operation, ending);
  }

  @Override
  public void said(Text note) {
    one.said(note);
    other.said(note);
  }
}
