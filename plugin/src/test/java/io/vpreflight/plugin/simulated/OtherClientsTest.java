// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.vpreflight.plugin.server.Govc;
import io.vpreflight.plugin.server.Pyvmomi;
import io.vpreflight.plugin.server.Simulated;
import io.vpreflight.scenario.VCenterScenario;
import io.vpreflight.scenario.demo.DemoCompany;
import io.vpreflight.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are not ours log in to the simulator, list and read: Paris of the demo company. */
class OtherClientsTest {
  @TempDir Path temp;
  private Simulated server;
  private Path dump;

  @BeforeEach
  void start() throws IOException {
    VCenterScenario paris = DemoCompany.now().vcenters().get(0);
    dump = temp.resolve("paris");
    paris.writeTo(dump);
    server = Simulated.start(Simulator.load(dump), temp);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void govc_lists_and_reads() {
    assertTrue(Govc.run(server, "about").contains("8.0.3.0"));
    assertTrue(Govc.run(server, "ls", "/Paris").contains("/Paris/vm"));
    String info = Govc.run(server, "vm.info", "srv-par-ad01");
    assertTrue(info.contains("/Paris/vm/Infrastructure/Annuaire/srv-par-ad01"), info);
    assertTrue(info.contains("10.20.0.3"), info);
    String vm = "/Paris/vm/Infrastructure/Annuaire/srv-par-ad01";
    assertEquals(
        "true",
        Govc.run(server, "object.collect", "-s", vm, "config.changeTrackingEnabled").strip());
    String key = "config.extraConfig[\"ctkEnabled\"]";
    assertTrue(Govc.run(server, "object.collect", "-s", vm, key).contains("TRUE"));
    assertEquals(262, Govc.run(server, "find", "/", "-type", "m").lines().count());
    assertTrue(Govc.run(server, "tasks", "-b", "3h").contains("srv-par-conso04"));
    assertTrue(Govc.run(server, "events").contains("srv-par-nuit01"));
    assertTrue(Govc.run(server, "permissions.ls").contains("Admin"));
  }

  @Test
  void what_govc_saves_is_a_dump_with_the_same_objects() throws IOException {
    Path saved = Govc.save(server, temp.resolve("saved"));
    assertEquals(files(dump, "-VirtualMachine-"), files(saved, "-VirtualMachine-"));
    assertEquals(files(dump, "-HostSystem-"), files(saved, "-HostSystem-"));
    assertEquals(files(dump, "-Datastore-"), files(saved, "-Datastore-"));
  }

  private static long files(Path folder, String part) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().contains(part)).count();
    }
  }

  @Test
  void pyvmomi_reads_every_virtual_machine_and_host() {
    JsonObject facts = Pyvmomi.facts(server);
    assertEquals("8.0.3.0", facts.getAsJsonObject("about").get("apiVersion").getAsString());
    assertEquals(262, facts.getAsJsonArray("vms").size());
    assertEquals(22, facts.getAsJsonArray("hosts").size());
  }
}
