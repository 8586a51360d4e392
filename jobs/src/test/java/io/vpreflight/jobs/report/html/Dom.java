// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.html;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A page as a browser has it. Our pages are well-formed XML too, so that a test can walk them. */
final class Dom {
  private final Document document;

  Dom(String html) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setExpandEntityReferences(false);
      DocumentBuilder builder = factory.newDocumentBuilder();
      // What is wrong is thrown, not printed.
      builder.setErrorHandler(null);
      document = builder.parse(new InputSource(new StringReader(html)));
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new AssertionError("not well-formed: " + e.getMessage(), e);
    }
  }

  /** Elements of that name, or all with {@code *}, in the order of the page. */
  List<Element> all(String tag) {
    return within(document.getDocumentElement(), tag);
  }

  /** Elements of that name below another. */
  static List<Element> within(Element parent, String tag) {
    NodeList nodes = parent.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  /** Elements of any name that have that class. */
  List<Element> ofClass(String name) {
    return all("*").stream().filter(element -> hasClass(element, name)).toList();
  }

  static boolean hasClass(Element element, String name) {
    return List.of(element.getAttribute("class").split(" ", -1)).contains(name);
  }

  /** The element with that id. */
  Element id(String id) {
    return all("*").stream()
        .filter(element -> element.getAttribute("id").equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no element " + id));
  }

  /** The element of the page that it is. */
  Element root() {
    return document.getDocumentElement();
  }

  /** What a person reads of it, blanks made one. */
  static String text(Element element) {
    return element.getTextContent().strip().replaceAll("\\s+", " ");
  }
}
