// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.run.RepairRunner;
import io.vpreflight.jobs.service.RunJson;
import io.vpreflight.jobs.store.CancelRequest;
import io.vpreflight.plugin.App;
import java.io.IOException;

/** What repairs come to, for a script. Keys are the same in every language. */
final class RepairJson {
  private static final int SCHEMA = 1;

  private final App app;
  private final JsonWriter json;

  RepairJson(App app) {
    this.app = app;
    json = new JsonWriter(app.console().out());
    json.setIndent("  ");
  }

  /** How a run ended. */
  void result(PlanFile plan, RepairRunner.Result result) throws IOException {
    head();
    json.name("plan").value(plan.digest());
    json.name("kind").value(plan.plan().kind().label());
    json.name("vcenter").value(plan.plan().vcenter().instanceUuid());
    RunJson.result(json, result, app.console().texts());
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
