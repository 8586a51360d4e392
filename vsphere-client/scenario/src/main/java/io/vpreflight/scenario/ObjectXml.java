// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The properties of one managed object on their way into a file; mutable, for one thread. */
final class ObjectXml {
  private final Reference reference;
  private final Map<String, XmlElement> properties = new LinkedHashMap<>();

  ObjectXml(Reference reference) {
    this.reference = reference;
  }

  Reference reference() {
    return reference;
  }

  /** Sets a property from a value that {@link XmlElement#any} takes; {@code null} leaves it out. */
  ObjectXml set(String property, @Nullable Object value) {
    if (value != null) {
      properties.put(property, XmlElement.any("val", value));
    }
    return this;
  }

  /** Sets a property of an enumerated or string-like type. */
  ObjectXml setTyped(String property, String xsiType, Object value) {
    properties.put(property, XmlElement.typed("val", xsiType).value(value));
    return this;
  }

  /** Sets a property that is an array of references. */
  ObjectXml references(String property, Collection<Reference> references) {
    XmlElement array = XmlElement.typed("val", "ArrayOfManagedObjectReference");
    for (Reference each : references) {
      array.add("ManagedObjectReference", each);
    }
    properties.put(property, array);
    return this;
  }

  @Nullable XmlElement get(String property) {
    return properties.get(property);
  }

  /** Sets what the path names, making missing elements on the way. */
  void override(String path, Object value) {
    List<PropertyPath.Step> steps = PropertyPath.parse(path);
    PropertyPath.Step first = steps.get(0);
    if (steps.size() == 1 && first.key() == null) {
      set(first.name(), value);
      return;
    }
    XmlElement root = properties.get(first.name());
    if (root == null) {
      throw new IllegalArgumentException(
          path + ": " + reference + " has no property " + first.name() + "; set it as a whole");
    }
    PropertyPath.set(root, path, steps, value);
  }

  /** Removes what the path names; nothing happens where it is not there. */
  void remove(String path) {
    List<PropertyPath.Step> steps = PropertyPath.parse(path);
    PropertyPath.Step first = steps.get(0);
    if (steps.size() == 1 && first.key() == null) {
      properties.remove(first.name());
      return;
    }
    XmlElement root = properties.get(first.name());
    if (root != null) {
      PropertyPath.remove(root, steps);
    }
  }

  /** Returns the file: an {@code ObjectContent} with one line a property. */
  String toXml() {
    StringBuilder out = new StringBuilder(4096);
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ObjectContent xmlns=\"urn:vim25\"")
        .append(" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"")
        .append(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n");
    XmlElement.named("obj").value(reference).appendTo(out);
    for (Map.Entry<String, XmlElement> property : properties.entrySet()) {
      out.append("\n<propSet><name>").append(property.getKey()).append("</name>");
      property.getValue().appendTo(out);
      out.append("</propSet>");
    }
    return out.append("\n</ObjectContent>\n").toString();
  }
}
