// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One element of a vim25 value, children in document order; mutable, for one thread. */
public final class XmlElement {
  private final String name;
  private @Nullable String xsiType;
  private @Nullable String referenceType;
  private @Nullable String text;
  private final List<XmlElement> children = new ArrayList<>(4);

  private XmlElement(String name) {
    this.name = name;
  }

  /** Returns an empty element without {@code xsi:type}. */
  public static XmlElement named(String name) {
    return new XmlElement(name);
  }

  /**
   * Returns an empty element with the given {@code xsi:type}, such as {@code VirtualDisk} or {@code
   * xsd:int}.
   */
  public static XmlElement typed(String name, String xsiType) {
    XmlElement element = new XmlElement(name);
    element.xsiType = xsiType;
    return element;
  }

  /**
   * Returns an element that says its type itself, as a property value or an {@code anyType} must.
   */
  static XmlElement any(String name, Object value) {
    if (value instanceof XmlElement element) {
      return element.renamed(name);
    }
    XmlElement element = new XmlElement(name).value(value);
    element.xsiType =
        value instanceof Boolean
            ? "xsd:boolean"
            : value instanceof Integer
                ? "xsd:int"
                : value instanceof Long
                    ? "xsd:long"
                    : value instanceof Instant
                        ? "xsd:dateTime"
                        : value instanceof Reference ? "ManagedObjectReference" : "xsd:string";
    return element;
  }

  /**
   * Returns a property value that is an array, such as {@code ArrayOfString}, with one element an
   * item.
   */
  static XmlElement array(String itemName, Collection<?> items) {
    String type = Character.toUpperCase(itemName.charAt(0)) + itemName.substring(1);
    XmlElement array = typed("val", "ArrayOf" + type);
    for (Object item : items) {
      array.add(itemName, item);
    }
    return array;
  }

  /**
   * Adds a child with a boolean, number, text, {@link Instant} or {@link Reference}, a list of
   * these (one child each) or an {@link XmlElement}; {@code null} adds nothing, which is how vim25
   * writes an unset property.
   */
  public XmlElement add(String childName, @Nullable Object value) {
    if (value instanceof Collection<?> items) {
      for (Object item : items) {
        add(childName, item);
      }
    } else if (value instanceof XmlElement element) {
      children.add(element.renamed(childName));
    } else if (value != null) {
      children.add(new XmlElement(childName).value(value));
    }
    return this;
  }

  /** Adds a child that carries its own {@code xsi:type}, as an {@code anyType} element must. */
  public XmlElement addAny(String childName, Object value) {
    children.add(any(childName, value));
    return this;
  }

  /** Adds a child as it is; {@code null} adds nothing. */
  public XmlElement add(@Nullable XmlElement child) {
    if (child != null) {
      children.add(child);
    }
    return this;
  }

  String name() {
    return name;
  }

  @Nullable String xsiType() {
    return xsiType;
  }

  @Nullable String text() {
    return text;
  }

  List<XmlElement> children() {
    return children;
  }

  XmlElement type(@Nullable String type) {
    xsiType = type;
    return this;
  }

  XmlElement value(Object value) {
    if (value instanceof Reference reference) {
      referenceType = reference.type();
      text = reference.moId();
    } else {
      text = value.toString();
    }
    return this;
  }

  /** Returns the same element under another name; children are shared. */
  XmlElement renamed(String newName) {
    if (newName.equals(name)) {
      return this;
    }
    XmlElement copy = new XmlElement(newName);
    copy.xsiType = xsiType;
    copy.referenceType = referenceType;
    copy.text = text;
    copy.children.addAll(children);
    return copy;
  }

  /** Returns a copy that shares nothing. */
  XmlElement copy() {
    XmlElement copy = new XmlElement(name);
    copy.xsiType = xsiType;
    copy.referenceType = referenceType;
    copy.text = text;
    for (XmlElement child : children) {
      copy.children.add(child.copy());
    }
    return copy;
  }

  /** Appends the element without white space between elements. */
  void appendTo(StringBuilder out) {
    out.append('<').append(name);
    if (referenceType != null) {
      out.append(" type=\"").append(referenceType).append('"');
    }
    if (xsiType != null) {
      out.append(" xsi:type=\"").append(xsiType).append('"');
    }
    if (children.isEmpty() && (text == null || text.isEmpty())) {
      out.append("/>");
      return;
    }
    out.append('>');
    if (text != null) {
      XmlText.append(out, text);
    }
    for (XmlElement child : children) {
      child.appendTo(out);
    }
    out.append("</").append(name).append('>');
  }
}
