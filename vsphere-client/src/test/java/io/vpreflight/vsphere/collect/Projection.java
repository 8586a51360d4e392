// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Snapshot;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.soap.ReplyLimits;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** Puts an {@code ObjectContent} through the projection, and turns one form of it into another. */
final class Projection {
  static final Map<Integer, String> FIELDS = Map.of(101, "Owner", 103, "Root password");

  private Projection() {}

  static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(Projection.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static VirtualMachine vm(String xml, SchemaNotes notes) {
    return read(xml, (ref, n) -> new VmBuilder(ref, n, FIELDS), notes).build();
  }

  static VirtualMachine vm(String xml) {
    return vm(xml, new SchemaNotes());
  }

  static Host host(String xml) {
    return read(xml, HostBuilder::new, new SchemaNotes()).build();
  }

  static Snapshot snapshot(String xml) {
    return read(xml, SnapshotBuilder::new, new SchemaNotes()).build();
  }

  static PlaceBuilder place(String xml) {
    return read(xml, PlaceBuilder::new, new SchemaNotes());
  }

  static <B extends ObjectBuilder> B read(
      String xml, BiFunction<MoRef, SchemaNotes, B> make, SchemaNotes notes) {
    List<B> made = new ArrayList<>();
    ObjectContents contents =
        new ObjectContents(
            ref -> {
              B builder = make.apply(ref, notes);
              made.add(builder);
              return builder;
            },
            notes);
    contents.read(
        new XmlCursor(
            new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), ReplyLimits.DEFAULT));
    return made.get(0);
  }

  /** One object with these properties, each of them a whole {@code propSet}. */
  static String object(String type, String moId, String... properties) {
    return "<ObjectContent xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><obj type=\""
        + type
        + "\">"
        + moId
        + "</obj>"
        + String.join("", properties)
        + "</ObjectContent>";
  }

  static String property(String name, String content) {
    return "<propSet><name>" + name + "</name><val>" + content + "</val></propSet>";
  }

  static String missing(String path, String fault) {
    return "<missingSet><path>"
        + path
        + "</path><fault><fault xsi:type=\""
        + fault
        + "\"/><localizedMessage>no</localizedMessage></fault></missingSet>";
  }

  /** The same object, as a server answers that was asked for each of these paths by itself. */
  static String byPaths(String whole, List<String> paths) {
    Document document = parse(whole);
    Element object = document.getDocumentElement();
    List<Element> whole1 = children(object, "propSet");
    for (String path : paths) {
      String name = path.replaceFirst("[.\\[].*", "");
      for (Element propSet : whole1) {
        if (children(propSet, "name").get(0).getTextContent().equals(name)) {
          Element val = children(propSet, "val").get(0);
          Element value = value(document, val, path.substring(name.length()));
          if (value != null) {
            Element made = document.createElement("propSet");
            made.appendChild(document.createElement("name")).setTextContent(path);
            made.appendChild(value);
            object.appendChild(made);
          }
        }
      }
    }
    whole1.forEach(object::removeChild);
    return text(document);
  }

  /** Walks down; what comes several times is an array. */
  private static @Nullable Element value(Document document, Element from, String path) {
    List<Element> found = List.of(from);
    String rest = path;
    String last = "";
    while (rest.startsWith(".")) {
      last = rest.substring(1).replaceFirst("[.\\[].*", "");
      rest = rest.substring(last.length() + 1);
      if (found.size() != 1) {
        return null;
      }
      found = children(found.get(0), last);
    }
    if (rest.startsWith("[\"")) {
      String key = rest.substring(2, rest.length() - 2);
      return found.stream()
          .filter(each -> children(each, "key").get(0).getTextContent().equals(key))
          .findFirst()
          .map(each -> renamed(document, each, "val"))
          .orElse(null);
    }
    if (path.isEmpty()) {
      return renamed(document, from, "val");
    }
    // An array that is empty is sent as one without elements: recorded of vCenter 8.0.3.
    boolean array = List.of("device", "extraConfig", "net", "service").contains(last);
    if (found.isEmpty() && !array) {
      return null;
    }
    if (!array) {
      return renamed(document, found.get(0), "val");
    }
    Element val = document.createElement("val");
    found.forEach(each -> val.appendChild(renamed(document, each, "ItemOfTheArray")));
    return val;
  }

  private static Element renamed(Document document, Element element, String name) {
    Element copy = document.createElement(name);
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      Node attribute = element.getAttributes().item(i);
      copy.setAttributeNS(
          attribute.getNamespaceURI(), attribute.getNodeName(), attribute.getNodeValue());
    }
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      copy.appendChild(child.cloneNode(true));
    }
    return copy;
  }

  /** The same object as govmomi writes it: other prefixes, attributes the other way round. */
  static String asGovmomi(String xml) {
    return xml.replaceAll(" type=\"(\\w+)\" xsi:type=\"(\\w+)\"", " xsi:type=\"$2\" type=\"$1\"")
        .replace("xmlns=\"urn:vim25\" ", "")
        .replace("xsi:type", "XMLSchema-instance:type")
        .replace("xmlns:xsi", "xmlns:XMLSchema-instance");
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element && name.equals(element.getLocalName())) {
        found.add(element);
      }
    }
    return found;
  }

  private static Document parse(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    } catch (javax.xml.parsers.ParserConfigurationException
        | org.xml.sax.SAXException
        | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Document document) {
    try {
      Transformer transformer = TransformerFactory.newInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      StringWriter out = new StringWriter();
      transformer.transform(new DOMSource(document), new StreamResult(out));
      return out.toString();
    } catch (javax.xml.transform.TransformerException e) {
      throw new IllegalStateException(e);
    }
  }
}
