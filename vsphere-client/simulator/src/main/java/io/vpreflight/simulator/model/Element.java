// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An element of XML as vim25 writes it: a name, an {@code xsi:type}, the {@code type} of a
 * reference, and either text or children. It is mutable; whoever changes one that belongs to the
 * {@link World} holds its lock and calls {@link World#touch} afterwards.
 */
public final class Element {
  private final String name;
  private @Nullable String type;
  private @Nullable String refType;
  private String text = "";
  private List<Element> children = List.of();

  /** An empty element. */
  public Element(String name) {
    this.name = name;
  }

  /** An element with text, without {@code xsi:type}; an {@link Instant} is written as UTC. */
  public static Element of(String name, Object value) {
    Element element = new Element(name);
    element.setValue(value);
    return element;
  }

  /** An empty element with {@code xsi:type}, for example {@code VirtualDisk}. */
  public static Element typed(String name, String type) {
    return new Element(name).type(type);
  }

  /**
   * An element that says its type itself, as an {@code anyType} must: text, boolean, int, long,
   * {@link Instant} or {@link Ref}.
   */
  public static Element any(String name, Object value) {
    return of(name, value).type(typeOf(value));
  }

  private static String typeOf(Object value) {
    if (value instanceof Boolean) {
      return "xsd:boolean";
    }
    if (value instanceof Integer) {
      return "xsd:int";
    }
    if (value instanceof Long) {
      return "xsd:long";
    }
    if (value instanceof Instant) {
      return "xsd:dateTime";
    }
    return value instanceof Ref ? "ManagedObjectReference" : "xsd:string";
  }

  public String name() {
    return name;
  }

  /**
   * {@code xsi:type}: without prefix for a type of vim25, as {@code xsd:int} for one of XML Schema;
   * null when the element does not say it.
   */
  public @Nullable String type() {
    return type;
  }

  /** Sets {@code xsi:type} and returns this. */
  public Element type(@Nullable String newType) {
    type = newType;
    return this;
  }

  /** The text; empty when there is none. */
  public String text() {
    return text;
  }

  /** What a reference points at; null when this is none. */
  public @Nullable Ref ref() {
    return refType == null ? null : new Ref(refType, text);
  }

  /** The {@code type} attribute that makes a reference; null when this is none. */
  public @Nullable String refType() {
    return refType;
  }

  /** The children, in order; to be read only. */
  public List<Element> children() {
    return Collections.unmodifiableList(children);
  }

  /** All children of that name, in order. */
  public List<Element> children(String childName) {
    return children.stream().filter(child -> child.name.equals(childName)).toList();
  }

  /** The first child of that name, or null. */
  public @Nullable Element child(String childName) {
    for (Element child : children) {
      if (child.name.equals(childName)) {
        return child;
      }
    }
    return null;
  }

  /** Goes down the first children of these names; null when one is missing. */
  public @Nullable Element at(String... path) {
    Element here = this;
    for (String step : path) {
      here = here == null ? null : here.child(step);
    }
    return here;
  }

  /**
   * Goes down the first children of these names.
   *
   * @throws IllegalStateException when one is missing
   */
  public Element require(String... path) {
    Element found = at(path);
    if (found == null) {
      throw new IllegalStateException("no " + String.join(".", path) + " in " + this);
    }
    return found;
  }

  /** The text at the end of a path; null when it does not exist. */
  public @Nullable String textAt(String... path) {
    Element found = at(path);
    return found == null ? null : found.text;
  }

  /** The reference at the end of a path; null when there is none. */
  public @Nullable Ref refAt(String... path) {
    Element found = at(path);
    return found == null ? null : found.ref();
  }

  /** True only when the path exists and says {@code true} (or {@code 1}). */
  public boolean isTrue(String... path) {
    String found = textAt(path);
    return "true".equals(found) || "1".equals(found);
  }

  /** Replaces text or reference; children stay. */
  public void setValue(Object value) {
    if (value instanceof Ref ref) {
      refType = ref.type();
      text = ref.id();
    } else {
      refType = null;
      text = value.toString();
    }
  }

  /** Adds a child and returns this. */
  public Element add(Element child) {
    if (children.isEmpty()) {
      // Most elements have none, and a large vCenter is tens of millions of them.
      children = new ArrayList<>(1);
    }
    children.add(child);
    return this;
  }

  /** Adds a child with text or a reference and returns this; null adds nothing. */
  public Element add(String childName, @Nullable Object value) {
    return value == null ? this : add(of(childName, value));
  }

  /** Adds a child that says its type itself and returns this. */
  public Element addAny(String childName, Object value) {
    return add(any(childName, value));
  }

  /** Puts a child in place of the first of its name, or at the end, and returns this. */
  public Element put(Element child) {
    for (int i = 0; i < children.size(); i++) {
      if (children.get(i).name.equals(child.name)) {
        children.set(i, child);
        return this;
      }
    }
    return add(child);
  }

  /** Puts a child with text or a reference; null removes every child of that name. */
  public Element put(String childName, @Nullable Object value) {
    if (value == null) {
      removeAll(childName);
      return this;
    }
    return put(of(childName, value));
  }

  /** Puts a child in place of that very child. */
  public void replace(Element old, Element child) {
    for (int i = 0; i < children.size(); i++) {
      if (children.get(i) == old) {
        children.set(i, child);
        return;
      }
    }
    throw new IllegalArgumentException("no such child of " + name + ": " + old.name);
  }

  /** Removes that very child; true when it was there. */
  public boolean remove(Element child) {
    return !children.isEmpty() && children.removeIf(c -> c == child);
  }

  /** Removes every child of that name. */
  public void removeAll(String childName) {
    if (!children.isEmpty()) {
      children.removeIf(child -> child.name.equals(childName));
    }
  }

  /** A copy that shares nothing. */
  public Element copy() {
    return copy(name);
  }

  /** A copy under another name that shares nothing. */
  public Element copy(String newName) {
    Element copy = new Element(newName);
    copy.type = type;
    copy.refType = refType;
    copy.text = text;
    for (Element child : children) {
      copy.add(child.copy());
    }
    return copy;
  }

  /** True when the other one has the same name, types, text and children. */
  public boolean sameAs(Element other) {
    if (!name.equals(other.name)
        || !Objects.equals(type, other.type)
        || !Objects.equals(refType, other.refType)
        || !text.equals(other.text)
        || children.size() != other.children.size()) {
      return false;
    }
    for (int i = 0; i < children.size(); i++) {
      if (!children.get(i).sameAs(other.children.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The XML of it. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    ElementWriter.append(this, out);
    return out.toString();
  }
}
