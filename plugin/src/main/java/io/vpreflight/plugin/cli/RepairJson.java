// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.run.RepairRunner;
import io.vpreflight.jobs.service.RunJson;
import io.vpreflight.jobs.store.CancelRequest;
import io.vpreflight.plugin.App;
import java.io.IOException;
import java.util.List;

/** What repairs come to, for a script. Keys are the same in every language. */
final class RepairJson {
  private static final int SCHEMA = 1;

  private final App app;
  private final Again state;
  private final JsonWriter json;

  /**
   * Writes on the console.
   *
   * @param state where the store is, for the next command
   */
  RepairJson(App app, Again state) {
    this.app = app;
    this.state = state;
    json = new JsonWriter(app.console().out());
    json.setIndent("  ");
  }

  /** How a run ended. */
  void result(PlanFile plan, RepairRunner.Result result) throws IOException {
    head();
    json.name("plan").value(plan.digest());
    json.name("kind").value(plan.plan().kind().label());
    json.name("vcenter").value(plan.plan().vcenter().instanceUuid());
    RunJson.result(json, result, app.console().texts(), state::again);
    finish();
  }

  /** How a run ended that a service carried out, as it told it. */
  void result(JsonObject run) throws IOException {
    head();
    for (String key : List.of("plan", "kind", "vcenter")) {
      json.name(key).value(run.get(key).getAsString());
    }
    json.name("good").value(RunsElsewhere.isGood(run));
    json.name("stopped");
    PlansElsewhere.GSON.toJson(run.get("stopped"), json);
    json.name("targets").beginArray();
    for (JsonElement target : run.getAsJsonArray("targets")) {
      JsonObject ended = target.getAsJsonObject().deepCopy();
      List.of("event", "step", "at", "progress").forEach(ended::remove);
      PlansElsewhere.GSON.toJson(ended, json);
    }
    json.endArray();
    finish();
  }

  /** That somebody asked to stop. */
  void cancelled(CancelRequest request) throws IOException {
    head();
    json.name("plan").value(request.operationId());
    json.name("by").value(request.by());
    json.name("reason").value(request.reason());
    json.name("askedAt").value(request.at().toString());
    finish();
  }

  private void head() throws IOException {
    json.beginObject();
    json.name("schemaVersion").value(SCHEMA);
    json.name("tool").beginObject();
    json.name("name").value(app.tool().name());
    json.name("version").value(app.tool().version());
    json.endObject();
    json.name("at").value(app.clock().instant().toString());
  }

  private void finish() throws IOException {
    json.endObject();
    json.flush();
    app.console().out().println();
    app.console().out().flush();
  }
}
