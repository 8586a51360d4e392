// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ElementReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Sends SOAP as it is written and gives back what came: the same calls to servers of two makes. */
final class SoapClient {
  private static final String ENVELOPE =
      "<Envelope xmlns=\"http://schemas.xmlsoap.org/soap/envelope/\""
          + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
          + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"><Body>%s</Body></Envelope>";

  private final URI url;
  private final HttpClient http;
  private @Nullable String cookie;

  /** A client without a session that trusts that one certificate. */
  SoapClient(URI url, String certificate) {
    this.url = url;
    http = HttpClient.newBuilder().sslContext(trustOnly(certificate)).build();
  }

  /** Calls a method and returns the first element in the body: an answer or a fault. */
  Element call(String method, String target, String arguments) {
    String type = target.substring(0, target.indexOf(':'));
    String id = target.substring(target.indexOf(':') + 1);
    String body =
        "<%s xmlns=\"urn:vim25\"><_this type=\"%s\">%s</_this>%s</%s>"
            .formatted(method, type, id, arguments, method);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(Duration.ofMinutes(1))
            .header("Content-Type", "text/xml; charset=utf-8")
            .header("SOAPAction", "urn:vim25/6.7")
            .POST(HttpRequest.BodyPublishers.ofString(ENVELOPE.formatted(body)));
    if (cookie != null) {
      request.header("Cookie", cookie);
    }
    try {
      HttpResponse<InputStream> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      response
          .headers()
          .firstValue("Set-Cookie")
          .ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
      Element envelope = ElementReader.read(response.body());
      Element answer = Objects.requireNonNull(envelope.child("Body"), envelope::toString);
      return answer.children().get(0);
    } catch (IOException | XMLStreamException e) {
      throw new AssertionError(method, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The class of the fault in an answer; null for none. */
  static @Nullable String fault(Element answer) {
    Element detail = answer.name().equals("Fault") ? answer.child("detail") : null;
    if (detail == null) {
      return null;
    }
    String type = detail.children().get(0).type();
    return type == null ? detail.children().get(0).name() : type;
  }

  /** A property of an object; null when it is unset or may not be read. */
  @Nullable Element property(String target, String path) {
    String type = target.substring(0, target.indexOf(':'));
    String id = target.substring(target.indexOf(':') + 1);
    Element answer =
        call(
            "RetrievePropertiesEx",
            "PropertyCollector:propertyCollector",
            "<specSet><propSet><type>%s</type><pathSet>%s</pathSet></propSet>".formatted(type, path)
                + "<objectSet><obj type=\"%s\">%s</obj></objectSet></specSet>".formatted(type, id)
                + "<options/>");
    return answer.at("returnval", "objects", "propSet", "val");
  }

  /** Waits for a task and returns {@code success} or the class of its fault. */
  String outcome(Element answer) {
    String fault = fault(answer);
    if (fault != null) {
      return "fault " + fault;
    }
    Element task = answer.child("returnval");
    if (task == null || !"Task".equals(task.refType())) {
      return "ok";
    }
    Instant deadline = Instant.now().plus(Duration.ofMinutes(1));
    while (Instant.now().isBefore(deadline)) {
      Element info = property("Task:" + task.text(), "info");
      String state = info == null ? null : info.textAt("state");
      if (info != null && "success".equals(state)) {
        return "success";
      }
      if (info != null && "error".equals(state)) {
        Element error = info.at("error", "fault");
        return "error " + (error == null ? "?" : error.type());
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("the task does not end");
  }

  /** Logs in. */
  Element login(String user, String password) {
    return call(
        "Login",
        "SessionManager:SessionManager",
        "<userName>%s</userName><password>%s</password>".formatted(user, password));
  }

  private static SSLContext trustOnly(String pem) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry(
          "server",
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Texts of the elements of that name anywhere below, in order. */
  static void collect(@Nullable Element element, String name, List<String> into) {
    for (Element child : element == null ? List.<Element>of() : element.children()) {
      if (child.name().equals(name) && child.children().isEmpty()) {
        into.add(child.text());
      }
      collect(child, name, into);
    }
  }
}
