// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.vpreflight.plugin.server.Govc;
import io.vpreflight.plugin.server.Pyvmomi;
import io.vpreflight.plugin.server.Simulated;
import io.vpreflight.scenario.VCenterScenario;
import io.vpreflight.scenario.demo.DemoCompany;
import io.vpreflight.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are not ours change machines of the simulator, and see what follows. */
class OtherClientsChangeTest {
  private static final String VM = "/Paris/vm/Infrastructure/Annuaire/srv-par-ad01";

  @TempDir Path temp;
  private Simulated server;

  @BeforeEach
  void start() throws IOException {
    VCenterScenario paris = DemoCompany.now().vcenters().get(0);
    Path dump = temp.resolve("paris");
    paris.writeTo(dump);
    server = Simulated.start(Simulator.load(dump), temp);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void govc_takes_and_removes_snapshots() {
    Govc.run(server, "snapshot.create", "-vm", VM, "-m=false", "one");
    Govc.run(server, "snapshot.create", "-vm", VM, "-m=false", "two");
    assertEquals(List.of("one", "two"), words(Govc.run(server, "snapshot.tree", "-vm", VM)));
    assertTrue(Govc.run(server, "device.info", "-vm", VM, "disk-*").contains("-000002.vmdk"));

    Govc.run(server, "snapshot.remove", "-vm", VM, "one");
    assertEquals(List.of("two"), words(Govc.run(server, "snapshot.tree", "-vm", VM)));
    Govc.run(server, "snapshot.remove", "-vm", VM, "*");
    assertEquals(List.of(), words(Govc.run(server, "snapshot.tree", "-vm", VM)));
    assertFalse(Govc.run(server, "device.info", "-vm", VM, "disk-*").contains("-00000"));
  }

  @Test
  void govc_reconfigures_and_powers() {
    Govc.run(server, "vm.change", "-vm", VM, "-e", "test.key=yes");
    String key = "config.extraConfig[\"test.key\"]";
    assertTrue(Govc.run(server, "object.collect", "-s", VM, key).contains("yes"));
    Govc.run(server, "vm.power", "-off", VM);
    assertEquals(
        "poweredOff", Govc.run(server, "object.collect", "-s", VM, "runtime.powerState").strip());
    Govc.run(server, "vm.power", "-on", VM);
    String events = Govc.run(server, "events", VM);
    assertTrue(events.contains("Reconfigured srv-par-ad01"), events);
  }

  @Test
  void a_script_with_pyvmomi_resets_change_tracking() {
    JsonObject seen =
        JsonParser.parseString(Pyvmomi.run(server, "reset.py", "srv-par-ad01")).getAsJsonObject();

    String before = uuid(seen, "before");
    assertTrue(
        StreamSupport.stream(seen.getAsJsonArray("off").spliterator(), false)
            .allMatch(JsonElement::isJsonNull),
        seen.toString());
    assertNotEquals(before, uuid(seen, "on"));
    assertEquals(0, seen.getAsJsonArray("files while off").size());
    assertFalse(seen.getAsJsonArray("files").isEmpty());
    assertTrue(seen.get("flag").getAsBoolean());
    assertFalse(seen.get("snapshots left").getAsBoolean());
    assertFalse(seen.get("consolidation needed").getAsBoolean());
    assertTrue(seen.getAsJsonArray("tasks").toString().contains("VirtualMachine.reconfigure"));
  }

  private static String uuid(JsonObject seen, String when) {
    String changeId = seen.getAsJsonArray(when).get(0).getAsString();
    return changeId.substring(0, changeId.indexOf('/'));
  }

  private static List<String> words(String tree) {
    return tree.lines().map(String::strip).filter(line -> line.matches("\\w+")).toList();
  }
}
