// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.runbook.Runbook;
import io.vpreflight.plugin.App;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Runbooks for a script. Keys are the same in every language. */
final class RunbookJson {
  private static final int SCHEMA = 1;

  private final App app;
  private final JsonWriter json;

  RunbookJson(App app) {
    this.app = app;
    json = new JsonWriter(app.console().out());
    json.setIndent("  ");
  }

  void write(List<Runbook> pages) throws IOException {
    json.beginObject();
    json.name("schemaVersion").value(SCHEMA);
    json.name("runbooks").beginArray();
    for (Runbook page : pages) {
      write(page);
    }
    json.endArray();
    json.endObject();
    json.flush();
    app.console().out().println();
    app.console().out().flush();
  }

  private void write(Runbook page) throws IOException {
    json.beginObject();
    json.name("kind").value(page.kind().label());
    json.name("vcenter").value(page.object().vcenter());
    json.name("type").value(page.object().ref().type());
    json.name("moId").value(page.object().ref().moId());
    json.name("name").value(page.object().name());
    texts("findings", page.findings());
    json.name("evidence").beginObject();
    for (Map.Entry<String, String> each : page.evidence().entrySet()) {
      json.name(each.getKey()).value(each.getValue());
    }
    json.endObject();
    texts("before", page.before());
    texts("withheld", page.withheld());
    json.name("commands").beginArray();
    for (String command : page.commands()) {
      json.value(command);
    }
    json.endArray();
    json.endObject();
  }

  private void texts(String name, List<Text> texts) throws IOException {
    json.name(name).beginArray();
    for (Text text : texts) {
      json.beginObject();
      json.name("key").value(text.key());
      json.name("text").value(app.console().texts().say(text));
      json.endObject();
    }
    json.endArray();
  }
}
