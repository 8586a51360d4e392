// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanStep;
import io.vpreflight.jobs.repair.run.RepairOutcome;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.http.ServiceClient;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code repair run} and {@code repair resume} do where a service has the store: the service
 * carries the plan out, and they stay and tell what comes of it. Ctrl-C ends only the telling.
 */
final class RunsElsewhere {
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final App app;
  private final Again service;
  private final PlansElsewhere plans;
  private final ShortForm form;
  private final @Nullable String wait;
  private final Map<String, String> last = new HashMap<>();
  private final Map<String, RepairOutcome> outcomes = new HashMap<>();

  /**
   * Through that service.
   *
   * @param service how the next command finds it
   * @param wait as {@code --wait} says it; null when nothing was said
   */
  RunsElsewhere(
      App app, ServiceClient client, Again service, ShortForm form, @Nullable String wait) {
    RepairRuns.span(wait);
    this.wait = wait;
    this.app = app;
    this.form = form;
    this.service = service;
    plans = new PlansElsewhere(client);
  }

  /**
   * Has a plan begin, and waits for its end.
   *
   * @param name digest, its beginning, or the file of the plan
   */
  int run(String name, @Nullable String reason, boolean now) throws IOException {
    PlanFile plan = plans.plan(name);
    String why = reason == null ? "" : reason;
    if (plan.plan().window().isOnDemand()) {
      RepairRuns.askNow(app, plan.plan(), reason, now);
      why = now ? why : "said yes at a terminal";
    }
    plans.run(plan, why, wait);
    return followed(plan);
  }

  /** Has a plan taken up again that was left, and waits for its end. */
  int resume(String name, Set<String> answered) throws IOException {
    PlanFile plan = plans.plan(name);
    plans.resume(plan, wait, answered);
    return followed(plan);
  }

  private int followed(PlanFile plan) throws IOException {
    String digest = plan.shortDigest();
    app.console().say("repair.followed", digest);
    try {
      JsonObject run = plans.state(plan);
      while (isUnderWay(run)) {
        tell(plan, run);
        Thread.sleep(LOOK.toMillis());
        run = plans.state(plan);
      }
      if (form == ShortForm.JSON) {
        new RepairJson(app, service).result(run);
      } else {
        new RepairText(app.console(), service).result(plan, run);
      }
      JsonElement transcript = run.get("transcript");
      if (transcript != null && !transcript.isJsonNull()) {
        app.console().say("repair.rehearse-written", transcript.getAsString());
      }
      return isGood(run) ? Exit.OK : Exit.FINDINGS;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      app.console().say("repair.not-followed", digest);
      return Exit.INCOMPLETE;
    }
  }

  /** One that waits for its vCenter has not changed its state yet. */
  private static boolean isUnderWay(JsonObject run) {
    String state = run.get("state").getAsString();
    if (!state.equals("approved") || run.get("problem").isJsonNull()) {
      return state.equals("running") || state.equals("approved");
    }
    JsonObject problem = run.getAsJsonObject("problem");
    throw new PlanException(Text.of("repair.said", problem.get("text").getAsString()));
  }

  static boolean isGood(JsonObject run) {
    JsonElement good = run.get("good");
    return !good.isJsonNull() && good.getAsBoolean() && run.get("stopped").isJsonNull();
  }

  private void tell(PlanFile plan, JsonObject run) {
    JsonArray targets = run.getAsJsonArray("targets");
    for (JsonElement each : targets) {
      JsonObject target = each.getAsJsonObject();
      String name = target.get("name").getAsString();
      String moId = target.get("moId").getAsString();
      String line;
      if (!target.get("outcome").isJsonNull()) {
        RepairOutcome outcome = RepairOutcome.of(target.get("outcome").getAsString());
        if (outcome.equals(outcomes.put(moId, outcome))) {
          // Others have ended since, which changes how many have, and nothing of this one.
          continue;
        }
        line = ended(name, outcome, targets.size());
      } else if (!target.get("progress").isJsonNull()) {
        line = line(plan, name, target.getAsJsonObject("progress"));
      } else {
        continue;
      }
      if (!line.equals(last.put(moId, line))) {
        app.console().err().println(line);
        app.console().err().flush();
      }
    }
  }

  private String ended(String name, RepairOutcome outcome, int all) {
    long ended = outcomes.values().stream().filter(one -> !one.isOpen()).count();
    Text how = Text.of("repair.outcome." + outcome.id());
    return app.console().texts().say("repair.ended-of", name, how, ended, all);
  }

  private String line(PlanFile plan, String name, JsonObject progress) {
    String step = progress.get("step").getAsString();
    Text action =
        plan.plan().repaired().stream()
            .flatMap(target -> target.steps().stream())
            .filter(one -> one.id().equals(step))
            .map(PlanStep::action)
            .findFirst()
            .map(one -> Text.of("repair.step." + one.label()))
            .orElse(Text.of("repair.said", ""));
    String phase = app.console().texts().say("repair.phase." + progress.get("phase").getAsString());
    return app.console().texts().say("repair.progress", name, step, action, phase);
  }
}
