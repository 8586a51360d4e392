// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.property;

import io.vpreflight.simulator.model.ApiVersion;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows a property path such as {@code config.extraConfig["ctkEnabled"].value} into the value of
 * a property, and gives what it leads to the {@code xsi:type} that vim25 declares.
 */
final class Paths {
  private final Schema schema;
  private final ApiVersion version;

  Paths(Schema schema, ApiVersion version) {
    this.schema = schema;
    this.version = version;
  }

  /** A step of a path: a name, and the key of the item behind it or null. */
  record Step(String name, @Nullable String key) {}

  /**
   * Cuts a path into steps.
   *
   * @throws Fault {@code InvalidProperty} when it is no path
   */
  static List<Step> steps(String path) {
    List<Step> steps = new ArrayList<>();
    int at = 0;
    while (at < path.length()) {
      int end = at;
      while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
        end++;
      }
      String name = path.substring(at, end);
      String key = null;
      if (end < path.length() && path.charAt(end) == '[') {
        int close = path.indexOf(path.startsWith("[\"", end) ? "\"]" : "]", end + 1);
        if (close < 0) {
          throw Fault.invalidProperty(path);
        }
        boolean quoted = path.startsWith("[\"", end);
        key = path.substring(end + (quoted ? 2 : 1), close);
        end = close + (quoted ? 2 : 1);
      }
      steps.add(new Step(name, key));
      if (end < path.length() && path.charAt(end) != '.') {
        throw Fault.invalidProperty(path);
      }
      at = end + 1;
    }
    if (steps.isEmpty() || steps.stream().anyMatch(step -> step.name().isEmpty())) {
      throw Fault.invalidProperty(path);
    }
    return steps;
  }

  /**
   * The value at the end of a path, called {@code val}; null when it is unset.
   *
   * @param type of the managed object
   * @param value of the property that the first step names; null when it is unset
   * @throws Fault {@code InvalidProperty} when a type on the way has no such property
   */
  @Nullable Element follow(String type, @Nullable Element value, String path) {
    List<Step> steps = steps(path);
    Schema.Property property = declared(type, steps.get(0).name(), path);
    Element here = value == null ? null : typed(value, property);
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (i > 0) {
        String owner = owner(here, property);
        if (property.isArray() && (here == null || isArray(here))) {
          throw Fault.invalidProperty(path);
        }
        Schema.Property next = declared(owner, step.name(), path);
        here = here == null ? null : child(here, next);
        property = next;
      }
      if (step.key() != null) {
        if (!property.isArray()) {
          throw Fault.invalidProperty(path);
        }
        here = here == null ? null : item(here, property, step.key());
        property = one(property);
      }
    }
    return here;
  }

  /** The type of the value itself, unless it is one that vim25 does not declare. */
  private String owner(@Nullable Element here, Schema.Property property) {
    String own = here == null ? null : here.type();
    return own == null || !schema.isKnown(own) ? property.type() : own;
  }

  /** A property that this version has. */
  private Schema.Property declared(String type, String name, String path) {
    Schema.Property found = schema.property(type, name);
    if (found == null || !version.atLeast(found.since())) {
      throw Fault.invalidProperty(path);
    }
    return found;
  }

  private static boolean isArray(Element element) {
    return element.type() != null && element.type().startsWith("ArrayOf");
  }

  private static Schema.Property one(Schema.Property array) {
    return new Schema.Property(
        array.name(), array.type(), false, array.isReference(), array.privilege(), array.since());
  }

  private Element typed(Element value, Schema.Property property) {
    return value.type() == null ? value.copy().type(property.valueType()) : value;
  }

  private @Nullable Element child(Element parent, Schema.Property property) {
    if (!property.isArray()) {
      Element found = parent.child(property.name());
      return found == null ? null : asValue(found, property.itemType());
    }
    // An array inside of a value is never unset, only empty.
    List<Element> items = parent.children(property.name());
    Element array = Element.typed("val", property.valueType());
    items.forEach(item -> array.add(item.copy(property.itemName())));
    return array;
  }

  private static @Nullable Element item(Element array, Schema.Property property, String key) {
    for (Element item : array.children()) {
      if (key.equals(item.textAt("key")) || (item.ref() != null && item.text().equals(key))) {
        return asValue(item, property.itemType());
      }
    }
    return null;
  }

  private static Element asValue(Element found, String declared) {
    Element value = found.copy("val");
    return value.type() == null ? value.type(declared) : value;
  }
}
