// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.vpreflight.vsphere.TagOperations;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.inventory.MoRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tags by the Automation API. One thread at a time. */
public final class RestTags implements TagOperations {
  private static final String VM = "VirtualMachine";
  private static final String NAME = "name";
  private static final String DESCRIPTION = "description";

  /** More categories than any vCenter allows. */
  private static final int MOST = 2_000;

  private final RestTransport transport;

  /** Over a session that is ended with this. */
  public RestTags(RestTransport transport) {
    this.transport = transport;
  }

  @Override
  public @Nullable String category(String name) {
    for (String id : ids(transport.send(RestCall.CATEGORIES, "", null))) {
      if (name.equals(name(RestCall.CATEGORY, id))) {
        return id;
      }
    }
    return null;
  }

  @Override
  public Map<String, String> tags(String category) {
    Map<String, String> tags = new HashMap<>();
    for (String id : ids(transport.send(RestCall.TAGS, category, null))) {
      String name = name(RestCall.TAG, id);
      if (name != null) {
        tags.put(name, id);
      }
    }
    return tags;
  }

  /** There are no calls that ask by name: each is looked at. One that is gone meanwhile is none. */
  private @Nullable String name(RestCall call, String id) {
    try {
      return text(object(transport.send(call, id, null)), NAME);
    } catch (Fault e) {
      if (e.fault().faultClass().equals("NotFound")) {
        return null;
      }
      throw e;
    }
  }

  @Override
  public String addCategory(String name, String description) {
    JsonArray types = new JsonArray();
    types.add(VM);
    JsonObject body = new JsonObject();
    body.addProperty(NAME, name);
    body.addProperty(DESCRIPTION, description);
    body.addProperty("cardinality", "SINGLE");
    body.add("associable_types", types);
    return id(transport.send(RestCall.ADD_CATEGORY, "", body));
  }

  @Override
  public String addTag(String category, String name, String description) {
    JsonObject body = new JsonObject();
    body.addProperty(NAME, name);
    body.addProperty(DESCRIPTION, description);
    body.addProperty("category_id", category);
    return id(transport.send(RestCall.ADD_TAG, "", body));
  }

  @Override
  public Map<String, Set<MoRef>> attached(Collection<String> tags) {
    Map<String, Set<MoRef>> attached = new HashMap<>();
    if (tags.isEmpty()) {
      return attached;
    }
    JsonArray ids = new JsonArray();
    tags.forEach(ids::add);
    JsonObject body = new JsonObject();
    body.add("tag_ids", ids);
    for (JsonElement each : array(transport.send(RestCall.ATTACHED, "", body))) {
      JsonObject one = object(each);
      Set<MoRef> vms = attached.computeIfAbsent(text(one, "tag_id"), id -> new HashSet<>());
      JsonElement objects = one.get("object_ids");
      for (JsonElement object : objects == null ? new JsonArray() : array(objects)) {
        String type = text(object(object), "type");
        if (type.equals(VM)) {
          vms.add(new MoRef(type, text(object(object), "id")));
        }
      }
    }
    return attached;
  }

  @Override
  public List<String> attach(String tag, List<MoRef> vms) {
    JsonArray objects = new JsonArray();
    vms.forEach(vm -> objects.add(reference(vm)));
    JsonObject body = new JsonObject();
    body.add("object_ids", objects);
    JsonElement answer = transport.send(RestCall.ATTACH, tag, body);
    List<String> refused = new ArrayList<>();
    JsonElement success = answer.isJsonObject() ? answer.getAsJsonObject().get("success") : null;
    if (success != null && success.isJsonPrimitive() && !success.getAsBoolean()) {
      JsonElement errors = answer.getAsJsonObject().get("error_messages");
      for (JsonElement each : errors == null ? new JsonArray() : array(errors)) {
        JsonArray alone = new JsonArray();
        alone.add(each);
        refused.add(RestAnswers.first(alone));
      }
      if (refused.isEmpty()) {
        refused.add("");
      }
    }
    return refused;
  }

  @Override
  public void detach(String tag, MoRef vm) {
    JsonObject body = new JsonObject();
    body.add("object_id", reference(vm));
    transport.send(RestCall.DETACH, tag, body);
  }

  @Override
  public void removeTag(String tag) {
    transport.send(RestCall.REMOVE_TAG, tag, null);
  }

  @Override
  public void removeCategory(String category) {
    transport.send(RestCall.REMOVE_CATEGORY, category, null);
  }

  @Override
  public void close() {
    transport.close();
  }

  private static JsonObject reference(MoRef ref) {
    JsonObject reference = new JsonObject();
    reference.addProperty("type", ref.type());
    reference.addProperty("id", ref.moId());
    return reference;
  }

  private static List<String> ids(JsonElement answer) {
    List<String> ids = new ArrayList<>();
    if (!answer.isJsonNull()) {
      array(answer).forEach(each -> ids.add(id(each)));
    }
    if (ids.size() > MOST) {
      throw new BadReply(ids.size() + " categories or tags", false, null);
    }
    return ids;
  }

  private static String id(JsonElement answer) {
    if (!answer.isJsonPrimitive() || answer.getAsString().isBlank()) {
      throw new BadReply("no id in the answer", true, null);
    }
    return answer.getAsString();
  }

  private static String text(JsonObject object, String key) {
    JsonElement value = object.get(key);
    if (value == null || !value.isJsonPrimitive()) {
      throw new BadReply("no " + key + " in the answer", true, null);
    }
    return value.getAsString();
  }

  private static JsonObject object(JsonElement answer) {
    if (!answer.isJsonObject()) {
      throw new BadReply("not an object in the answer", true, null);
    }
    return answer.getAsJsonObject();
  }

  private static JsonArray array(JsonElement answer) {
    if (answer.isJsonNull()) {
      return new JsonArray();
    }
    if (!answer.isJsonArray()) {
      throw new BadReply("not a list in the answer", true, null);
    }
    return answer.getAsJsonArray();
  }
}
