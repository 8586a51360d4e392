// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.simulator.Simulator;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.testing.Client;
import io.vpreflight.simulator.testing.Client.Refused;
import io.vpreflight.simulator.testing.Company;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdatesTest {
  @TempDir Path temp;
  private final Company company = new Company(1);

  @Test
  void who_waits_is_told_of_a_change_and_can_ask_again_for_a_lost_answer() throws Exception {
    try (Simulator server = company.load(temp).start()) {
      Client client = Client.loggedIn(server);
      Ref collector = ref(client.call("CreatePropertyCollector", Client.COLLECTOR));
      client.call(
          "CreateFilter",
          collector,
          Client.spec(company.vm(1), "name", "runtime.powerState").copy("spec"),
          Element.of("partialUpdates", false));
      Element first = wait(client, collector, "", 30).get(0);
      Element entered = first.require("filterSet", "objectSet");
      assertEquals("enter", entered.textAt("kind"));
      assertEquals(2, entered.children("changeSet").size());
      assertEquals(List.of(), wait(client, collector, version(first), 0), "no news");
      CompletableFuture<Element> waiting =
          CompletableFuture.supplyAsync(() -> wait(client, collector, version(first), 60).get(0));
      rename(server, "renamed");
      Element second = waiting.get();
      Element change = second.require("filterSet", "objectSet", "changeSet");
      assertEquals("name", change.textAt("name"));
      assertEquals("renamed", change.textAt("val"));
      Element again = wait(client, collector, version(first), 0).get(0);
      assertEquals("renamed", again.textAt("filterSet", "objectSet", "changeSet", "val"));
      Refused unknown = assertThrows(Refused.class, () -> wait(client, collector, "77", 0));
      assertEquals("InvalidCollectorVersion", unknown.type());
    }
  }

  @Test
  void an_object_that_goes_leaves_and_a_collector_ends_with_its_session() throws IOException {
    try (Simulator server = company.load(temp).start()) {
      Client client = Client.loggedIn(server);
      Ref collector = ref(client.call("CreatePropertyCollector", Client.COLLECTOR));
      client.call(
          "CreateFilter",
          collector,
          Client.spec(company.vm(1), "name").copy("spec"),
          Element.of("partialUpdates", false));
      Element first = wait(client, collector, "", 0).get(0);
      server.world().locked(() -> server.world().remove(company.vm(1)));
      Element second = wait(client, collector, version(first), 0).get(0);
      assertEquals("leave", second.textAt("filterSet", "objectSet", "kind"));
      Client other = Client.loggedIn(server);
      Refused foreign = assertThrows(Refused.class, () -> wait(other, collector, "", 0));
      assertEquals("ManagedObjectNotFound", foreign.type());
      server.restart();
      Client after = Client.loggedIn(server);
      assertThrows(Refused.class, () -> wait(after, collector, "", 0));
      assertTrue(server.openSessions() == 1);
    }
  }

  private void rename(Simulator server, String name) {
    server
        .world()
        .locked(
            () -> {
              server.world().get(company.vm(1)).set("name", (Object) name);
              server.world().touch();
            });
  }

  private static List<Element> wait(Client client, Ref collector, String version, int seconds) {
    return client.call(
        "WaitForUpdatesEx",
        collector,
        Element.of("version", version),
        new Element("options").add("maxWaitSeconds", seconds));
  }

  private static String version(Element set) {
    return set.textAt("version") + "";
  }

  private static Ref ref(List<Element> returned) {
    return Objects.requireNonNull(returned.get(0).ref());
  }
}
