// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.truth;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One object as another client read it, and the facts that are made of it. */
record Subject(Facts facts, String moId, Map<String, Node> properties) {

  /** The value at a path, be it a property or inside of one. */
  @Nullable Node at(String path) {
    Node whole = properties.get(path);
    if (whole != null) {
      return whole;
    }
    for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      Node above = properties.get(path.substring(0, dot));
      if (above != null) {
        return above.at(path.substring(dot + 1));
      }
    }
    return null;
  }

  boolean has(String path) {
    return at(path) != null;
  }

  List<Node> items(String path) {
    Node node = at(path);
    return node == null ? List.of() : node.items();
  }

  void put(String fact, @Nullable String value) {
    facts.put(moId, fact, value);
  }

  void text(String fact, String path) {
    Node node = at(path);
    put(fact, node == null ? null : node.text());
  }

  /** Where an empty text means the same as none. */
  void emptyIsUnset(String fact) {
    facts.values().remove(moId + " " + fact, "");
  }

  void ref(String fact, String path) {
    Node node = at(path);
    put(fact, node == null ? null : node.ref());
  }

  /** References of which an unset array means the same as an empty one. */
  void refs(String fact, String path) {
    List<Node> items = items(path);
    put(fact + ".size", String.valueOf(items.size()));
    for (int i = 0; i < items.size(); i++) {
      put(fact + "[" + i + "]", items.get(i).ref());
    }
  }

  /** Texts of which an unset array is not an empty one. */
  void words(String fact, String path) {
    if (has(path)) {
      list(fact, items(path));
    }
  }

  void list(String fact, List<Node> items) {
    put(fact + ".size", String.valueOf(items.size()));
    for (int i = 0; i < items.size(); i++) {
      put(fact + "[" + i + "]", items.get(i).text());
    }
  }
}
