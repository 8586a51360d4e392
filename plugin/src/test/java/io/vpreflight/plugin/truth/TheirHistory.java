// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.truth;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Events, tasks and alarms as another client read them. */
final class TheirHistory {
  /** Of all events, and of all events of a virtual machine. */
  private static final Set<String> COMMON =
      Set.of(
          "key",
          "chainId",
          "createdTime",
          "userName",
          "datacenter",
          "computeResource",
          "host",
          "vm",
          "ds",
          "net",
          "dvs",
          "fullFormattedMessage",
          "changeTag",
          "template");

  private final Facts facts;

  TheirHistory(Facts facts) {
    this.facts = facts;
  }

  void event(Node event) {
    String object = "event " + event.textAt("key");
    String typeId = event.type().equals("EventEx") ? event.textAt("eventTypeId") : null;
    facts.put(object, "key", event.textAt("key"));
    facts.put(object, "type", typeId == null ? event.type() : typeId);
    facts.put(object, "createdTime", event.textAt("createdTime"));
    facts.put(object, "userName", blankIsUnset(event.textAt("userName")));
    facts.put(object, "vm", about(event, "vm.vm", "VirtualMachine"));
    facts.put(object, "host", about(event, "host.host", "HostSystem"));
    facts.put(object, "datastore", about(event, "ds.datastore", "Datastore"));
    facts.put(object, "message", event.textAt("fullFormattedMessage"));
    for (Map.Entry<String, List<Node>> field : event.fields().entrySet()) {
      if (!COMMON.contains(field.getKey())) {
        for (Node value : field.getValue()) {
          detail(object, field.getKey(), value);
        }
      }
    }
  }

  private static @Nullable String about(Node event, String path, String type) {
    String ref = event.refAt(path);
    return ref == null && type.equals(event.textAt("objectType"))
        ? type + ":" + event.textAt("objectId")
        : ref;
  }

  private void detail(String object, String path, Node value) {
    if (path.equals("configSpec")) {
      reconfiguration(object, path, value);
    } else if (value.at("fault") != null) {
      put(object, path, value.all("fault").get(0).type());
    } else if (value.at("key") != null && value.at("value") != null) {
      put(object, path + "[\"" + value.textAt("key") + "\"]", value.textAt("value"));
    } else if (value.fields().isEmpty()) {
      put(object, path, value.text());
    } else {
      value.fields().forEach((name, part) -> put(object, path + "." + name, part.get(0).text()));
    }
  }

  private void reconfiguration(String object, String path, Node spec) {
    put(object, path + ".changeTrackingEnabled", spec.textAt("changeTrackingEnabled"));
    for (Node option : spec.all("extraConfig")) {
      String key = String.valueOf(option.textAt("key"));
      if (key.toLowerCase(java.util.Locale.ROOT).endsWith("ctkenabled")) {
        put(object, path + ".extraConfig[\"" + key + "\"]", option.textAt("value"));
      }
    }
    int added = 0;
    for (Node change : spec.all("deviceChange")) {
      Node device = change.at("device");
      if ("add".equals(change.textAt("operation"))
          && device != null
          && device.type().equals("VirtualDisk")) {
        String at = path + ".deviceChange[" + added++ + "].";
        put(object, at + "operation", "add");
        put(object, at + "fileOperation", change.textAt("fileOperation"));
        for (String field : List.of("key", "controllerKey", "unitNumber", "backing.fileName")) {
          put(object, at + "device." + field, device.textAt(field));
        }
      }
    }
  }

  private void put(String object, String path, @Nullable String value) {
    facts.put(object, "details[" + path + "]", value == null || value.isEmpty() ? null : value);
  }

  void task(Node task) {
    String object = "task " + task.textAt("key");
    for (String field :
        List.of("key", "descriptionId", "entityName", "state", "progress", "cancelable")) {
      facts.put(object, field, task.textAt(field));
    }
    facts.put(object, "activationId", blankIsUnset(task.textAt("activationId")));
    facts.put(object, "entity", task.refAt("entity"));
    for (String field : List.of("queueTime", "startTime", "completeTime")) {
      facts.put(object, "times." + field, task.textAt(field));
    }
    facts.put(object, "userName", blankIsUnset(task.textAt("reason.userName")));
    List<Node> locked = task.all("locked");
    facts.put(object, "locked.size", String.valueOf(locked.size()));
    for (int i = 0; i < locked.size(); i++) {
      facts.put(object, "locked[" + i + "]", locked.get(i).ref());
    }
    Node error = task.at("error");
    if (error != null) {
      Node fault = error.at("fault");
      facts.put(object, "error.faultClass", fault == null ? "MethodFault" : fault.type());
      facts.put(object, "error.message", error.textAt("localizedMessage"));
      List<Node> messages = fault == null ? List.of() : fault.all("faultMessage");
      facts.put(object, "error.messageKeys.size", String.valueOf(messages.size()));
      for (int i = 0; i < messages.size(); i++) {
        facts.put(object, "error.messageKeys[" + i + "]", messages.get(i).textAt("key"));
      }
    }
  }

  void alarm(Node alarm, Map<String, String> names) {
    String name = names.get(String.valueOf(alarm.textAt("alarm")));
    String object = "alarm " + alarm.textAt("entity") + "/" + name;
    facts.put(object, "entity", alarm.refAt("entity"));
    facts.put(object, "alarm", name);
    facts.put(object, "overallStatus", alarm.textAt("overallStatus"));
    facts.put(object, "time", alarm.textAt("time"));
    facts.put(object, "acknowledged", alarm.textAt("acknowledged"));
    facts.put(object, "acknowledgedByUser", blankIsUnset(alarm.textAt("acknowledgedByUser")));
  }

  private static @Nullable String blankIsUnset(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
