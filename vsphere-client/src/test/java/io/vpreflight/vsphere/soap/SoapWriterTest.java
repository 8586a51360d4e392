// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.inventory.MoRef;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoapWriterTest {
  private static final List<String> HOSTILE =
      List.of(
          "</_this><evil/>",
          "\" onload=\"x",
          "' & \" < >",
          "]]>",
          "<![CDATA[",
          "&amp;&#65;&x;",
          "a\r\nb\tc",
          "\u202egnp.exe",
          "\uD83D\uDE00 \u20ac \u4e2d",
          "\u0085\u2028");

  @Test
  void whatever_text_is_sent_comes_out_as_it_was() {
    for (String text : HOSTILE) {
      assertEquals(text, sent(writer().element("name", text)), text);
    }
  }

  @Test
  void a_reference_is_text_like_any_other() {
    for (String text : HOSTILE) {
      byte[] bytes = writer().self(new MoRef("Type", text)).finish("M");
      XmlCursor cursor = inside(bytes);
      assertEquals("_this", cursor.name());
      assertEquals("Type", cursor.attribute("type"));
      assertEquals(text, cursor.text());
    }
    // White space in an attribute is not kept by XML itself.
    byte[] bytes = writer().self(new MoRef("\"><evil a=\"&<", "x")).finish("M");
    assertEquals("\"><evil a=\"&<", inside(bytes).attribute("type"));
  }

  @Test
  void what_xml_cannot_carry_is_refused() {
    for (String text :
        List.of(
            "\u0000", "a\u001Bb", "\uFFFE", "\uFFFF", "\uD83D", "\uDE00", "\uD83Dx", "x\uDE00")) {
      assertThrows(IllegalArgumentException.class, () -> writer().element("name", text));
    }
  }

  @Test
  void the_method_and_the_operation_are_named() {
    String sent = new String(writer().finish("M"), UTF_8);
    assertTrue(
        sent.contains("<soapenv:Header><operationID>op &lt;1&gt;</operationID></soapenv:Header>"),
        sent);
    assertTrue(
        sent.endsWith("<M xmlns=\"urn:vim25\"></M></soapenv:Body></soapenv:Envelope>"), sent);
  }

  private static SoapWriter writer() {
    return new SoapWriter("M", "op <1>");
  }

  private static String sent(SoapWriter writer) {
    return inside(writer.finish("M")).text();
  }

  /** Stands on the first element inside of the method. */
  private static XmlCursor inside(byte[] envelope) {
    XmlCursor cursor = new XmlCursor(new ByteArrayInputStream(envelope), ReplyLimits.DEFAULT);
    int here = cursor.enter();
    while (cursor.next(here)) {
      if (cursor.name().equals("Body")) {
        cursor.next(cursor.enter());
        cursor.next(cursor.enter());
        return cursor;
      }
    }
    throw new AssertionError("no body");
  }
}
