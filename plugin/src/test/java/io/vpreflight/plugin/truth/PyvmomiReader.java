// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.truth;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.vpreflight.plugin.server.Pyvmomi;
import io.vpreflight.plugin.server.Vcsim;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads with pyVmomi. */
final class PyvmomiReader {
  private PyvmomiReader() {}

  /** The answer of {@code properties.py} to everything that we can ask for. */
  static JsonObject everything(Vcsim server) {
    return ask(server, Wanted.PROPERTIES);
  }

  /** Its answer without objects: the time that the server has. */
  static JsonObject time(Vcsim server) {
    return ask(server, Map.of());
  }

  private static JsonObject ask(Vcsim server, Map<String, List<String>> wanted) {
    String json = new Gson().toJson(wanted);
    return JsonParser.parseString(Pyvmomi.run(server, "properties.py", json)).getAsJsonObject();
  }

  static Readings readings(JsonObject answer) {
    Map<String, Map<String, Map<String, Node>>> objects = new HashMap<>();
    answer
        .getAsJsonObject("objects")
        .entrySet()
        .forEach(each -> objects.put(each.getKey(), objects(each.getValue())));
    Map<String, String> fields = new HashMap<>();
    for (Node field : nodes(answer, "customFields")) {
      fields.put(String.valueOf(field.textAt("key")), String.valueOf(field.textAt("name")));
    }
    Map<String, String> names = new HashMap<>();
    answer
        .getAsJsonObject("alarmNames")
        .entrySet()
        .forEach(each -> names.put(each.getKey(), each.getValue().getAsString()));
    return new Readings(
        Node.of(answer.get("about")),
        objects,
        objects(answer.get("snapshots")),
        nodes(answer, "events"),
        nodes(answer, "tasks"),
        nodes(answer, "alarms"),
        names,
        fields);
  }

  private static Map<String, Map<String, Node>> objects(JsonElement json) {
    Map<String, Map<String, Node>> found = new HashMap<>();
    for (Map.Entry<String, JsonElement> object : json.getAsJsonObject().entrySet()) {
      Map<String, Node> properties = new LinkedHashMap<>();
      for (Map.Entry<String, JsonElement> each : object.getValue().getAsJsonObject().entrySet()) {
        if (!each.getValue().isJsonNull()) {
          properties.put(each.getKey(), Node.of(each.getValue()));
        }
      }
      found.put(object.getKey(), properties);
    }
    return found;
  }

  private static List<Node> nodes(JsonObject answer, String key) {
    return answer.getAsJsonArray(key).asList().stream().map(Node::of).toList();
  }
}
