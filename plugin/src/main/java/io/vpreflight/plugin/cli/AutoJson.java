// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanTarget;
import io.vpreflight.jobs.repair.plan.Refusal;
import io.vpreflight.jobs.repair.policy.PolicyOrder;
import io.vpreflight.jobs.repair.policy.PolicyPlan;
import io.vpreflight.jobs.repair.run.RepairRunner;
import io.vpreflight.jobs.service.PlanJson;
import io.vpreflight.jobs.service.RunJson;
import io.vpreflight.plugin.App;
import io.vpreflight.vsphere.inventory.ObjectRef;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a policy came to, for a script. Keys are the same in every language. */
final class AutoJson {
  private static final int SCHEMA = 1;

  private final App app;
  private final PolicyOrder order;
  private final boolean dryRun;
  private final Again state;
  private final JsonWriter json;

  AutoJson(App app, PolicyOrder order, boolean dryRun, Again state) {
    this.app = app;
    this.order = order;
    this.dryRun = dryRun;
    this.state = state;
    json = new JsonWriter(app.console().out());
    json.setIndent("  ");
  }

  void write(
      String status,
      @Nullable Text idle,
      @Nullable PolicyPlan made,
      RepairRunner.@Nullable Result result)
      throws IOException {
    json.beginObject();
    json.name("schemaVersion").value(SCHEMA);
    json.name("at").value(app.clock().instant().toString());
    json.name("policy").beginObject();
    json.name("name").value(order.policy().name());
    json.name("enabled").value(order.policy().enabled());
    json.name("kind").value(order.policy().kind().label());
    json.name("check").value(order.policy().check());
    json.name("file").value(order.file());
    json.name("sha256").value(order.sha256());
    json.name("owner").value(order.owner());
    json.endObject();
    json.name("status").value(status);
    json.name("dryRun").value(dryRun);
    json.name("idle");
    PlanJson.text(json, idle, app.console().texts());
    if (made != null) {
      made(made);
    }
    if (result != null) {
      RunJson.result(json, result, app.console().texts(), state::again);
    }
    json.endObject();
    json.flush();
    app.console().out().println();
    app.console().out().flush();
  }

  private void made(PolicyPlan made) throws IOException {
    json.name("found").value(made.found().size());
    json.name("leftAlone").beginArray();
    for (var one : made.leftAlone().entrySet()) {
      machine(one.getKey());
      json.name("reason");
      PlanJson.text(json, one.getValue(), app.console().texts());
      json.endObject();
    }
    json.endArray();
    json.name("waiting").beginArray();
    for (ObjectRef one : made.waiting()) {
      machine(one);
      json.endObject();
    }
    json.endArray();
    PlanFile plan = made.plan();
    json.name("plan").value(plan == null ? null : plan.digest());
    json.name("toRepair").beginArray();
    if (plan != null) {
      for (PlanTarget target : plan.plan().repaired()) {
        machine(target.object());
        json.endObject();
      }
    }
    json.endArray();
    json.name("refused").beginArray();
    if (plan != null) {
      for (PlanTarget target : plan.plan().refused()) {
        refused(target);
      }
    }
    json.endArray();
  }

  private void refused(PlanTarget target) throws IOException {
    machine(target.object());
    json.name("refusals").beginArray();
    for (Refusal refusal : target.refusals()) {
      if (refusal.holdsBack()) {
        json.beginObject();
        json.name("id").value(refusal.id());
        json.name("text").value(app.console().texts().say(refusal.text()));
        json.endObject();
      }
    }
    json.endArray();
    json.endObject();
  }

  private void machine(ObjectRef machine) throws IOException {
    json.beginObject();
    json.name("name").value(machine.name());
    json.name("moId").value(machine.ref().moId());
  }
}
