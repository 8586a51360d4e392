// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.truth;

import io.vpreflight.plugin.server.Govc;
import io.vpreflight.plugin.server.Vcsim;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Reads with govc. Its XML is taken: its JSON does not tell the classes of devices and of what they
 * are plugged into.
 */
final class GovcReader {
  private static final String ENVELOPE =
      "<Envelope xmlns=\"http://schemas.xmlsoap.org/soap/envelope/\"><Body>"
          + "<CreateFilter xmlns=\"urn:vim25\"><_this type=\"PropertyCollector\">PropertyCollector"
          + "</_this><spec><propSet><type>VirtualMachineSnapshot</type>"
          + "<pathSet>config.hardware.device</pathSet></propSet>%s</spec>"
          + "<partialUpdates>false</partialUpdates></CreateFilter></Body></Envelope>";

  private static final String EVER = "20000h";

  private final Vcsim server;
  private final Path folder;

  private GovcReader(Vcsim server, Path folder) {
    this.server = server;
    this.folder = folder;
  }

  /** The folder is for a file of govc's. */
  static Readings read(Vcsim server, Path folder) throws IOException {
    return new GovcReader(server, folder).read();
  }

  private Readings read() throws IOException {
    Map<String, Map<String, Map<String, Node>>> objects = new HashMap<>();
    for (Map.Entry<String, List<String>> each : Wanted.PROPERTIES.entrySet()) {
      List<String> words =
          new ArrayList<>(List.of("object.collect", "-xml", "-type", each.getKey(), "/"));
      words.addAll(each.getValue());
      objects.put(each.getKey(), objects(xml(words)));
    }
    Map<String, Map<String, Node>> root =
        objects(xml(List.of("object.collect", "-xml", "/", "triggeredAlarmState")));
    List<Node> alarms =
        root.values().stream().flatMap(p -> array(p, "triggeredAlarmState").stream()).toList();
    Map<String, String> names = new HashMap<>();
    for (Node alarm : alarms) {
      String ref = Objects.requireNonNull(alarm.refAt("alarm"));
      objects(xml(List.of("object.collect", "-xml", ref, "info")))
          .forEach((moId, p) -> names.put(moId, named(Objects.requireNonNull(p.get("info")))));
    }
    Map<String, String> fields = new HashMap<>();
    objects(
            xml(
                List.of(
                    "object.collect", "-xml", "CustomFieldsManager:CustomFieldsManager", "field")))
        .values()
        .forEach(
            p ->
                array(p, "field")
                    .forEach(f -> fields.put(String.valueOf(f.textAt("key")), named(f))));
    return new Readings(
        nodes(xml(List.of("about", "-xml"))).get(0),
        objects,
        snapshots(Objects.requireNonNull(objects.get("VirtualMachine"))),
        nodes(xml(List.of("events", "-xml", "-n", "1000"))),
        nodes(xml(List.of("tasks", "-xml", "-n", "1000", "-b", EVER))),
        alarms,
        names,
        fields);
  }

  private static String named(Node node) {
    return Objects.requireNonNull(node.textAt("name"));
  }

  private static List<Node> array(Map<String, Node> properties, String path) {
    Node node = properties.get(path);
    return node == null ? List.of() : node.items();
  }

  private Map<String, Map<String, Node>> snapshots(Map<String, Map<String, Node>> vms)
      throws IOException {
    StringBuilder wanted = new StringBuilder();
    for (Map<String, Node> vm : vms.values()) {
      Node info = vm.get("snapshot");
      if (info != null) {
        info.all("rootSnapshotList").forEach(tree -> references(tree, wanted));
      }
    }
    if (wanted.length() == 0) {
      return Map.of();
    }
    Path request = folder.resolve("snapshots.xml");
    Files.writeString(request, ENVELOPE.formatted(wanted));
    return objects(xml(List.of("object.collect", "-xml", "-R", request.toString())));
  }

  private static void references(Node tree, StringBuilder into) {
    into.append("<objectSet><obj type=\"VirtualMachineSnapshot\">")
        .append(tree.textAt("snapshot"))
        .append("</obj></objectSet>");
    tree.all("childSnapshotList").forEach(child -> references(child, into));
  }

  private static Map<String, Map<String, Node>> objects(List<Element> updates) {
    Map<String, Map<String, Node>> found = new HashMap<>();
    for (Element update : updates) {
      Map<String, Node> properties = new LinkedHashMap<>();
      String moId = "";
      for (Element child : Node.children(update)) {
        if (child.getTagName().equals("obj")) {
          moId = child.getTextContent();
        } else if (child.getTagName().equals("changeSet")) {
          Node change = Node.of(child);
          Node value = change.at("val");
          if (value != null) {
            properties.put(String.valueOf(change.textAt("name")), value);
          }
        }
      }
      found.put(moId, properties);
    }
    return found;
  }

  /** An event is an element named after its class. */
  private static List<Node> nodes(List<Element> elements) {
    List<Node> found = new ArrayList<>();
    for (Element element : elements) {
      found.add(new Node(element.getTagName(), "", Node.of(element).fields()));
    }
    return found;
  }

  private List<Element> xml(List<String> words) throws IOException {
    String output = Govc.run(server, words.toArray(String[]::new));
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return Node.children(
          factory
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader("<all>" + output + "</all>")))
              .getDocumentElement());
    } catch (SAXException | ParserConfigurationException e) {
      throw new AssertionError(words + " printed no XML", e);
    }
  }
}
