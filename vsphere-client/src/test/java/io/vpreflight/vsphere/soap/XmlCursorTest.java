// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.inventory.MoRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.xml.stream.XMLInputFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class XmlCursorTest {
  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
  private static final ReplyLimits SMALL = new ReplyLimits(1 << 20, 20, 500, 1_000);

  /** Aalto is taken when it is there, the parser of the JDK when not: both must read the same. */
  enum Parser {
    AALTO("com.fasterxml.aalto.stax.InputFactoryImpl"),
    JDK(null);

    final XMLInputFactory factory;

    Parser(@Nullable String name) {
      try {
        factory =
            XmlCursor.hardened(
                name == null
                    ? XMLInputFactory.newDefaultFactory()
                    : Class.forName(name)
                        .asSubclass(XMLInputFactory.class)
                        .getDeclaredConstructor()
                        .newInstance());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    XmlCursor open(InputStream in) {
      return new XmlCursor(in, SMALL, null, factory);
    }

    XmlCursor open(String document) {
      return open(new ByteArrayInputStream(document.getBytes(UTF_8)));
    }
  }

  private static final List<String> DOCUMENTS =
      List.of(
          "<a/>",
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- hello -->\n<a><b>1</b><b/></a>\n",
          "\uFEFF<a>with a mark</a>",
          "<a>one<!-- x -->two<?pi data?>three<![CDATA[ <four> & ]]>five</a>",
          "<a>&lt;b&gt; &amp; &quot;&apos; &#233;&#x1F600; \u00e9\u20ac\uD83D\uDE00</a>",
          "<s:a xmlns:s=\"urn:x\"><s:b t=\"1\" s:type=\"2\"/></s:a>",
          "<a xmlns:i='" + XSI + "'><v i:type='xsd:string'>x</v><v i:type='Plain'/></a>",
          "<a xmlns:i='" + XSI + "'><r i:type='ManagedObjectReference' type='Vm'>vm-1</r></a>",
          "<a xmlns:i='" + XSI + "'><r type='Vm' i:type='q:ManagedObjectReference'>vm-1</r></a>",
          "<a>\n  <b> padded </b>\n  <c><d><e>deep</e></d></c>\n</a>",
          "<a>before<b>inside</b>after</a>",
          "<a><b>" + "x".repeat(900) + "</b></a>",
          "<a><name>caf\u00e9 \u4e2d\u6587 \u202e</name></a>");

  private static final List<String> BROKEN =
      List.of(
          "",
          " ",
          "not xml at all",
          "<a><b></a>",
          "<a>&#x1B;</a>",
          "<a>&undeclared;</a>",
          "<a b='1' b='2'/>",
          "<p:a/>",
          "<a><xmlns:b/></a>",
          "<a>\u0001</a>");

  @ParameterizedTest
  @EnumSource
  void every_document_is_read_alike(Parser parser) {
    for (String document : DOCUMENTS) {
      assertEquals(
          flat(() -> Parser.AALTO.open(document)), flat(() -> parser.open(document)), document);
    }
  }

  @Test
  void text_is_that_of_the_element_alone() {
    assertEquals("onetwothree <four> & five", Parser.AALTO.open(DOCUMENTS.get(3)).text());
    assertEquals(
        "<b> & \"' \u00e9\uD83D\uDE00 \u00e9\u20ac\uD83D\uDE00",
        Parser.AALTO.open(DOCUMENTS.get(4)).text());
    assertEquals("beforeafter", Parser.AALTO.open(DOCUMENTS.get(10)).text());
  }

  @ParameterizedTest
  @EnumSource
  void a_reference_is_read_whatever_the_order_and_the_prefix_of_attributes(Parser parser) {
    for (String document : DOCUMENTS.subList(7, 9)) {
      XmlCursor cursor = parser.open(document);
      assertTrue(cursor.next(cursor.enter()));
      assertEquals("ManagedObjectReference", cursor.type());
      assertEquals(new MoRef("Vm", "vm-1"), cursor.moRef());
    }
  }

  @Tag("F8")
  @ParameterizedTest
  @EnumSource
  void what_is_not_xml_is_a_bad_reply_that_fewer_objects_may_mend(Parser parser) {
    for (String document : BROKEN) {
      problems(BadReply.class, () -> parser.open(document), document)
          .forEach(problem -> assertTrue(problem.isMalformed(), document));
    }
  }

  @Tag("F8")
  @ParameterizedTest
  @EnumSource
  void bytes_that_are_not_utf8_are_a_bad_reply(Parser parser) {
    byte[] bytes = {'<', 'a', '>', (byte) 0xC3, '(', '<', '/', 'a', '>'};
    problems(BadReply.class, () -> parser.open(new ByteArrayInputStream(bytes)), "not UTF-8")
        .forEach(problem -> assertTrue(problem.isMalformed()));
  }

  @Tag("F8")
  @ParameterizedTest
  @EnumSource
  void wherever_a_reply_is_cut_off_it_is_never_taken_for_whole(Parser parser) {
    String document =
        "<a xmlns:i='" + XSI + "'><v i:type='xsd:string'>some &amp; text</v><![CDATA[x]]><w/></a>";
    for (int length = 0; length < document.length(); length++) {
      String start = document.substring(0, length);
      problems(BadReply.class, () -> parser.open(start), "cut at " + length);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_connection_that_breaks_in_the_middle_is_told_apart(Parser parser) {
    String document = "<a><b>some long text</b><c x='1'/></a>";
    for (int length = 0; length < document.length(); length++) {
      byte[] start = document.substring(0, length).getBytes(UTF_8);
      problems(
              Unreachable.class,
              () ->
                  parser.open(
                      new SequenceInputStream(new ByteArrayInputStream(start), new Breaking())),
              "broken at " + length)
          .forEach(problem -> assertEquals(Unreachable.Reason.BROKEN, problem.reason()));
    }
  }

  @Tag("F8")
  @ParameterizedTest
  @EnumSource
  void a_document_type_is_refused_and_nothing_that_it_names_is_read(Parser parser) {
    for (String document :
        List.of(
            "<!DOCTYPE a><a/>",
            "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>",
            "<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/x.dtd'><a/>",
            "<!DOCTYPE a [<!ENTITY x 'ha'><!ENTITY y '&x;&x;&x;'>]><a>&y;</a>")) {
      problems(BadReply.class, () -> parser.open(document), document)
          .forEach(problem -> assertEquals("a document type in a reply", problem.getMessage()));
    }
  }

  @Tag("F8")
  @ParameterizedTest
  @EnumSource
  void depth_number_of_elements_and_length_of_a_text_are_limited(Parser parser) {
    assertTooMuch(parser.open("<a>".repeat(21) + "</a>".repeat(21)), "nested deeper than 20");
    assertTooMuch(parser.open("<a>" + "<b/>".repeat(501) + "</a>"), "more than 500 elements");
    assertTooMuch(parser.open("<a>" + "x".repeat(1_001) + "</a>"), "a text longer than 1000");
    parser.open("<a>".repeat(20) + "x".repeat(1_000) + "</a>".repeat(20)).skip();
    assertEquals(1_000, parser.open("<a>" + "x".repeat(1_000) + "</a>").text().length());
  }

  @Tag("F8")
  @ParameterizedTest
  @EnumSource
  void what_nobody_asks_for_is_limited_all_the_same(Parser parser) {
    XmlCursor deep = parser.open("<a><b>" + "<c>".repeat(50) + "</c>".repeat(50) + "</b></a>");
    assertThrows(BadReply.class, deep::skip);
    XmlCursor many = parser.open("<a>" + "<b><c/></b>".repeat(300) + "</a>");
    assertThrows(
        BadReply.class,
        () -> {
          int here = many.enter();
          while (many.next(here)) {
            // Nobody wants them.
          }
        });
  }

  @Test
  void the_rest_of_a_child_is_skipped_when_going_on() {
    XmlCursor cursor = Parser.AALTO.open("<a><b><x>1</x><y>2</y></b><c>3</c></a>");
    int here = cursor.enter();
    assertTrue(cursor.next(here));
    int inside = cursor.enter();
    assertTrue(cursor.next(inside));
    assertEquals("x", cursor.name());
    assertTrue(cursor.next(here));
    assertEquals("c", cursor.name());
    assertEquals("3", cursor.text());
    assertFalse(cursor.next(here));
  }

  @Test
  void numbers_are_numbers_or_nothing() {
    assertEquals(42, value("42", XmlCursor::integer));
    assertEquals(-1, value("-1", XmlCursor::integer));
    assertEquals(Integer.MAX_VALUE, value("2147483647", XmlCursor::integer));
    assertNull(value("2147483648", XmlCursor::integer));
    assertEquals(Long.MAX_VALUE, value("9223372036854775807", XmlCursor::longValue));
    assertEquals(Long.MIN_VALUE, value("-9223372036854775808", XmlCursor::longValue));
    assertNull(value("9223372036854775808", XmlCursor::longValue));
    for (String odd : List.of("", "-", "1.5", "0x10", "1e3", "12a", " 1", "99999999999999999999")) {
      assertNull(value(odd, XmlCursor::longValue), odd);
    }
  }

  @Test
  void truth_has_four_spellings_and_no_fifth() {
    assertEquals(true, value("true", XmlCursor::bool));
    assertEquals(true, value("1", XmlCursor::bool));
    assertEquals(false, value("false", XmlCursor::bool));
    assertEquals(false, value("0", XmlCursor::bool));
    for (String odd : List.of("", "TRUE", "yes", "2")) {
      assertNull(value(odd, XmlCursor::bool), odd);
    }
  }

  @Test
  void times_are_read_with_and_without_zone() {
    Instant noon = Instant.parse("2026-01-02T12:00:00Z");
    assertEquals(noon, value("2026-01-02T12:00:00Z", XmlCursor::instant));
    assertEquals(noon, value("2026-01-02T13:00:00+01:00", XmlCursor::instant));
    assertEquals(noon, value("2026-01-02T07:30:00.000-04:30", XmlCursor::instant));
    assertEquals(noon, value("2026-01-02T12:00:00", XmlCursor::instant));
    assertEquals(
        noon.plusNanos(123_456_000), value("2026-01-02T12:00:00.123456Z", XmlCursor::instant));
    assertEquals(noon.plusMillis(5), value("2026-01-02T12:00:00.005Z", XmlCursor::instant));
    assertEquals(noon.plusNanos(1), value("2026-01-02T12:00:00.000000001Z", XmlCursor::instant));
    assertEquals(Instant.EPOCH, value("1970-01-01T00:00:00Z", XmlCursor::instant));
    for (String odd :
        List.of(
            "",
            "2026-01-02",
            "2026-13-02T12:00:00Z",
            "2026-02-29T12:00:00Z",
            "2026-01-02T24:00:01Z",
            "2026-01-02T12:60:00Z",
            "2026-01-02T12:00:00.0000000001Z",
            "2026-01-02T12:00:0xZ",
            "yesterday, about noon")) {
      assertNull(value(odd, XmlCursor::instant), odd);
    }
  }

  @Test
  void a_word_that_repeats_is_one_string() {
    XmlCursor cursor = Parser.AALTO.open("<a><b>poweredOn</b><b>poweredOn</b></a>");
    int here = cursor.enter();
    cursor.next(here);
    String first = cursor.word();
    cursor.next(here);
    assertSame(first, cursor.word());
  }

  @Test
  void a_reference_without_moid_is_none() {
    XmlCursor cursor = Parser.AALTO.open("<a><r type='VirtualMachine'/></a>");
    cursor.next(cursor.enter());
    assertNull(cursor.moRef());
  }

  private static void assertTooMuch(XmlCursor cursor, String what) {
    BadReply problem = assertThrows(BadReply.class, cursor::text);
    assertFalse(problem.isMalformed());
    assertEquals(what, problem.getMessage());
  }

  private static <T> @Nullable T value(String text, Function<XmlCursor, @Nullable T> read) {
    return read.apply(Parser.AALTO.open("<a>" + text + "</a>"));
  }

  /** The ways in which a reply is gone through; each must notice what is wrong. */
  private static List<Consumer<XmlCursor>> ways() {
    return List.of(
        cursor -> structure(cursor, new ArrayList<>()),
        XmlCursor::text,
        XmlCursor::skip,
        cursor -> {
          int here = cursor.enter();
          while (cursor.next(here)) {
            cursor.text();
          }
        },
        cursor -> {});
  }

  private static <T extends Throwable> List<T> problems(
      Class<T> type, Supplier<XmlCursor> document, String what) {
    return ways().stream()
        .map(
            way ->
                assertThrows(
                    type,
                    () -> {
                      XmlCursor cursor = document.get();
                      way.accept(cursor);
                      cursor.drain();
                    },
                    what))
        .toList();
  }

  /** Every element with its type and attribute, and the text of those without elements inside. */
  private static List<String> flat(Supplier<XmlCursor> document) {
    List<String> found = new ArrayList<>();
    List<Boolean> leaves = new ArrayList<>();
    structure(document.get(), leaves);
    texts(document.get(), leaves.iterator(), found);
    return found;
  }

  private static void structure(XmlCursor cursor, List<Boolean> leaves) {
    int at = leaves.size();
    leaves.add(true);
    int here = cursor.enter();
    while (cursor.next(here)) {
      leaves.set(at, false);
      structure(cursor, leaves);
    }
  }

  private static void texts(XmlCursor cursor, Iterator<Boolean> leaves, List<String> found) {
    String start = cursor.name() + ":" + cursor.type() + "@" + cursor.attribute("type");
    if (leaves.next()) {
      found.add(start + "=" + cursor.text());
      return;
    }
    found.add(start);
    int here = cursor.enter();
    while (cursor.next(here)) {
      texts(cursor, leaves, found);
    }
  }

  /** A connection that is gone. */
  private static final class Breaking extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("Connection reset");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      throw new IOException("Connection reset");
    }
  }
}
