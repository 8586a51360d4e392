// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.access.AccountAnswer;
import io.vpreflight.plugin.access.Feature;
import io.vpreflight.plugin.access.FeatureAccess;
import io.vpreflight.plugin.access.FeatureAccess.Lack;
import io.vpreflight.plugin.access.Role;
import io.vpreflight.vsphere.inventory.MoRef;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** For a script: the schema of {@code docs/permissions.md}. Keys are the same in every language. */
final class PrivilegesJson {
  private static final int SCHEMA = 1;

  private final App app;
  private final Texts texts;
  private final JsonWriter json;

  PrivilegesJson(App app) {
    this.app = app;
    texts = app.console().texts();
    json = new JsonWriter(app.console().out());
    json.setIndent("  ");
  }

  void print(List<Feature> features, Role role, List<AccountAnswer> answers) throws IOException {
    json.beginObject();
    json.name("schemaVersion").value(SCHEMA);
    json.name("tool").beginObject();
    json.name("name").value(app.tool().name());
    json.name("version").value(app.tool().version());
    json.endObject();
    json.name("at").value(app.clock().instant().toString());
    json.name("features");
    strings(features.stream().map(Feature::id).toList());
    json.name("role").beginObject();
    json.name("name").value(role.name());
    json.name("privileges");
    strings(role.privileges());
    json.name("create").value(role.createCommand());
    json.name("grant").value(role.grantCommand(user(answers)));
    json.endObject();
    json.name("vcenters").beginArray();
    for (AccountAnswer answer : answers) {
      answer(answer);
    }
    json.endArray();
    json.endObject();
    json.flush();
    app.console().out().println();
    app.console().out().flush();
  }

  private static String user(List<AccountAnswer> answers) {
    return answers.stream()
        .map(AccountAnswer::userName)
        .filter(name -> name != null)
        .findFirst()
        .orElse(Role.exampleUser());
  }

  private void answer(AccountAnswer answer) throws IOException {
    json.beginObject();
    json.name("vcenter").value(answer.vcenter());
    json.name("user").value(answer.userName());
    said("problem", answer.problem());
    json.name("view").value(label(answer.view()));
    json.name("viewEvidence").beginObject();
    for (Map.Entry<String, String> each : new TreeMap<>(answer.viewEvidence()).entrySet()) {
      json.name(each.getKey()).value(each.getValue());
    }
    json.endObject();
    json.name("features").beginArray();
    for (FeatureAccess feature : answer.features()) {
      json.beginObject();
      json.name("feature").value(feature.feature());
      json.name("state").value(label(feature.state()));
      json.name("asked").value(feature.asked());
      said("reason", feature.reason());
      json.name("lacks").beginArray();
      for (Lack lack : feature.lacks()) {
        lack(lack, answer.paths());
      }
      json.endArray();
      json.endObject();
    }
    json.endArray();
    json.endObject();
  }

  private void lack(Lack lack, Map<MoRef, String> paths) throws IOException {
    json.beginObject();
    json.name("privilege").value(lack.privilege());
    json.name("of").value(lack.of());
    json.name("objects").beginArray();
    for (MoRef object : lack.objects()) {
      json.beginObject();
      json.name("type").value(object.type());
      json.name("moId").value(object.moId());
      json.name("path").value(paths.get(object));
      json.endObject();
    }
    json.endArray();
    json.endObject();
  }

  private void said(String key, @org.jspecify.annotations.Nullable Text text) throws IOException {
    json.name(key).value(text == null ? null : texts.say(text));
  }

  private void strings(List<String> values) throws IOException {
    json.beginArray();
    for (String value : values) {
      json.value(value);
    }
    json.endArray();
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
