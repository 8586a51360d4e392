// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.inventory.MoRef;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.Arrays;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a reply once, element by element, and skips what nobody asks for:
 *
 * <pre>{@code
 * int here = cursor.enter();
 * while (cursor.next(here)) {
 *   switch (cursor.name()) {
 *     case "key" -> key = cursor.integer();
 *     default -> {}
 *   }
 * }
 * }</pre>
 *
 * <p>Names are local names, whatever prefix the server chose. A document type, too much of
 * anything, and text that is not XML are a {@link BadReply}; a broken connection is {@link
 * Unreachable}. Not safe for several threads.
 */
public final class XmlCursor {
  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
  private static final String PREFERRED = "com.fasterxml.aalto.stax.InputFactoryImpl";
  private static final XMLInputFactory FACTORY = factory();

  private final XMLStreamReader reader;
  private final ReplyLimits limits;
  private final Pool pool;
  private char[] text = new char[256];
  private int length;
  private int depth;
  private int elements;

  /** Reads bytes of XML; closing the stream is the caller's business. */
  public XmlCursor(InputStream in, ReplyLimits limits) {
    this(in, limits, null, FACTORY);
  }

  /**
   * Reads the next of several documents, with the words of the one before: they repeat.
   *
   * @param before null for the first one; not to be used again
   */
  public XmlCursor(InputStream in, ReplyLimits limits, @Nullable XmlCursor before) {
    this(in, limits, before, FACTORY);
  }

  /** Reads them with that parser. */
  XmlCursor(
      InputStream in, ReplyLimits limits, @Nullable XmlCursor before, XMLInputFactory parsers) {
    this.limits = limits;
    this.pool = before == null ? new Pool() : before.pool;
    try {
      reader = parsers.createXMLStreamReader(in);
    } catch (XMLStreamException e) {
      throw problem(e);
    }
    int event = reader.getEventType();
    while (event != XMLStreamConstants.START_ELEMENT) {
      event = step();
    }
    depth = 1;
  }

  /** The depth of the element that the cursor stands on, to be given to {@link #next}. */
  public int enter() {
    return depth;
  }

  /**
   * Goes to the next child of the element at that depth, over whatever is left of the child before.
   *
   * @return false at the end of the element
   */
  public boolean next(int parent) {
    while (true) {
      switch (step()) {
        case XMLStreamConstants.START_ELEMENT -> {
          open();
          if (depth == parent + 1) {
            return true;
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          if (depth < parent) {
            return false;
          }
        }
        default -> {}
      }
    }
  }

  /** Local name of the element. */
  public String name() {
    return reader.getLocalName();
  }

  /** The local part of {@code xsi:type}, or null. */
  public @Nullable String type() {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (reader.getAttributeLocalName(i).equals("type")
          && XSI.equals(reader.getAttributeNamespace(i))) {
        return pool.local(reader.getAttributeValue(i));
      }
    }
    return null;
  }

