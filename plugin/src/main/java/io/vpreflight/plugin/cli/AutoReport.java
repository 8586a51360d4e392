// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanPage;
import io.vpreflight.jobs.repair.plan.PlanTarget;
import io.vpreflight.jobs.repair.plan.Refusal;
import io.vpreflight.jobs.repair.policy.PolicyOrder;
import io.vpreflight.jobs.repair.policy.PolicyPlan;
import io.vpreflight.jobs.repair.refusal.Refusals;
import io.vpreflight.jobs.repair.run.RepairRunner;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.App;
import io.vpreflight.vsphere.inventory.ObjectRef;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a policy came to, for a person or for a script; gives the exit code. */
final class AutoReport {
  private final App app;
  private final PolicyOrder order;
  private final ShortForm form;
  private final boolean dryRun;
  private final Again state;

  AutoReport(App app, PolicyOrder order, ShortForm form, boolean dryRun, Again state) {
    this.app = app;
    this.order = order;
    this.form = form;
    this.dryRun = dryRun;
    this.state = state;
  }

  /** Nothing was read, and that is as it should be. */
  int idle(Text why) throws IOException {
    if (form == ShortForm.JSON) {
      json("idle", why, null, null);
    } else {
      app.console().print(why);
      app.console().out().flush();
    }
    return Exit.OK;
  }

  /** Whatever was found is refused or left alone, or nothing was. */
  int nothing(PolicyPlan made) throws IOException {
    if (form == ShortForm.JSON) {
      json(made.found().isEmpty() ? "nothing-found" : "nothing-to-do", null, made, null);
    } else {
      found(made);
    }
    return made.isWhole() ? Exit.OK : Exit.FINDINGS;
  }

  /**
   * What would be done.
   *
   * @param idle why nothing would be done just now
   */
  int dryRun(PolicyPlan made, @Nullable Text idle) throws IOException {
    PlanFile plan = made.plan();
    if (form == ShortForm.JSON) {
      json("dry-run", idle, made, null);
      return made.isWhole() ? Exit.OK : Exit.FINDINGS;
    }
    found(made);
    if (plan != null) {
      new PlanPage(app.console().texts(), app.console().out())
          .write(plan, null, Refusals.ids(plan.plan().kind()));
    }
    PrintWriter out = app.console().out();
    out.println(app.console().texts().say("auto.dry-run"));
    if (idle != null) {
      out.println(app.console().texts().say(idle));
    }
    out.flush();
    return made.isWhole() ? Exit.OK : Exit.FINDINGS;
  }

  /** The plan was carried out. */
  void result(PolicyPlan made, RepairRunner.Result result) throws IOException {
    PlanFile plan = made.plan();
    if (plan == null) {
      throw new IllegalStateException("a result without a plan");
    }
    if (form == ShortForm.JSON) {
      json("run", null, made, result);
    } else {
      found(made);
      new RepairText(app.console(), state).result(plan, result);
    }
  }

  private void json(
      String status,
      @Nullable Text idle,
      @Nullable PolicyPlan made,
      RepairRunner.@Nullable Result result)
      throws IOException {
    new AutoJson(app, order, dryRun, state).write(status, idle, made, result);
  }

  /** A line for the whole, then one for each machine that nothing is done to. */
  private void found(PolicyPlan made) {
    Texts texts = app.console().texts();
    PrintWriter out = app.console().out();
    out.println(
        texts.say(
            "auto.found", order.policy().name(), order.policy().check(), made.found().size()));
    made.leftAlone().forEach((machine, why) -> line(machine, List.of(why)));
    PlanFile plan = made.plan();
    if (plan != null && !dryRun) {
      for (PlanTarget target : plan.plan().refused()) {
        line(
            target.object(),
            target.refusals().stream().filter(Refusal::holdsBack).map(Refusal::text).toList());
      }
    }
    made.waiting().forEach(machine -> line(machine, List.of(Text.of("auto.waiting"))));
    out.flush();
  }

  private void line(ObjectRef machine, List<Text> why) {
    for (Text each : why) {
      app.console().print("auto.machine", machine.name(), each);
    }
  }
}
