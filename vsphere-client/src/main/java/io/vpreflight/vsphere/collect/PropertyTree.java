// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.soap.XmlCursor;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What to do with each property of a type, by its path. The same tree reads a property that was
 * asked for by itself ({@code config.uuid}), one inside a whole object ({@code config} of a dump),
 * an array and an element of an array ({@code config.extraConfig["ctkEnabled"]}).
 *
 * @param <B> what the values are put into
 */
final class PropertyTree<B> {
  private final Map<String, Node<B>> byPath = new HashMap<>();
  private final Node<B> root = new Node<>();

  /** Reads the property with that; the cursor stands on the element that holds the value. */
  PropertyTree<B> leaf(String path, BiConsumer<B, XmlCursor> reader) {
    Node<B> node = node(path);
    node.reader = reader;
    return this;
  }

  /**
   * Reads each element of an array with that.
   *
   * @param begin told that the array is there, be it empty
   */
  PropertyTree<B> each(String path, Consumer<B> begin, BiConsumer<B, XmlCursor> reader) {
    return each(path, begin, reader, (b, c) -> {});
  }

  /**
   * Reads each element of an array with that.
   *
   * @param begin told that the array is there, be it empty
   * @param end told that it was read whole, when it was asked for by itself
   */
  PropertyTree<B> each(
      String path,
      Consumer<B> begin,
      BiConsumer<B, XmlCursor> reader,
      BiConsumer<B, XmlCursor> end) {
    Node<B> node = node(path);
    node.reader = reader;
    node.begin = begin;
    node.end = end;
    return this;
  }

  /**
   * Reads one property; the cursor stands on {@code <val>}.
   *
   * @return false when nobody wants it
   */
  boolean read(B into, String path, XmlCursor cursor) {
    int key = path.indexOf('[');
    Node<B> node = byPath.get(key < 0 ? path : path.substring(0, key));
    if (node == null) {
      return false;
    }
    if (node.begin != null && key < 0) {
      node.begin.accept(into);
      int here = cursor.enter();
      while (cursor.next(here)) {
        node.take(into, cursor);
      }
      if (node.end != null) {
        node.end.accept(into, cursor);
      }
    } else {
      node.read(into, cursor);
    }
    return true;
  }

  private Node<B> node(String path) {
    Node<B> at = root;
    StringBuilder walked = new StringBuilder();
    for (String part : path.split("\\.", -1)) {
      at = at.children.computeIfAbsent(part, p -> new Node<>());
      byPath.put(walked.append(walked.isEmpty() ? "" : ".").append(part).toString(), at);
    }
    return at;
  }

  private static final class Node<B> {
    final Map<String, Node<B>> children = new HashMap<>();
    @Nullable BiConsumer<B, XmlCursor> reader;
    @Nullable Consumer<B> begin;
    @Nullable BiConsumer<B, XmlCursor> end;

    void take(B into, XmlCursor cursor) {
      if (reader != null) {
        reader.accept(into, cursor);
      }
    }

    void read(B into, XmlCursor cursor) {
      if (reader != null) {
        reader.accept(into, cursor);
        return;
      }
      // An array inside an object that is there, but has no element, is empty and not unread.
      for (Node<B> child : children.values()) {
        if (child.begin != null) {
          child.begin.accept(into);
        }
      }
      int here = cursor.enter();
      while (cursor.next(here)) {
        Node<B> child = children.get(cursor.name());
        if (child != null) {
          child.read(into, cursor);
        }
      }
    }
  }
}
