// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object of the vCenter and the values of its properties, each an element {@code val} with its
 * {@code xsi:type}. It belongs to a {@link World}, whose lock guards it.
 */
public final class ManagedObject {
  private final Ref ref;
  private final Map<String, Element> properties = new LinkedHashMap<>();

  /** An object without properties. */
  public ManagedObject(Ref ref) {
    this.ref = ref;
  }

  public Ref ref() {
    return ref;
  }

  /** Names of the properties that have a value, in the order in which they came. */
  public Set<String> names() {
    return properties.keySet();
  }

  /** The value of a property by its first name; null when it is unset. */
  public @Nullable Element get(String name) {
    return properties.get(name);
  }

  /** What a path of plain steps leads to, such as {@code at("config", "uuid")}; null when unset. */
  public @Nullable Element at(String name, String... path) {
    Element value = properties.get(name);
    return value == null ? null : value.at(path);
  }

  /** The text at the end of a path; null when it does not exist. */
  public @Nullable String textAt(String name, String... path) {
    Element found = at(name, path);
    return found == null ? null : found.text();
  }

  /** True only when the path exists and says {@code true}. */
  public boolean isTrue(String name, String... path) {
    Element found = at(name, path);
    return found != null && found.isTrue();
  }

  /** The references in a property that is an array of them; empty when it is unset. */
  public List<Ref> refs(String name) {
    Element value = properties.get(name);
    if (value == null) {
      return List.of();
    }
    return value.children().stream().map(Element::ref).filter(r -> r != null).toList();
  }

  /** Sets a property to a value, which is given the name {@code val}; returns this. */
  public ManagedObject set(String name, Element value) {
    properties.put(name, value.name().equals("val") ? value : value.copy("val"));
    return this;
  }

  /** Sets a property to text, boolean, int, long, time or reference; returns this. */
  public ManagedObject set(String name, Object value) {
    return set(name, Element.any("val", value));
  }

  /** Sets a property to an array of references; returns this. */
  public ManagedObject setRefs(String name, List<Ref> refs) {
    Element array = Element.typed("val", "ArrayOfManagedObjectReference");
    refs.forEach(ref -> array.add("ManagedObjectReference", ref));
    return set(name, array);
  }

  /** Makes a property unset. */
  public void unset(String name) {
    properties.remove(name);
  }
}
