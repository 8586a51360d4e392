// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.vpreflight.plugin.server.FaultProxy;
import io.vpreflight.plugin.server.Govc;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import io.vpreflight.plugin.server.VcsimStats;
import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An inventory that is kept fresh, held against a server that others change meanwhile. */
@Timeout(600)
class LiveUpdatesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void what_govc_changes_is_read_again_and_nothing_else_is() throws IOException {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(6));
        Follower follower = Follower.of(server, server.url())) {
      Inventory before = follower.updates.begin(CollectionProgress.NONE);
      assertNull(follower.updates.next(Duration.ofSeconds(1)), "nobody did anything");
      List<String> names = names(before);

      Govc.run(server, "vm.power", "-off", names.get(0));
      Inventory off = changed(follower);
      assertEquals(VmPowerState.POWERED_OFF, vm(off, names.get(0)).runtime().powerState());

      Govc.run(server, "snapshot.create", "-vm", names.get(1), "before patch");
      Inventory kept = changed(follower);
      assertNotNull(vm(kept, names.get(1)).snapshot());
      assertEquals(before.snapshots().size() + 1, kept.snapshots().size());

      Govc.run(server, "vm.change", "-vm", names.get(2), "-name", "renamed");
      Inventory renamed = changed(follower);
      assertEquals(vm(before, names.get(2)).ref(), vm(renamed, "renamed").ref());

      Govc.run(server, "vm.change", "-vm", names.get(3), "-e", "ctkEnabled=TRUE");
      Inventory configured = changed(follower);
      assertEquals("TRUE", vm(configured, names.get(3)).config().extraConfig().value("ctkEnabled"));

      Govc.run(server, "vm.destroy", names.get(4));
      Inventory gone = changed(follower);
      assertFalse(names(gone).contains(names.get(4)));
      assertEquals(0, gone.coverage().missing(), gone.coverage().toString());

      // Five were touched; the sixth is the very record that was read at first.
      assertSame(vm(before, names.get(5)), vm(gone, names.get(5)));
      assertNotSame(vm(before, names.get(0)), vm(gone, names.get(0)));

      Govc.run(server, "vm.clone", "-vm", names.get(0), "-on=false", "a-clone");
      Inventory cloned = changed(follower);
      assertNotNull(vm(cloned, "a-clone").config().hardware());
      assertEquals(0, cloned.coverage().missing(), cloned.coverage().toString());
      assertAsRead(server, cloned);
    }
  }

  @Test
  void a_stand_alone_host_is_followed_as_well() throws IOException {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().esx());
        Follower follower = Follower.of(server, server.url())) {
      String name = names(follower.updates.begin(CollectionProgress.NONE)).get(0);
      Govc.run(server, "vm.power", "-off", name);
      assertEquals(VmPowerState.POWERED_OFF, vm(changed(follower), name).runtime().powerState());
    }
  }

  @Test
  void clusters_and_networks_are_followed_as_well() throws IOException {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().hosts(2));
        Follower follower = Follower.of(server, server.url())) {
      Inventory before = follower.updates.begin(CollectionProgress.NONE);
      Govc.run(server, "object.rename", "/DC0/host/DC0_C0", "production");
      Inventory renamed = changed(follower);
      assertEquals("production", renamed.clusters().get(0).name());
      Govc.run(server, "object.rename", "/DC0/network/DC0_DVPG0", "servers");
      Inventory named = changed(follower);
      assertTrue(named.networks().stream().anyMatch(one -> one.name().equals("servers")));
      assertEquals(before.virtualMachines(), named.virtualMachines());
    }
  }

  @Test
  void many_changes_at_once_are_one_reading_in_batches() throws IOException {
    // For every property that changes, vcsim collects everything anew: its time grows with the
    // square.
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(24));
        Follower follower = Follower.of(server, server.url())) {
      Inventory before = follower.updates.begin(CollectionProgress.NONE);
      List<String> words = new ArrayList<>(List.of("vm.power", "-off", "-force"));
      words.addAll(names(before));
      Govc.run(server, words.toArray(String[]::new));
      Inventory off = changed(follower);
      int calls = off.coverage().calls();
      while (isOn(off)) {
        off = changed(follower);
        calls += off.coverage().calls();
      }
      assertTrue(calls < 24, calls + " calls for 24 machines");
      VcsimStats stats = server.stats();
      assertTrue(stats.mostReferences() <= 100, stats.toString());
    }
  }

  @Test
  void an_update_costs_what_changed_and_not_what_there_is() throws IOException {
    Map<Integer, Map<String, Integer>> calls = new HashMap<>();
    Map<Integer, Long> bytes = new HashMap<>();
    for (int machines : List.of(3, 300)) {
      try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(machines));
          Follower follower = Follower.of(server, server.url())) {
        String name = names(follower.updates.begin(CollectionProgress.NONE)).get(1);
        Govc.run(server, "vm.power", "-off", name);
        Inventory now = changed(follower);
        assertEquals(VmPowerState.POWERED_OFF, vm(now, name).runtime().powerState());
        Map<String, Integer> methods = new HashMap<>(now.coverage().methods());
        // How many pieces the news come in is a matter of moments.
        methods.remove("WaitForUpdatesEx");
        calls.put(machines, methods);
        bytes.put(machines, now.coverage().bytes());
      }
    }
    assertEquals(calls.get(3), calls.get(300));
    assertTrue(bytes.getOrDefault(300, 0L) < bytes.getOrDefault(3, 0L) * 1.5, bytes.toString());
  }

  @Test
  void what_nobody_announces_is_looked_at_and_only_what_differs_is_read() throws IOException {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(5));
        Follower follower = Follower.of(server, server.url())) {
      Inventory before = follower.updates.begin(CollectionProgress.NONE);
      Inventory after = follower.updates.reread();
      for (VirtualMachine vm : before.virtualMachines()) {
        assertSame(vm, vm(after, vm.name()));
      }
      assertFalse(after.vcenter().collectedAt().isBefore(before.vcenter().collectedAt()));
      Govc.run(server, "vm.power", "-off", before.virtualMachines().get(0).name());
      Inventory off = follower.updates.reread();
      assertEquals(
          VmPowerState.POWERED_OFF,
          vm(off, before.virtualMachines().get(0).name()).runtime().powerState());
    }
  }

  @Tag("F13")
  @Test
  void a_session_that_ends_in_between_is_noticed_and_everything_is_read_anew() throws IOException {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().vms(4))) {
      String name;
      try (Follower follower = Follower.of(server, server.url())) {
        name = names(follower.updates.begin(CollectionProgress.NONE)).get(0);
        String key = Govc.run(server, "session.ls", "-json").transform(LiveUpdatesTest::keyOfOurs);
        Govc.run(server, "session.rm", key);
        Govc.run(server, "vm.destroy", name);
        assertThrows(VSphereException.class, () -> follower.updates.next(PATIENCE));
      }
      try (Follower follower = Follower.of(server, server.url())) {
        Inventory anew = follower.updates.begin(CollectionProgress.NONE);
        assertFalse(names(anew).contains(name));
        assertAsRead(server, anew);
      }
    }
  }

  @Tag("F3")
  @Test
  void an_answer_that_breaks_off_anywhere_is_never_taken_for_no_change() throws IOException {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().plainHttp().vms(4))) {
      int machines = 4;
      for (long bytes : List.of(0L, 1L, 60L, 400L, 900L)) {
        try (FaultProxy proxy = FaultProxy.before(server.url());
            Follower follower = Follower.of(server, proxy.url())) {
          Inventory before = follower.updates.begin(CollectionProgress.NONE);
          assertEquals(machines, before.virtualMachines().size());
          proxy.cutAfter(bytes);
          Govc.run(server, "vm.clone", "-vm", names(before).get(0), "-on=false", "clone-" + bytes);
          machines++;
          assertThrows(VSphereException.class, () -> follower.updates.next(PATIENCE));
          assertEquals(1, proxy.cuts());
        }
        try (Follower follower = Follower.of(server, server.url())) {
          Inventory anew = follower.updates.begin(CollectionProgress.NONE);
          assertNotNull(vm(anew, "clone-" + bytes));
        }
      }
    }
  }

  @Test
  void nothing_of_it_is_left_on_the_server_and_nothing_was_changed() throws IOException {
    try (Vcsim server = Vcsim.start(VcsimOptions.model())) {
      try (Follower follower = Follower.of(server, server.url())) {
        follower.updates.begin(CollectionProgress.NONE);
        follower.updates.next(Duration.ofSeconds(1));
      }
      VcsimStats stats = server.stats();
      assertEquals(stats.calls("CreateFilter"), stats.calls("DestroyPropertyFilter"));
      assertEquals(stats.calls("CreateContainerView"), stats.calls("DestroyView"));
      Live.assertGentle(stats, 1);
    }
  }

  private static Inventory changed(Follower follower) {
    Inventory now = follower.updates.next(PATIENCE);
    assertNotNull(now, "nothing was told");
    return now;
  }

  private static boolean isOn(Inventory inventory) {
    return inventory.virtualMachines().stream()
        .anyMatch(vm -> vm.runtime().powerState() == VmPowerState.POWERED_ON);
  }

  private static List<String> names(Inventory inventory) {
    return inventory.virtualMachines().stream().map(VirtualMachine::name).toList();
  }

  private static VirtualMachine vm(Inventory inventory, String name) {
    return inventory.virtualMachines().stream()
        .filter(vm -> vm.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not among " + names(inventory)));
  }

  /** The key of the one session that is not govc's. */
  private static String keyOfOurs(String json) {
    return Live.objects(JsonParser.parseString(json).getAsJsonObject(), "sessionList").stream()
        .filter(s -> s.get("userAgent").getAsString().startsWith("vpreflight"))
        .map(s -> s.get("key").getAsString())
        .findFirst()
        .orElseThrow(() -> new AssertionError(json));
  }

  /** Whoever reads everything now reads the same. */
  private static void assertAsRead(Vcsim server, Inventory followed) throws IOException {
    try (Follower fresh = Follower.of(server, server.url())) {
      Inventory whole = fresh.updates.begin(CollectionProgress.NONE);
      assertEquals(Set.copyOf(whole.virtualMachines()), Set.copyOf(followed.virtualMachines()));
      assertEquals(new HashSet<>(whole.snapshots()), new HashSet<>(followed.snapshots()));
      assertEquals(
          whole.containers().stream().map(c -> c.ref()).collect(Collectors.toSet()),
          followed.containers().stream().map(c -> c.ref()).collect(Collectors.toSet()));
    }
  }
}
