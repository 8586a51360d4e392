// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.testing;

import mockwebserver3.MockResponse;

/** Pieces of what a vCenter answers, in its own spelling. */
public final class Xml {
  /** A {@code ServiceContent} of a vCenter 8.0.3, without the element around it. */
  public static final String SERVICE_CONTENT =
      serviceContent("VirtualCenter", "<instanceUuid>aaaa-bbbb</instanceUuid>");

  private static final String HEAD =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <soapenv:Envelope xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/"
       xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
       xmlns:xsd="http://www.w3.org/2001/XMLSchema"
       xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
      <soapenv:Body>
      """;

  private Xml() {}

  /** A {@code ServiceContent} of that kind of server. */
  public static String serviceContent(String apiType, String more) {
    StringBuilder out = new StringBuilder();
    manager(out, "rootFolder", "Folder", "group-d1");
    manager(out, "propertyCollector", "PropertyCollector", "propertyCollector");
    manager(out, "viewManager", "ViewManager", "ViewManager");
    out.append("<about><name>VMware</name><fullName>VMware 8.0.3 build-1</fullName>")
        .append("<version>8.0.3</version><build>1</build><apiType>")
        .append(apiType)
        .append("</apiType><apiVersion>8.0.3.0</apiVersion>")
        .append(more)
        .append("</about>");
    manager(out, "setting", "OptionManager", "VpxSettings");
    manager(out, "sessionManager", "SessionManager", "SessionManager");
    manager(out, "authorizationManager", "AuthorizationManager", "AuthorizationManager");
    manager(out, "perfManager", "PerformanceManager", "PerfMgr");
    manager(out, "eventManager", "EventManager", "EventManager");
    manager(out, "taskManager", "TaskManager", "TaskManager");
    manager(out, "diagnosticManager", "DiagnosticManager", "DiagMgr");
    if (apiType.equals("VirtualCenter")) {
      manager(out, "customFieldsManager", "CustomFieldsManager", "CustomFieldsManager");
    }
    return out.toString();
  }

  private static void manager(StringBuilder out, String name, String type, String moId) {
    out.append('<').append(name).append(" type=\"").append(type).append("\">");
    out.append(moId).append("</").append(name).append('>');
  }

  /** An answer to that method. */
  public static MockResponse.Builder reply(String method, String result) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "text/xml; charset=utf-8")
        .body(envelope(method, result));
  }

  /** The same as text. */
  public static String envelope(String method, String result) {
    return HEAD
        + "<"
        + method
        + "Response xmlns=\"urn:vim25\">"
        + result
        + "</"
        + method
        + "Response>\n</soapenv:Body>\n</soapenv:Envelope>";
  }

  /** A fault of that class, as vCenter words it. */
  public static MockResponse.Builder fault(String type, String fields) {
    return new MockResponse.Builder()
        .code(500)
        .addHeader("Content-Type", "text/xml; charset=utf-8")
        .body(
            HEAD
                + "<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>"
                + type
                + " happened.</faultstring><detail><"
                + type
                + "Fault xmlns=\"urn:vim25\" xsi:type=\""
                + type
                + "\">"
                + fields
                + "</"
                + type
                + "Fault></detail></soapenv:Fault></soapenv:Body></soapenv:Envelope>");
  }

  /** What {@code RetrievePropertiesEx} says of one property of one object. */
  public static String property(String type, String moId, String name, String val) {
    return "<returnval><objects><obj type=\""
        + type
        + "\">"
        + moId
        + "</obj><propSet><name>"
        + name
        + "</name>"
        + val
        + "</propSet></objects></returnval>";
  }

  /** The same of one that may not be read. */
  public static String missing(String type, String moId, String path, String fault) {
    return "<returnval><objects><obj type=\""
        + type
        + "\">"
        + moId
        + "</obj><missingSet><path>"
        + path
        + "</path><fault><fault xsi:type=\""
        + fault
        + "\"/><localizedMessage>no</localizedMessage></fault></missingSet></objects></returnval>";
  }
}
