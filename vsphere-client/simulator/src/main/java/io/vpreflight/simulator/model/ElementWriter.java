// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.model;

/**
 * Writes elements as a vCenter does: the default name space is {@code urn:vim25}, and the prefixes
 * {@code xsi} and {@code xsd} are bound around them.
 */
public final class ElementWriter {
  private ElementWriter() {}

  /** Appends an element without white space between elements. */
  public static void append(Element element, StringBuilder out) {
    out.append('<').append(element.name());
    String refType = element.refType();
    if (refType != null) {
      out.append(" type=\"");
      escape(refType, out);
      out.append('"');
    }
    String type = element.type();
    if (type != null) {
      out.append(" xsi:type=\"");
      escape(type, out);
      out.append('"');
    }
    if (element.children().isEmpty() && element.text().isEmpty()) {
      out.append("/>");
      return;
    }
    out.append('>');
    escape(element.text(), out);
    for (Element child : element.children()) {
      append(child, out);
    }
    out.append("</").append(element.name()).append('>');
  }

  private static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\r' -> out.append("&#xD;");
        default -> out.append(c);
      }
    }
  }
}
