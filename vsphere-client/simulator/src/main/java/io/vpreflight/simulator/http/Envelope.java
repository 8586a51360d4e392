// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.http;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ElementReader;
import io.vpreflight.simulator.model.ElementWriter;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.Ref;
import java.io.InputStream;
import java.util.List;
import javax.xml.stream.XMLStreamException;

/**
 * A SOAP request.
 *
 * @param method its name
 * @param target {@code _this}
 * @param body the element of the method
 * @param operationId that header; empty when there is none
 */
record Envelope(String method, Ref target, Element body, String operationId) {
  private static final String OPEN =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          + "<soapenv:Envelope xmlns:soapenc=\"http://schemas.xmlsoap.org/soap/encoding/\""
          + " xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
          + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
          + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n<soapenv:Body>\n";
  private static final String CLOSE = "\n</soapenv:Body>\n</soapenv:Envelope>";

  /**
   * Reads one.
   *
   * @throws Fault {@code InvalidRequest} when it is none
   */
  static Envelope read(InputStream request) {
    Element envelope;
    try {
      envelope = ElementReader.read(request);
    } catch (XMLStreamException e) {
      throw Fault.invalidRequest("The request is not well-formed: " + e.getMessage());
    }
    Element body = envelope.child("Body");
    if (body == null || body.children().isEmpty()) {
      throw Fault.invalidRequest("The request has no body");
    }
    Element method = body.children().get(0);
    Ref target = method.refAt("_this");
    if (target == null) {
      throw Fault.invalidRequest("The request has no _this");
    }
    String operationId = envelope.textAt("Header", "operationID");
    return new Envelope(method.name(), target, method, operationId == null ? "" : operationId);
  }

  /** The answer of a method. */
  static String response(String method, List<Element> returned) {
    StringBuilder out = new StringBuilder(OPEN);
    out.append('<').append(method).append("Response xmlns=\"urn:vim25\">");
    for (Element element : returned) {
      ElementWriter.append(
          element.name().equals("returnval") ? element : element.copy("returnval"), out);
    }
    return out.append("</").append(method).append("Response>").append(CLOSE).toString();
  }

  /** A fault. */
  static String fault(Fault fault) {
    StringBuilder out = new StringBuilder(OPEN);
    out.append("<soapenv:Fault><faultcode>ServerFaultCode</faultcode>");
    ElementWriter.append(Element.of("faultstring", String.valueOf(fault.getMessage())), out);
    out.append("<detail>");
    // vCenter names the element after the fault and binds the name space there.
    StringBuilder detail = new StringBuilder();
    ElementWriter.append(fault.detail().copy(fault.type() + "Fault"), detail);
    int space = detail.indexOf(" ");
    detail.insert(space, " xmlns=\"urn:vim25\"");
    return out.append(detail).append("</detail></soapenv:Fault>").append(CLOSE).toString();
  }
}
