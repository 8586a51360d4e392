// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.plugin.live.Follower;
import io.vpreflight.plugin.server.Govc;
import io.vpreflight.plugin.server.Simulated;
import io.vpreflight.scenario.VCenterScenario;
import io.vpreflight.scenario.demo.DemoCompany;
import io.vpreflight.simulator.Simulator;
import io.vpreflight.simulator.fault.WireFault;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Updates of a vCenter that pages them, and answers that break off while they are waited for. */
@Timeout(600)
class UpdatesWireTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir static Path temp;

  @SuppressWarnings("NullAway.Init")
  private static Simulated server;

  private static int number;

  @BeforeAll
  static void start() throws IOException {
    VCenterScenario paris = DemoCompany.now().vcenters().get(0);
    Path dump = temp.resolve("paris");
    paris.writeTo(dump);
    server = Simulated.start(Simulator.load(dump), temp);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<WireFault> cuts() {
    return Stream.of(
        new WireFault.Swallowed(),
        new WireFault.Cut(0),
        new WireFault.CutAt(10),
        new WireFault.CutAt(50),
        new WireFault.CutAt(99),
        new WireFault.CutAt(100));
  }

  private static List<String> names(Inventory inventory) {
    return inventory.virtualMachines().stream().map(VirtualMachine::name).toList();
  }

  /** Gives a machine another name, and returns that. */
  private static String renameOne(Inventory inventory) {
    String name = "renamed-" + ++number;
    String path = inventory.virtualMachines().get(7).name();
    String vm = Govc.run(server, "find", "/", "-type", "m", "-name", path).strip();
    Govc.run(server, "object.rename", vm, name);
    return name;
  }

  private static long owned(Inventory inventory) {
    return inventory.virtualMachines().stream()
        .filter(vm -> "ada".equals(vm.customValues().get("Owner")))
        .count();
  }

  @Tag("F3")
  @ParameterizedTest
  @MethodSource("cuts")
  void an_update_that_breaks_off_is_no_update_and_the_next_reading_has_it(WireFault cut)
      throws IOException {
    String name;
    try (Follower follower = Follower.of(server, server.url())) {
      Inventory before = follower.updates.begin(CollectionProgress.NONE);
      name = renameOne(before);
      server.simulator().faults().on("WaitForUpdatesEx").wire(cut);
      assertThrows(VSphereException.class, () -> follower.updates.next(PATIENCE));
      assertEquals(List.of(), server.simulator().faults().pending());
    }
    try (Follower follower = Follower.of(server, server.url())) {
      List<String> names = names(follower.updates.begin(CollectionProgress.NONE));
      assertEquals(1, names.stream().filter(name::equals).count());
      assertEquals(names.size(), Set.copyOf(names).size());
    }
  }

  @Tag("F3")
  @ParameterizedTest
  @MethodSource("cuts")
  void what_changed_is_asked_for_again_when_its_answer_breaks_off(WireFault cut)
      throws IOException {
    try (Follower follower = Follower.of(server, server.url())) {
      Inventory before = follower.updates.begin(CollectionProgress.NONE);
      String name = renameOne(before);
      server.simulator().faults().on("RetrievePropertiesEx").wire(cut);
      Inventory now = follower.updates.next(PATIENCE);
      assertNotNull(now);
      assertEquals(List.of(), server.simulator().faults().pending());
      assertEquals(before.virtualMachines().size(), now.virtualMachines().size());
      assertTrue(names(now).contains(name));
      assertEquals(0, now.coverage().missing());
    }
  }

  @Tag("F11")
  @Test
  void a_path_that_the_server_does_not_know_is_left_out_and_the_rest_is_followed()
      throws IOException {
    server
        .simulator()
        .faults()
        .on("CreateFilter")
        .wire(new WireFault.Before(Fault.invalidProperty("layoutEx.timestamp")));
    try (Follower follower = Follower.of(server, server.url())) {
      String name = renameOne(follower.updates.begin(CollectionProgress.NONE));
      assertEquals(List.of(), server.simulator().faults().pending());
      Inventory now = follower.updates.next(PATIENCE);
      assertNotNull(now);
      assertTrue(names(now).contains(name));
    }
  }

  @Test
  void more_changes_than_one_answer_holds_all_come() throws IOException {
    try (Follower follower = Follower.of(server, server.url())) {
      Inventory before = follower.updates.begin(CollectionProgress.NONE);
      String machines = Govc.run(server, "find", "-i", "/", "-type", "m");
      assertTrue(machines.lines().count() > 100, "pages have a hundred");
      List<String> words = new ArrayList<>(List.of("fields.set", "Owner", "ada"));
      Govc.run(server, "fields.add", "-type", "VirtualMachine", "Owner");
      words.addAll(machines.lines().limit(130).toList());
      Govc.run(server, words.toArray(String[]::new));
      Inventory now = follower.updates.next(PATIENCE);
      while (now != null && owned(now) < 130) {
        now = follower.updates.next(PATIENCE);
      }
      assertNotNull(now, "some never came");
      assertEquals(before.virtualMachines().size(), now.virtualMachines().size());
    }
  }
}
