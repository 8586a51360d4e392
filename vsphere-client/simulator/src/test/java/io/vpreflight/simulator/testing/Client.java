// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.testing;

import io.vpreflight.simulator.Simulator;
import io.vpreflight.simulator.SimulatorBuilder;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ElementReader;
import io.vpreflight.simulator.model.Ref;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.xml.stream.XMLStreamException;

/** A client that sends what it is told, over HTTPS, and knows nothing of vim25. */
public final class Client {
  public static final Ref SERVICE = new Ref("ServiceInstance", "ServiceInstance");
  public static final Ref SESSIONS = new Ref("SessionManager", "SessionManager");
  public static final Ref COLLECTOR = new Ref("PropertyCollector", "propertyCollector");

  private final Simulator server;
  private final HttpClient http;
  private String cookie = "";
  private String action = "urn:vim25/6.0";

  /** A SOAP fault that came back. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Element detail;

    Refused(Element detail, String message) {
      super(detail.type() + ": " + message);
      this.detail = detail;
    }

    public Element detail() {
      return detail;
    }

    public String type() {
      return detail.type() + "";
    }
  }

  /** An HTTP status that is no answer of a method. */
  public static final class BadStatus extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int code;

    BadStatus(int code) {
      super("HTTP " + code);
      this.code = code;
    }

    public int code() {
      return code;
    }
  }

  public Client(Simulator server) {
    this.server = server;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(trusting(server.certificate()))
            .build();
  }

  /** A client that has logged in as the user that there is when none was named. */
  public static Client loggedIn(Simulator server) {
    Client client = new Client(server);
    client.login(SimulatorBuilder.USER, SimulatorBuilder.PASSWORD);
    return client;
  }

  public Element login(String user, String password) {
    return call("Login", SESSIONS, Element.of("userName", user), Element.of("password", password))
        .get(0);
  }

  public Client speak(String version) {
    action = "urn:vim25/" + version;
    return this;
  }

  /** Calls a method and returns each {@code returnval}. */
  public List<Element> call(String method, Ref target, Element... arguments) {
    return call("", method, target, arguments);
  }

  /** The same, with a header that names the operation. */
  public List<Element> call(String operationId, String method, Ref target, Element... arguments) {
    Element body = new Element(method).add("_this", target);
    for (Element argument : arguments) {
      body.add(argument);
    }
    Element reply = body(send(envelope(operationId, body)));
    Element fault = reply.name().equals("Fault") ? reply : null;
    if (fault != null) {
      Element detail = fault.require("detail").children().get(0);
      throw new Refused(detail, fault.textAt("faultstring") + "");
    }
    return reply.children();
  }

  /** Reads some properties of one object: its {@code ObjectContent}. */
  public Element read(Ref object, String... paths) {
    Element result =
        call("RetrievePropertiesEx", COLLECTOR, spec(object, paths), new Element("options")).get(0);
    return result.require("objects");
  }

  /** The value of one property, which has one. */
  public Element value(Ref object, String path) {
    return read(object, path).require("propSet", "val");
  }

  /** {@code PropertyFilterSpec} for some properties of one object. */
  public static Element spec(Ref object, String... paths) {
    Element propSet = new Element("propSet").add("type", object.type());
    for (String path : paths) {
      propSet.add("pathSet", path);
    }
    return new Element("specSet").add(propSet).add(new Element("objectSet").add("obj", object));
  }

  private static String envelope(String operationId, Element body) {
    return "<Envelope xmlns=\"http://schemas.xmlsoap.org/soap/envelope/\""
        + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
        + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"><Header><operationID>"
        + operationId
        + "</operationID></Header><Body>"
        + body.toString().replaceFirst("[ >]", " xmlns=\"urn:vim25\"$0")
        + "</Body></Envelope>";
  }

  /** Sends a text as it is and returns the text of the answer. */
  public String send(String text) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.url())
            .timeout(Duration.ofSeconds(60))
            .header("SOAPAction", action)
            .POST(HttpRequest.BodyPublishers.ofString(text));
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    HttpResponse<String> response = exchange(request.build());
    response
        .headers()
        .firstValue("Set-Cookie")
        .ifPresent(value -> cookie = value.substring(0, value.indexOf(';')));
    if (response.statusCode() != 200 && response.statusCode() != 500) {
      throw new BadStatus(response.statusCode());
    }
    return response.body();
  }

  public String get(String path) {
    return exchange(HttpRequest.newBuilder(server.url().resolve(path)).build()).body();
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Element body(String reply) {
    try {
      Element envelope =
          ElementReader.read(new ByteArrayInputStream(reply.getBytes(StandardCharsets.UTF_8)));
      return envelope.require("Body").children().get(0);
    } catch (XMLStreamException e) {
      throw new IllegalStateException("not a SOAP reply: " + reply, e);
    }
  }

  private static SSLContext trusting(String pem) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry(
          "simulator",
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8))));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
