// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.vmware.vim25.Event;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.inventory.EventRecord;
import io.vpreflight.vsphere.inventory.History;
import io.vpreflight.vsphere.inventory.HistoryReach;
import io.vpreflight.vsphere.inventory.Reach;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.testing.SoapServer;
import io.vpreflight.vsphere.testing.Xml;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class EventHistoryTest {
  private static final Instant NOW = Instant.parse("2026-01-10T00:00:00Z");
  private static final Duration DAY = Duration.ofHours(24);
  private static final String NONE = page("events-1", "");

  private final SoapServer server =
      new SoapServer()
          .on("DestroyCollector", "")
          .on("SetCollectorPageSize", "")
          .on("ResetCollector", "")
          .on("CreateCollectorForEvents", collector("events-1"), collector("events-2"));
  private final SoapSession session = server.session();

  @AfterEach
  void close() {
    session.close();
    server.close();
  }

  @Test
  void events_are_asked_for_by_type_and_time_the_rare_ones_apart() {
    server.on("RetrievePropertiesEx", page("events-1", event(5, NOW)), NONE);
    History history = history(DAY);
    assertEquals(List.of(5), keys(history));
    assertEquals(NOW.minus(DAY), history.reach().eventsSince());
    assertFalse(history.reach().rareEvents().truncated());
    assertFalse(history.reach().frequentEvents().truncated());
    List<String> filters = server.bodies("CreateCollectorForEvents");
    assertEquals(2, filters.size());
    for (String filter : filters) {
      assertTrue(
          filter.contains(
              "<filter><time><beginTime>2026-01-09T00:00:00Z</beginTime></time>"
                  + "<disableFullMessage>false</disableFullMessage><eventTypeId>"),
          filter);
    }
    assertTrue(filters.get(0).contains("<eventTypeId>VmInstanceUuidConflictEvent</eventTypeId>"));
    assertTrue(filters.get(0).contains("com.vmware.vc.VmDiskConsolidationNeeded<"));
    assertFalse(filters.get(0).contains("VmReconfiguredEvent"));
    assertTrue(filters.get(1).contains("<eventTypeId>VmReconfiguredEvent</eventTypeId>"));
    assertEquals(2, server.count("DestroyCollector"));
    assertEquals(0, server.count("ReadPreviousEvents"));
    assertEquals(0, server.count("QueryOptions"));
  }

  @Tag("F9")
  @Test
  void a_full_page_is_followed_backwards_to_the_end() {
    server.on("RetrievePropertiesEx", page("events-1", events(600, 1_100)), NONE);
    server.on("ReadPreviousEvents", list(events(100, 600)), list(events(1, 100)), list(""));
    History history = history(DAY);
    assertEquals(1_099, history.events().size());
    assertEquals(1, history.events().get(0).key());
    assertEquals(1_099, history.events().get(1_098).key());
    assertFalse(history.reach().rareEvents().truncated());
    assertFalse(history.reach().frequentEvents().truncated());
    assertEquals(NOW.minus(DAY), history.reach().eventsSince());
    assertEquals(1, server.count("ResetCollector"));
    assertEquals(3, server.count("ReadPreviousEvents"));
  }

  @Tag("F9")
  @Test
  void a_server_that_begins_with_the_latest_page_once_more_costs_no_event_twice() {
    server.on("RetrievePropertiesEx", page("events-1", events(600, 1_100)), NONE);
    server.on("ReadPreviousEvents", list(events(600, 1_100)), list(events(500, 600)), list(""));
    assertEquals(600, history(DAY).events().size());
  }

  @Tag("F9")
  @Tag("F19")
  @Test
  void a_server_that_never_ends_is_left_after_some_pages_and_the_history_says_so() {
    AtomicInteger newest = new AtomicInteger(100_000);
    server.on("RetrievePropertiesEx", page("events-1", events(100_000, 100_500)), NONE);
    server.onRequest(
        "ReadPreviousEvents",
        request -> {
          int to = newest.getAndAdd(-500);
          return Xml.reply("ReadPreviousEvents", list(events(to - 500, to))).build();
        });
    History history = history(DAY);
    assertTrue(history.reach().rareEvents().truncated());
    assertEquals(9, server.count("ReadPreviousEvents"));
    assertEquals(5_000, history.events().size());
    assertEquals(history.events().get(0).createdTime(), history.reach().eventsSince());
    assertEquals(2, server.count("DestroyCollector"));
  }

  @Tag("F19")
  @Test
  void what_happens_all_day_cuts_nothing_off_what_happens_seldom() {
    AtomicInteger newest = new AtomicInteger(100_000);
    server.on(
        "RetrievePropertiesEx",
        page("events-1", event(5, NOW)),
        page("events-2", events(100_000, 100_500)));
    server.onRequest(
        "ReadPreviousEvents",
        request -> {
          int to = newest.getAndAdd(-500);
          return Xml.reply("ReadPreviousEvents", list(events(to - 500, to))).build();
        });
    HistoryReach reach = history(DAY).reach();
    assertEquals(new Reach(NOW.minus(DAY), false), reach.rareEvents());
    assertTrue(reach.frequentEvents().truncated());
    assertEquals(reach.frequentEvents().since(), reach.eventsSince());
  }

  @Tag("F9")
  @Test
  void a_server_that_repeats_its_pages_is_left() {
    server.on("RetrievePropertiesEx", page("events-1", events(600, 1_100)), NONE);
    server.on("ReadPreviousEvents", list(events(600, 1_100)));
    History history = history(DAY);
    assertEquals(500, history.events().size());
    assertEquals(2, server.count("ReadPreviousEvents"));
  }

  @Test
  void without_permission_the_events_are_unreadable_and_nothing_else_is() {
    server.onRequest("CreateCollectorForEvents", request -> Xml.fault("NoPermission", "").build());
    History history = history(DAY);
    assertEquals("NoPermission", history.unreadable().fault(VCenterFact.EVENTS));
    assertNull(history.unreadable().fault(VCenterFact.TASKS));
    assertNull(history.reach().eventsSince());
    assertEquals(List.of(), history.events());
  }

  @Test
  void what_was_read_before_a_fault_is_kept() {
    server.on("CreateCollectorForEvents", collector("events-1"));
    server.then("CreateCollectorForEvents", Xml.fault("SystemError", "").build());
    server.on("RetrievePropertiesEx", page("events-1", event(5, NOW)));
    History history = history(DAY);
    assertEquals(List.of(5), keys(history));
    assertEquals("SystemError", history.unreadable().fault(VCenterFact.EVENTS));
    assertNull(history.reach().eventsSince());
  }

  @Test
  void a_message_that_xml_cannot_carry_costs_the_messages_and_not_the_events() {
    server.on(
        "RetrievePropertiesEx",
        page("events-1", event(5, NOW).replace("<userName>u", "<userName>&#x1B;")),
        page("events-1", event(5, NOW)),
        NONE);
    server.on("CreateCollectorForEvents", collector("events-1"));
    History history = history(DAY);
    assertEquals(List.of(5), keys(history));
    assertTrue(history.unreadable().isEmpty());
    List<String> filters = server.bodies("CreateCollectorForEvents");
    assertTrue(filters.get(1).contains("<disableFullMessage>true</disableFullMessage>"));
    assertEquals(3, server.count("DestroyCollector"));
  }

  @Test
  void a_name_that_a_server_does_not_take_costs_the_events_of_such_names_alone_and_is_told() {
    server.onRequest(
        "CreateCollectorForEvents",
        request ->
            SoapServer.text(request).contains(">com.vmware.vc.")
                ? Xml.fault("InvalidArgument", "").build()
                : Xml.reply("CreateCollectorForEvents", collector("events-1")).build());
    server.on("RetrievePropertiesEx", page("events-1", event(5, NOW)), NONE);
    History history = history(DAY);
    assertEquals(List.of(5), keys(history));
    assertEquals("InvalidArgument", history.unreadable().fault(VCenterFact.EVENTS));
    assertNull(history.reach().eventsSince());
    assertEquals(3, server.count("CreateCollectorForEvents"));
  }

  @Tag("F13")
  @Test
  void a_session_that_is_lost_between_two_pages_costs_a_new_login_and_a_new_collector() {
    AtomicInteger asked = new AtomicInteger();
    server.on("CreateCollectorForEvents", collector("events-1"));
    server.on(
        "RetrievePropertiesEx",
        page("events-1", events(600, 1_100)),
        page("events-1", events(600, 1_100)),
        NONE);
    server.onRequest(
        "ReadPreviousEvents",
        request -> {
          if (asked.incrementAndGet() == 1) {
            server.expire();
            return Xml.fault("NotAuthenticated", "").build();
          }
          return Xml.reply(
                  "ReadPreviousEvents", asked.get() == 2 ? list(events(599, 600)) : list(""))
              .build();
        });
    History history = history(DAY);
    assertEquals(501, history.events().size());
    assertEquals(2, server.count("Login"));
    assertEquals(3, server.count("CreateCollectorForEvents"));
    assertTrue(history.unreadable().isEmpty());
  }

  @Test
  void beyond_a_day_vcenter_is_asked_how_long_it_keeps_events() {
    server.on("RetrievePropertiesEx", NONE);
    server.on("QueryOptions", options(30, true));
    assertEquals(NOW.minus(Duration.ofDays(7)), history(Duration.ofDays(7)).reach().eventsSince());
    server.on("QueryOptions", options(3, true));
    assertEquals(NOW.minus(Duration.ofDays(3)), history(Duration.ofDays(7)).reach().eventsSince());
    server.on("QueryOptions", options(3, false));
    assertEquals(NOW.minus(Duration.ofDays(7)), history(Duration.ofDays(7)).reach().eventsSince());
    server.onRequest("QueryOptions", request -> Xml.fault("NoPermission", "").build());
    History unknown = history(Duration.ofDays(7));
    assertEquals(NOW.minus(Duration.ofDays(7)), unknown.reach().eventsSince());
    assertTrue(unknown.unreadable().isEmpty());
  }

  @Test
  void a_stand_alone_host_remembers_as_far_as_its_oldest_event() {
    server.on("RetrieveServiceContent", VimLongTailTest.content("HostAgent"));
    server.on("RetrievePropertiesEx", NONE);
    Instant oldest = NOW.minus(Duration.ofHours(3));
    server.on("ReadNextEvents", list(event(1, oldest)));
    assertEquals(oldest, history(DAY).reach().eventsSince());
    assertEquals(3, server.count("DestroyCollector"));
    server.on("ReadNextEvents", list(event(1, NOW.minus(Duration.ofDays(9)))));
    assertEquals(NOW.minus(DAY), history(DAY).reach().eventsSince());
    server.on("ReadNextEvents", list(""));
    assertEquals(NOW.minus(DAY), history(DAY).reach().eventsSince());
  }

  @Test
  void two_events_of_one_number_at_different_times_are_two() {
    server.on(
        "RetrievePropertiesEx",
        page("events-1", event(5, NOW) + event(5, NOW.minusSeconds(60)) + event(5, NOW)),
        NONE);
    assertEquals(2, history(DAY).events().size());
  }

  @Test
  void every_type_that_is_asked_for_exists_once_and_has_a_reason() {
    Set<String> ids = new HashSet<>();
    Stream.concat(WantedEvents.RARE.stream(), WantedEvents.FREQUENT.stream())
        .forEach(
            wanted -> {
              assertTrue(ids.add(wanted.id()), wanted.id() + " twice");
              assertFalse(wanted.reason().isBlank());
              if (!wanted.id().contains(".")) {
                Class<?> type =
                    assertDoesNotThrow(() -> Class.forName("com.vmware.vim25." + wanted.id()));
                assertTrue(Event.class.isAssignableFrom(type), wanted.id());
              }
            });
  }

  private History history(Duration window) {
    return new VimLongTail(session, new SchemaNotes())
        .history(new CollectionRequest(Set.of(VCenterFact.EVENTS), window), NOW, List.of());
  }

  private static List<Integer> keys(History history) {
    return history.events().stream().map(EventRecord::key).toList();
  }

  private static String collector(String moId) {
    return "<returnval type=\"EventHistoryCollector\">" + moId + "</returnval>";
  }

  private static String page(String moId, String events) {
    return Xml.property(
        "EventHistoryCollector",
        moId,
        "latestPage",
        "<val xsi:type=\"ArrayOfEvent\">" + events + "</val>");
  }

  private static String list(String events) {
    return events.replace("<Event ", "<returnval ").replace("</Event>", "</returnval>");
  }

  /** Newest first, a second apart. */
  private static String events(int from, int to) {
    StringBuilder out = new StringBuilder();
    for (int key = to - 1; key >= from; key--) {
      out.append(event(key, NOW.minus(DAY).plusMillis(key)));
    }
    return out.toString();
  }

  private static String event(int key, Instant at) {
    return "<Event xsi:type=\"VmPoweredOnEvent\"><key>"
        + key
        + "</key><chainId>1</chainId><createdTime>"
        + at
        + "</createdTime><userName>u</userName></Event>";
  }

  private static String options(int days, boolean enabled) {
    return "<returnval xsi:type=\"OptionValue\"><key>event.maxAge</key>"
        + "<value xsi:type=\"xsd:int\">"
        + days
        + "</value></returnval><returnval xsi:type=\"OptionValue\">"
        + "<key>event.maxAgeEnabled</key><value xsi:type=\"xsd:boolean\">"
        + enabled
        + "</value></returnval>";
  }
}
