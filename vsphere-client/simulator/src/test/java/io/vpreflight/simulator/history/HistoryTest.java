// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vpreflight.simulator.Simulator;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.testing.Client;
import io.vpreflight.simulator.testing.Client.Refused;
import io.vpreflight.simulator.testing.Company;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  private static final Ref EVENTS = new Ref("EventManager", "EventManager");

  @TempDir Path temp;
  private final Company company = new Company(2);

  private void events(int count) {
    for (int i = count; i > 0; i--) {
      company.scenario(i % 2 + 1).event("VmPoweredOnEvent", Company.NOW.minus(Duration.ofHours(i)));
    }
  }

  @Test
  void a_collector_shows_the_latest_page_and_reads_backwards_to_the_first() throws IOException {
    events(7);
    try (Simulator server = company.load(temp).start()) {
      Client client = Client.loggedIn(server);
      // Whoever asks has logged in, which is an event as well.
      Element filter =
          new Element("filter").type("EventFilterSpec").add("eventTypeId", "VmPoweredOnEvent");
      Ref collector = collector(client, filter);
      client.call("SetCollectorPageSize", collector, Element.of("maxCount", 3));
      Element page = client.value(collector, "latestPage");
      assertEquals("ArrayOfEvent", page.type());
      assertEquals(List.of(1L, 2L, 3L), hours(page.children()));
      client.call("ResetCollector", collector);
      assertEquals(List.of(4L, 5L, 6L), hours(previous(client, collector)));
      assertEquals(List.of(7L), hours(previous(client, collector)));
      assertEquals(List.of(), previous(client, collector));
      client.call("RewindCollector", collector);
      assertEquals(
          List.of(7L, 6L, 5L),
          hours(client.call("ReadNextEvents", collector, Element.of("maxCount", 3))));
      client.call("DestroyCollector", collector);
      assertEquals(
          "ManagedObjectNotFound",
          assertThrows(Refused.class, () -> previous(client, collector)).type());
    }
  }

  @Test
  void events_are_chosen_by_entity_time_and_type() throws IOException {
    events(6);
    company.scenario(1).event("VmMigratedEvent", Company.NOW.minus(Duration.ofHours(2)));
    try (Simulator server = company.load(temp).start()) {
      Client client = Client.loggedIn(server);
      Element filter =
          new Element("filter")
              .type("EventFilterSpec")
              .add(new Element("entity").add("entity", company.vm(1)).add("recursion", "self"))
              .add(new Element("time").add("beginTime", Company.NOW.minus(Duration.ofHours(5))))
              .add("eventTypeId", "VmPoweredOnEvent");
      assertEquals(List.of(4L, 2L), hours(client.call("QueryEvents", EVENTS, filter)));
      Element below =
          new Element("filter")
              .add(new Element("entity").add("entity", company.root()).add("recursion", "all"))
              .add("eventTypeId", "vim.event.VmMigratedEvent");
      assertEquals(List.of(2L), hours(client.call("QueryEvents", EVENTS, below)));
    }
  }

  @Test
  void options_are_found_by_name_or_by_what_their_names_begin_with() throws IOException {
    try (Simulator server = company.load(temp).start()) {
      Client client = Client.loggedIn(server);
      Ref settings = new Ref("OptionManager", "VpxSettings");
      assertEquals(
          "30",
          client
              .call("QueryOptions", settings, Element.of("name", "event.maxAge"))
              .get(0)
              .textAt("value"));
      assertEquals(1, client.call("QueryOptions", settings, Element.of("name", "event.")).size());
      assertEquals(
          "InvalidName",
          assertThrows(
                  Refused.class,
                  () -> client.call("QueryOptions", settings, Element.of("name", "none")))
              .type());
    }
  }

  private static Ref collector(Client client, Element filter) {
    return Objects.requireNonNull(
        client.call("CreateCollectorForEvents", EVENTS, filter).get(0).ref());
  }

  private static List<Element> previous(Client client, Ref collector) {
    return client.call("ReadPreviousEvents", collector, Element.of("maxCount", 3));
  }

  private static List<Long> hours(List<Element> events) {
    return events.stream()
        .map(
            event ->
                Duration.between(
                        java.time.Instant.parse(event.textAt("createdTime") + ""), Company.NOW)
                    .toHours())
        .toList();
  }
}
