// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import io.vpreflight.vsphere.inventory.MoRef;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the body of a call. Everything that comes from outside is escaped; characters that XML 1.0
 * cannot carry are refused. Not safe for several threads.
 */
public final class SoapWriter {
  private static final String HEAD =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
          + "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
          + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
          + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">";

  private final StringBuilder out = new StringBuilder(1024);

  /**
   * Begins an envelope whose body is the method; {@code operationId} appears in the logs of
   * vCenter.
   */
  SoapWriter(String method, String operationId) {
    out.append(HEAD).append("<soapenv:Header><operationID>");
    text(operationId);
    out.append("</operationID></soapenv:Header><soapenv:Body><").append(method);
    out.append(" xmlns=\"urn:vim25\">");
  }

  /** {@code <_this type="...">moId</_this>}, which every call begins with. */
  public SoapWriter self(MoRef ref) {
    return ref("_this", ref);
  }

  /** A reference. */
  public SoapWriter ref(String name, MoRef ref) {
    out.append('<').append(name).append(" type=\"");
    text(ref.type());
    out.append("\">");
    text(ref.moId());
    return close(name);
  }

  /** A reference where anything may stand. */
  public SoapWriter ref(String name, String type, MoRef ref) {
    out.append('<').append(name).append(" xsi:type=\"").append(type).append("\" type=\"");
    text(ref.type());
    out.append("\">");
    text(ref.moId());
    return close(name);
  }

  /** An element with text. */
  public SoapWriter element(String name, CharSequence value) {
    open(name);
    text(value);
    return close(name);
  }

  /** Begins an element. */
  public SoapWriter open(String name) {
    out.append('<').append(name).append('>');
    return this;
  }

  /** Begins an element with an {@code xsi:type} of ours. */
  public SoapWriter open(String name, String type) {
    out.append('<').append(name).append(" xsi:type=\"").append(type).append("\">");
    return this;
  }

  /** Ends an element. */
  public SoapWriter close(String name) {
    out.append("</").append(name).append('>');
    return this;
  }

  /**
   * Text, escaped.
   *
   * @throws IllegalArgumentException for a character that XML 1.0 cannot carry
   */
  public SoapWriter text(CharSequence value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&apos;");
        case '\r' -> out.append("&#13;");
        case '\t', '\n' -> out.append(c);
        default -> {
          if (c < ' ' || c == '\uFFFE' || c == '\uFFFF' || isHalf(value, i)) {
            throw new IllegalArgumentException("a character that XML cannot carry: " + (int) c);
          }
          out.append(c);
        }
      }
    }
    return this;
  }

  /** One half of a character beyond the first plane, without the other. */
  private static boolean isHalf(CharSequence value, int at) {
    char c = value.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
  }

  /** The whole envelope in UTF-8; the text of it is wiped, for it may hold a password. */
  byte[] finish(String method) {
    close(method);
    out.append("</soapenv:Body></soapenv:Envelope>");
    char[] chars = new char[out.length()];
    out.getChars(0, chars.length, chars, 0);
    for (int i = 0; i < out.length(); i++) {
      out.setCharAt(i, '\0');
    }
    byte[] bytes = new byte[3 * chars.length];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    CoderResult encoded =
        StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .encode(CharBuffer.wrap(chars), buffer, true);
    if (!encoded.isUnderflow()) {
      throw new IllegalStateException("three bytes a character were not enough");
    }
    byte[] result = Arrays.copyOf(bytes, buffer.position());
    Arrays.fill(chars, '\0');
    Arrays.fill(bytes, (byte) 0);
    return result;
  }
}
