// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.truth;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * A value of vim25 as another client understood it, whatever that client prints.
 *
 * @param type class, or type of the object for a reference; empty when it was not told
 * @param text of a plain value, moId of a reference
 * @param fields of an object; an array is an object whose fields are all items
 */
record Node(String type, String text, Map<String, List<Node>> fields) {
  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

  /** As pyVmomi's JSON of ours has it. */
  static Node of(JsonElement json) {
    Map<String, List<Node>> fields = new LinkedHashMap<>();
    if (json.isJsonArray()) {
      fields.put("item", json.getAsJsonArray().asList().stream().map(Node::of).toList());
      return new Node("", "", fields);
    }
    if (!json.isJsonObject()) {
      return new Node("", json.getAsString(), fields);
    }
    JsonObject object = json.getAsJsonObject();
    for (Map.Entry<String, JsonElement> each : object.entrySet()) {
      if (!each.getKey().startsWith("_")) {
        JsonElement value = each.getValue();
        List<Node> values =
            value.isJsonArray()
                ? value.getAsJsonArray().asList().stream().map(Node::of).toList()
                : List.of(of(value));
        fields.put(each.getKey(), values);
      }
    }
    return new Node(word(object, "_type"), word(object, "_moId"), fields);
  }

  private static String word(JsonObject object, String key) {
    return object.has(key) ? object.get(key).getAsString() : "";
  }

  /** As govc's XML has it. */
  static Node of(Element xml) {
    Map<String, List<Node>> fields = new LinkedHashMap<>();
    for (Element child : children(xml)) {
      fields.computeIfAbsent(child.getTagName(), tag -> new ArrayList<>()).add(of(child));
    }
    String type = xml.getAttributeNS(XSI, "type");
    return new Node(
        xml.hasAttribute("type") ? xml.getAttribute("type") : type,
        fields.isEmpty() ? xml.getTextContent() : "",
        fields);
  }

  static List<Element> children(Element xml) {
    List<Element> found = new ArrayList<>();
    for (org.w3c.dom.Node n = xml.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element element) {
        found.add(element);
      }
    }
    return found;
  }

  /** The items of an array. */
  List<Node> items() {
    return fields.values().stream().flatMap(List::stream).toList();
  }

  /** All values of a field. */
  List<Node> all(String field) {
    return fields.getOrDefault(field, List.of());
  }

  /** What is at a dotted path, or null. */
  @Nullable Node at(String path) {
    Node at = this;
    for (String step : path.split("\\.", -1)) {
      List<Node> next = at.all(step);
      if (next.isEmpty()) {
        return null;
      }
      at = next.get(0);
    }
    return at;
  }

  /** The text at a dotted path, or null. */
  @Nullable String textAt(String path) {
    Node at = at(path);
    return at == null ? null : at.text;
  }

  /** A reference as {@code Type:moId}. */
  String ref() {
    return type + ":" + text;
  }

  /** The reference at a dotted path, or null. */
  @Nullable String refAt(String path) {
    Node at = at(path);
    return at == null ? null : at.ref();
  }
}
