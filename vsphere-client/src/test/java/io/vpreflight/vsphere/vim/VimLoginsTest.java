// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.vsphere.Logins;
import io.vpreflight.vsphere.Logins.Login;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.testing.SoapServer;
import io.vpreflight.vsphere.testing.Xml;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class VimLoginsTest {
  private static final Instant NOW = Instant.parse("2026-01-10T00:00:00Z");
  private static final Instant BEGIN = NOW.minus(VimLogins.BACK);

  private final SoapServer server =
      new SoapServer()
          .on("CurrentTime", "<returnval>" + NOW + "</returnval>")
          .on("QueryOptions", "")
          .on("DestroyCollector", "")
          .on("SetCollectorPageSize", "")
          .on("ResetCollector", "")
          .on(
              "CreateCollectorForEvents",
              "<returnval type=\"EventHistoryCollector\">events-1</returnval>");
  private final SoapSession session = server.session();

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  private Logins read() {
    return new VimLogins(session, new SchemaNotes()).read();
  }

  @Test
  void only_logins_of_eight_days_are_asked_for_and_told_as_they_are() {
    server.on(
        "RetrievePropertiesEx",
        page(
            login(7, NOW, "<ipAddress>10.0.0.7</ipAddress><userAgent>pyvmomi</userAgent>")
                + login(6, NOW.minusSeconds(9), "<ipAddress></ipAddress>")));
    Logins logins = read();
    assertEquals(
        List.of(
            new Login("u", NOW, "10.0.0.7", "pyvmomi"),
            new Login("u", NOW.minusSeconds(9), null, null)),
        logins.all());
    assertEquals(BEGIN, logins.asked());
    assertFalse(logins.isCut());
    assertNull(logins.unreadable());
    String filter = server.bodies("CreateCollectorForEvents").get(0);
    assertTrue(
        filter.contains(
            "<filter><time><beginTime>2026-01-02T00:00:00Z</beginTime></time>"
                + "<disableFullMessage>true</disableFullMessage>"
                + "<eventTypeId>UserLoginSessionEvent</eventTypeId></filter>"),
        filter);
    assertEquals(1, server.count("DestroyCollector"));
  }

  @Test
  void a_busy_vcenter_is_left_after_ten_pages_and_how_far_back_they_went_is_told() {
    AtomicInteger newest = new AtomicInteger(100_000);
    server.on("RetrievePropertiesEx", page(logins(100_000, 100_500)));
    server.onRequest(
        "ReadPreviousEvents",
        request -> {
          int to = newest.getAndAdd(-500);
          String list = logins(to - 500, to).replace("<Event ", "<returnval ");
          return Xml.reply("ReadPreviousEvents", list.replace("</Event>", "</returnval>")).build();
        });
    Logins logins = read();
    assertEquals(5_000, logins.all().size());
    assertEquals(9, server.count("ReadPreviousEvents"));
    assertTrue(logins.isCut());
    assertEquals(BEGIN.plusMillis(95_500), logins.since());
  }

  @Test
  void what_vcenter_does_not_keep_was_not_seen() {
    server.on("RetrievePropertiesEx", page(login(7, NOW, "")));
    server.on(
        "QueryOptions",
        "<returnval xsi:type=\"OptionValue\"><key>event.maxAge</key>"
            + "<value xsi:type=\"xsd:int\">2</value></returnval>");
    assertEquals(NOW.minus(Duration.ofDays(2)), read().since());
  }

  @Test
  void events_that_may_not_be_read_are_said_and_a_lost_connection_is_thrown() {
    server.onRequest("CreateCollectorForEvents", request -> Xml.fault("NoPermission", "").build());
    Logins logins = read();
    assertEquals("NoPermission", logins.unreadable());
    assertEquals(List.of(), logins.all());
    server.onRequest("CreateCollectorForEvents", request -> broken());
    assertThrows(VSphereException.class, this::read);
  }

  private static MockResponse broken() {
    return Xml.fault("NotAuthenticated", "").build();
  }

  private static String page(String events) {
    return Xml.property(
        "EventHistoryCollector",
        "events-1",
        "latestPage",
        "<val xsi:type=\"ArrayOfEvent\">" + events + "</val>");
  }

  /** Newest first. */
  private static String logins(int from, int to) {
    StringBuilder out = new StringBuilder();
    for (int key = to - 1; key >= from; key--) {
      out.append(login(key, BEGIN.plusMillis(key), "<userAgent>x</userAgent>"));
    }
    return out.toString();
  }

  private static String login(int key, Instant at, String more) {
    return "<Event xsi:type=\"UserLoginSessionEvent\"><key>"
        + key
        + "</key><chainId>1</chainId><createdTime>"
        + at
        + "</createdTime><userName>u</userName>"
        + more
        + "<locale>en</locale><sessionId>52</sessionId></Event>";
  }
}
