// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.model;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads XML into elements, whatever prefixes it uses; document types are refused. */
public final class ElementReader {
  private static final XMLInputFactory FACTORY = factory();

  private ElementReader() {}

  /**
   * Reads a whole document.
   *
   * @throws XMLStreamException when it is not well-formed
   */
  public static Element read(InputStream in) throws XMLStreamException {
    XMLStreamReader xml = FACTORY.createXMLStreamReader(in);
    try {
      return read(xml);
    } finally {
      xml.close();
    }
  }

  private static Element read(XMLStreamReader xml) throws XMLStreamException {
    Deque<Element> open = new ArrayDeque<>();
    Deque<StringBuilder> texts = new ArrayDeque<>();
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          open.push(start(xml));
          texts.push(new StringBuilder());
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            texts.element().append(xml.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          Element done = open.pop();
          String text = texts.pop().toString();
          if (done.children().isEmpty()) {
            finish(done, text);
          }
          Element parent = open.peek();
          if (parent == null) {
            return done;
          }
          parent.add(done);
        }
        case XMLStreamConstants.DTD ->
            throw new XMLStreamException("a document type is not allowed here");
        default -> {}
      }
    }
    throw new XMLStreamException("no element");
  }

  private static void finish(Element element, String text) {
    String refType = element.refType();
    element.setValue(refType == null ? shared(text) : new Ref(refType, shared(text.strip())));
  }

  /** What is short comes again: true, 0, thin, host-21. */
  private static String shared(String text) {
    return text.length() <= 16 ? text.intern() : text;
  }

  private static Element start(XMLStreamReader xml) {
    Element element = new Element(xml.getLocalName());
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      String attribute = xml.getAttributeLocalName(i);
      String space = xml.getAttributeNamespace(i);
      boolean ofInstance = XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(space);
      if (attribute.equals("type") && ofInstance) {
        element.type(typeName(xml, xml.getAttributeValue(i)));
      } else if (attribute.equals("type")) {
        element.setValue(new Ref(xml.getAttributeValue(i).intern(), ""));
      }
    }
    return element;
  }

  private static String typeName(XMLStreamReader xml, String written) {
    int colon = written.indexOf(':');
    @Nullable String space = xml.getNamespaceURI(colon < 0 ? "" : written.substring(0, colon));
    String local = written.substring(colon + 1);
    return (XMLConstants.W3C_XML_SCHEMA_NS_URI.equals(space) ? "xsd:" + local : local).intern();
  }

  private static XMLInputFactory factory() {
    // The one of the JDK, whatever else is on the class path.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }
}
