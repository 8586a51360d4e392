// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.doctor.Step;
import io.vpreflight.vsphere.VCenterEndpoint;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** For a script: the schema of {@code docs/doctor.md}. Keys are the same in every language. */
final class DoctorJson implements DoctorOutput {
  private static final int SCHEMA = 1;

  private final App app;
  private final Texts texts;
  private final JsonWriter json;
  private boolean inVcenters;

  DoctorJson(App app) {
    this.app = app;
    texts = app.console().texts();
    json = new JsonWriter(app.console().out());
    json.setIndent("  ");
  }

  @Override
  public void begin() throws IOException {
    json.beginObject();
    json.name("schemaVersion").value(SCHEMA);
    json.name("tool").beginObject();
    json.name("name").value(app.tool().name());
    json.name("version").value(app.tool().version());
    json.endObject();
    json.name("at").value(app.clock().instant().toString());
  }

  @Override
  public void local() throws IOException {
    json.name("local").beginArray();
  }

  @Override
  public void vcenter(VCenterEndpoint endpoint) throws IOException {
    json.endArray();
    if (inVcenters) {
      json.endObject();
    } else {
      json.name("vcenters").beginArray();
      inVcenters = true;
    }
    json.beginObject();
    json.name("vcenter").value(endpoint.name());
    json.name("url").value(endpoint.sdk().toString());
    json.name("steps").beginArray();
  }

  @Override
  public void step(Step step) throws IOException {
    json.beginObject();
    json.name("step").value(step.id());
    json.name("status").value(step.status().label());
    json.name("text").value(texts.say(step.said()));
    Text remedy = step.remedy();
    json.name("remedy").value(remedy == null ? null : texts.say(remedy));
    json.name("facts").beginObject();
    for (Map.Entry<String, Object> fact : step.facts().entrySet()) {
      json.name(fact.getKey());
      value(fact.getValue());
    }
    json.endObject();
    json.endObject();
  }

  @Override
  public void end(boolean well, int undetermined) throws IOException {
    json.endArray();
    if (inVcenters) {
      json.endObject();
      json.endArray();
    }
    json.name("well").value(well);
    json.name("undetermined").value(undetermined);
    json.endObject();
    json.flush();
    app.console().out().println();
    app.console().out().flush();
  }

  private void value(Object value) throws IOException {
    if (value instanceof Number number) {
      json.value(number);
    } else if (value instanceof Boolean flag) {
      json.value(flag);
    } else if (value instanceof List<?> list) {
      json.beginArray();
      for (Object each : list) {
        value(each);
      }
      json.endArray();
    } else {
      json.value(String.valueOf(value));
    }
  }
}
