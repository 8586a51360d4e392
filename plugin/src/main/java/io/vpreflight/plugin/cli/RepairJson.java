// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.run.Ending;
import io.vpreflight.jobs.repair.run.Operation;
import io.vpreflight.jobs.repair.run.RepairRunner;
import io.vpreflight.jobs.store.CancelRequest;
import io.vpreflight.plugin.App;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    members(json, app, state, result);
    finish();
  }

  /** How a run ended, as members of an object that is open. */
  static void members(JsonWriter json, App app, Again state, RepairRunner.Result result)
      throws IOException {
    json.name("good").value(result.isGood());
    json.name("stopped");
    text(json, app, result.stopped());
    json.name("targets").beginArray();
    for (Map.Entry<Operation, Ending> one : result.endings().entrySet()) {
      target(json, app, state, one.getKey(), one.getValue());
    }
    json.endArray();
  }

  private static void target(
      JsonWriter json, App app, Again state, Operation operation, Ending ending)
      throws IOException {
    json.beginObject();
    json.name("operationId").value(operation.id());
    json.name("name").value(operation.name());
    json.name("moId").value(operation.object().moId());
    json.name("outcome").value(ending.outcome().id());
    json.name("reason");
    text(json, app, ending.hasReason() ? ending.reason() : null);
    json.name("left").beginArray();
    for (Text left : ending.left()) {
      json.value(app.console().texts().say(left));
    }
    json.endArray();
    json.name("commands").beginArray();
    for (String command : ending.commands()) {
      json.value(state.again(command));
    }
    json.endArray();
    json.endObject();
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

  /** A text with its key, which scripts may rely on. */
  static void text(JsonWriter json, App app, @Nullable Text text) throws IOException {
    if (text == null) {
      json.nullValue();
      return;
    }
    json.beginObject();
    json.name("key").value(text.key());
    json.name("text").value(app.console().texts().say(text));
    json.endObject();
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