  /** An attribute without a namespace, or null. */
  public @Nullable String attribute(String name) {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (reader.getAttributeLocalName(i).equals(name)) {
        String namespace = reader.getAttributeNamespace(i);
        if (namespace == null || namespace.isEmpty()) {
          return reader.getAttributeValue(i);
        }
      }
    }
    return null;
  }

  /** The text of the element, without that of elements inside; goes to its end. */
  public String text() {
    collect();
    return new String(text, 0, length);
  }

  /** As {@link #text}, one string for equal words: for what repeats. */
  public String word() {
    collect();
    return pool.get(text, length);
  }

  /** True or false as the element says, null for anything else. */
  public @Nullable Boolean bool() {
    collect();
    if (is("true") || is("1")) {
      return Boolean.TRUE;
    }
    boolean no = is("false") || is("0");
    return no ? Boolean.FALSE : null;
  }

  /** A whole number that fits into 64 bits, or null for anything else. */
  public @Nullable Long longValue() {
    collect();
    int at = length > 0 && text[0] == '-' ? 1 : 0;
    if (length == at || length - at > 19) {
      return null;
    }
    if (length - at == 19) {
      return longest();
    }
    long value = 0;
    for (int i = at; i < length; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return null;
      }
      value = value * 10 + digit;
    }
    return at == 1 ? -value : value;
  }

  /** Unlimited is 9223372036854775807 in vim25: the only length where a number may not fit. */
  private @Nullable Long longest() {
    try {
      return Long.valueOf(new String(text, 0, length));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A whole number that fits into 32 bits, or null for anything else. */
  public @Nullable Integer integer() {
    Long value = longValue();
    return value == null || value != value.intValue() ? null : pool.same(value.intValue());
  }

  /** A point in time, UTC when no zone is given; null for anything else. */
  public @Nullable Instant instant() {
    collect();
    if (length < 19) {
      return null;
    }
    return Timestamp.parse(text, length);
  }

  /**
   * An equal object that was read before, if it is still known, else this one: for what repeats
   * from object to object. Only for what cannot change.
   */
  public <T> T same(T value) {
    return pool.same(value);
  }

  /** A reference: the type is an attribute, the moId the text. Null when there is no moId. */
  public @Nullable MoRef moRef() {
    String type = attribute("type");
    String moId = word();
    return moId.isEmpty() ? null : pool.same(new MoRef(type == null ? "" : type.intern(), moId));
  }

  /** Goes to the end of the element. */
  public void skip() {
    int here = depth;
    while (depth >= here) {
      if (!next(here)) {
        return;
      }
    }
  }

  /** Goes to the end of the document, so that one that was cut off is not taken for whole. */
  void drain() {
    while (depth >= 1 && next(1)) {
      skip();
    }
  }

  private void open() {
    depth++;
    elements++;
    if (depth > limits.depth()) {
      throw BadReply.tooLarge("nested deeper than " + limits.depth(), null);
    }
    if (elements > limits.elements()) {
      throw BadReply.tooLarge("more than " + limits.elements() + " elements", null);
    }
  }

  private void collect() {
    length = 0;
    int here = depth;
    while (depth >= here) {
      switch (step()) {
        case XMLStreamConstants.CHARACTERS,
            XMLStreamConstants.CDATA,
            XMLStreamConstants.SPACE,
            XMLStreamConstants.ENTITY_REFERENCE ->
            append(depth == here);
        case XMLStreamConstants.START_ELEMENT -> open();
        case XMLStreamConstants.END_ELEMENT -> depth--;
        default -> {}
      }
    }
  }

  private int step() {
    try {
      int event = reader.next();
      if (event == XMLStreamConstants.DTD) {
        throw new BadReply("a document type in a reply", false, null);
      }
      return event;
    } catch (XMLStreamException e) {
      throw problem(e);
    } catch (VSphereException e) {
      throw e;
    } catch (RuntimeException e) {
      throw problem(e);
    }
  }

  private void append(boolean wanted) {
    if (!wanted || !reader.hasText()) {
      return;
    }
    int more = textLength();
    if (length + more > limits.textLength()) {
      throw BadReply.tooLarge("a text longer than " + limits.textLength(), null);
    }
    if (length + more > text.length) {
      text = Arrays.copyOf(text, Math.max(2 * text.length, length + more));
    }
    System.arraycopy(reader.getTextCharacters(), reader.getTextStart(), text, length, more);
    length += more;
  }

  /** Aalto reads a text only when it is asked for. */
  private int textLength() {
    try {
      return reader.getTextLength();
    } catch (RuntimeException e) {
      throw problem(e);
    }
  }

  private boolean is(String word) {
    if (length != word.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text[i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Aalto complains of some documents without checking that anybody listens. */
  private static RuntimeException problem(RuntimeException e) {
    return e.getCause() instanceof XMLStreamException known
        ? problem(known)
        : new BadReply("not XML: " + e.getMessage(), true, e);
  }

  private static RuntimeException problem(XMLStreamException e) {
    for (Throwable t = e; t != null; t = cause(t)) {
      if (t instanceof LimitedStream.LimitExceeded) {
        return BadReply.tooLarge(String.valueOf(t.getMessage()), e);
      }
      if (t instanceof java.io.CharConversionException) {
        break;
      }
      if (t instanceof IOException) {
        Unreachable.Reason reason =
            t instanceof SocketTimeoutException || "timeout".equals(t.getMessage())
                ? Unreachable.Reason.TIMEOUT
                : Unreachable.Reason.BROKEN;
        return new Unreachable(reason, String.valueOf(t.getMessage()), t);
      }
    }
    return new BadReply("not XML: " + e.getMessage(), true, e);
  }

  private static @Nullable Throwable cause(Throwable t) {
    Throwable nested = t instanceof XMLStreamException x ? x.getNestedException() : null;
    return nested != null ? nested : t.getCause();
  }

  /** Aalto is twice as fast as the parser of the JDK, which is taken when Aalto is not there. */
  private static XMLInputFactory factory() {
    try {
      return hardened(
          Class.forName(PREFERRED)
              .asSubclass(XMLInputFactory.class)
              .getDeclaredConstructor()
              .newInstance());
    } catch (ReflectiveOperationException e) {
      return hardened(XMLInputFactory.newDefaultFactory());
    }
  }

  /** Switches off whatever a reply could use to reach for files, other servers, or our memory. */
  static XMLInputFactory hardened(XMLInputFactory factory) {
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    return factory;
  }
}
