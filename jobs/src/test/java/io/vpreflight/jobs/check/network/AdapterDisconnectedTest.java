// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.EthernetCard;
import io.vpreflight.vsphere.inventory.NetworkBacking;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdapterDisconnectedTest {
  private final AVm vm = AVm.named("app");

  private Results run() {
    return Runs.run(new AdapterDisconnected(), vm);
  }

  private Results run(@Nullable Boolean connected, @Nullable Boolean start) {
    vm.adapters.clear();
    vm.adapters.add(
        new EthernetCard(
            4001,
            "VirtualE1000",
            "Network adapter 2",
            null,
            null,
            new NetworkBacking("x", AnInventory.NETWORK, "old name", null, null),
            connected,
            start));
    return run();
  }

  @Test
  void an_adapter_that_was_unplugged_is_found_with_its_network() {
    Results results = run(false, true);
    assertEquals(List.of("app#4001: disconnected"), Runs.found(results));
    assertEquals(
        "VM Network", results.findings().get(0).evidence().get("config.hardware.device.backing"));
  }

  @Test
  void an_adapter_that_is_never_plugged_in_is_told_apart() {
    assertEquals(List.of("app#4001: left-disconnected"), Runs.found(run(false, false)));
  }

  @Test
  void an_adapter_that_will_be_lost_at_the_next_power_on_is_found() {
    assertEquals(List.of("app#4001: not-at-power-on"), Runs.found(run(true, false)));
  }

  @Test
  void the_name_of_the_backing_helps_where_the_network_is_not_seen() {
    vm.adapters.clear();
    vm.adapters.add(
        new EthernetCard(
            4000,
            "x",
            "A",
            null,
            null,
            new NetworkBacking("x", null, "dv", null, null),
            false,
            true));
    assertEquals("dv", run().findings().get(0).evidence().get("config.hardware.device.backing"));
  }

  @Test
  void connected_adapters_and_machines_that_are_off_pass() {
    assertEquals(List.of(), Runs.found(run(true, true)));
    vm.powerState = VmPowerState.POWERED_OFF;
    assertEquals(List.of(), Runs.found(run(false, false)));
  }

  @Test
  void unset_is_undetermined() {
    assertEquals(List.of("app#4001: reason.unset"), Runs.undetermined(run(null, true)));
    assertEquals(List.of("app#4001: reason.unset"), Runs.undetermined(run(true, null)));
    vm.hardwareUnset = true;
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(run()));
    vm.powerState = null;
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(run()));
  }

  @Test
  void unreadable_is_undetermined() {
    vm.unreadable(VmProperty.DEVICES, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run()));
  }
}
