// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Method;
import io.vpreflight.simulator.model.Methods;
import io.vpreflight.simulator.model.Ref;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Custom attributes: their definitions, and their values on the objects. */
final class CustomFields {
  private static final String MANAGER = "CustomFieldsManager";
  private static final String MANAGE = "Global.ManageCustomFields";
  private static final int FIRST_KEY = 100;

  private final Machines machines;

  CustomFields(Machines machines) {
    this.machines = machines;
  }

  void register(Methods methods) {
    methods
        .add(Method.mutation("SetField", MANAGER, null, this::set))
        .add(Method.mutation("AddCustomFieldDef", MANAGER, MANAGE, this::define))
        .add(Method.mutation("RemoveCustomFieldDef", MANAGER, MANAGE, this::remove));
  }

  private List<Element> define(Call call) {
    String name = call.text("name");
    Element type = call.argument("moType");
    String of = type == null || type.text().isEmpty() ? null : type.text();
    int key = FIRST_KEY;
    for (Element field : fields(call.object())) {
      key = Math.max(key, 1 + Integer.parseInt(String.valueOf(field.textAt("key"))));
      String other = field.textAt("managedObjectType");
      if (name.equals(field.textAt("name"))
          && (of == null || other == null || other.isEmpty() || of.equals(other))) {
        throw new Fault(
            Element.typed("fault", "DuplicateName").add("name", name).add("object", call.target()),
            "The name '" + name + "' already exists.");
      }
    }
    Element definition =
        Element.typed("CustomFieldDef", "CustomFieldDef")
            .add("key", key)
            .add("name", name)
            .add("type", "string")
            .add("managedObjectType", of);
    Element old = call.object().get("field");
    Element all = old == null ? Element.typed("val", "ArrayOfCustomFieldDef") : old.copy();
    call.object().set("field", all.add(definition));
    machines.world().touch();
    machines
        .events()
        .post(
            "CustomFieldDefAddedEvent",
            call.caller().user(),
            call.target(),
            "Created new custom field definition " + name + ".",
            Element.of("fieldKey", key),
            Element.of("name", name));
    return List.of(definition);
  }

  private List<Element> remove(Call call) {
    Element definition = required(call.object(), call.text("key"));
    Element left = Element.typed("val", "ArrayOfCustomFieldDef");
    for (Element field : fields(call.object())) {
      if (!String.valueOf(definition.textAt("key")).equals(field.textAt("key"))) {
        left.add(field);
      }
    }
    call.object().set("field", left);
    for (ManagedObject object : machines.world().all()) {
      if (object.get("customValue") != null) {
        put(object, call.text("key"), null);
      }
    }
    machines.world().touch();
    return List.of();
  }

  private List<Element> set(Call call) {
    Ref entity = call.ref("entity");
    ManagedObject object = machines.world().get(entity);
    call.caller().require("Global.SetCustomField", entity);
    String key = call.text("key");
    Element definition = required(call.object(), key);
    String type = definition.textAt("managedObjectType");
    if (type != null && !type.isEmpty() && !type.equals(entity.type())) {
      throw Fault.invalidArgument("entity");
    }
    String value = call.text("value");
    String before = value(object, key);
    put(object, key, value);
    machines.world().touch();
    Element previous = before == null ? null : Element.of("prevState", before);
    List<Element> more = new ArrayList<>();
    more.add(machines.events().argument("entity", "entity", entity));
    more.add(Element.of("fieldKey", key));
    more.add(Element.of("name", String.valueOf(definition.textAt("name"))));
    more.add(Element.of("value", value));
    if (previous != null) {
      more.add(previous);
    }
    machines
        .events()
        .post(
            "CustomFieldValueChangedEvent",
            call.caller().user(),
            entity,
            "Changed custom field " + definition.textAt("name") + " on " + entity.id() + ".",
            more.toArray(Element[]::new));
    return List.of();
  }

  private static List<Element> fields(ManagedObject manager) {
    Element all = manager.get("field");
    return all == null ? List.of() : all.children();
  }

  private static Element required(ManagedObject manager, String key) {
    for (Element field : fields(manager)) {
      if (key.equals(field.textAt("key"))) {
        return field;
      }
    }
    throw Fault.invalidArgument("key");
  }

  private static @Nullable String value(ManagedObject object, String key) {
    Element all = object.get("customValue");
    for (Element value : all == null ? List.<Element>of() : all.children()) {
      if (key.equals(value.textAt("key"))) {
        return value.textAt("value");
      }
    }
    return null;
  }

  private static void put(ManagedObject object, String key, @Nullable String text) {
    for (String property : List.of("customValue", "value")) {
      Element old = object.get(property);
      Element changed = Element.typed("val", "ArrayOfCustomFieldValue");
      for (Element value : old == null ? List.<Element>of() : old.children()) {
        if (!key.equals(value.textAt("key"))) {
          changed.add(value);
        }
      }
      if (text != null) {
        changed.add(
            Element.typed("CustomFieldValue", "CustomFieldStringValue")
                .add("key", key)
                .add("value", text));
      }
      object.set(property, changed);
    }
  }
}
