// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.EthernetCard;
import io.vpreflight.vsphere.inventory.FaultToleranceInfo;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.NetworkBacking;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DuplicateMacTest {
  private static final String MAC = "00:50:56:80:00:01";
  private static final NetworkBacking NONE = new NetworkBacking("", null, null, null, null);

  private final AVm app = AVm.named("app");
  private final AVm copy = AVm.named("copy");

  private static Results run(AnInventory... vcenters) {
    return Runs.run(new DuplicateMac(), vcenters);
  }

  private Results run() {
    return run(AnInventory.of(app, copy));
  }

  private static AnInventory second(AVm... vms) {
    AnInventory other = AnInventory.of(vms);
    other.instanceUuid = "22222222-2222-4222-8222-222222222222";
    return other;
  }

  private static void plug(
      AVm vm, @Nullable String mac, String type, NetworkBacking backing, @Nullable Boolean on) {
    vm.adapters.clear();
    vm.adapters.add(
        new EthernetCard(4000, "VirtualVmxnet3", "Network adapter 1", mac, type, backing, on, on));
  }

  @Test
  void two_running_machines_on_one_network_are_found() {
    assertEquals(List.of("app#4000: same-network", "copy#4000: same-network"), Runs.found(run()));
    assertEquals(2, Runs.evaluated(run()));
  }

  @Test
  void distributed_and_opaque_networks_are_compared_by_their_keys() {
    NetworkBacking group = new NetworkBacking("x", null, null, "dvportgroup-1", null);
    plug(app, MAC, "manual", group, true);
    plug(copy, "00:50:56:80:00:01", "manual", group, true);
    assertEquals(2, Runs.found(run()).size());
    NetworkBacking segment = new NetworkBacking("x", null, null, null, "segment-1");
    plug(app, MAC, "manual", segment, true);
    plug(copy, MAC, "manual", segment, true);
    assertEquals(2, Runs.found(run()).size());
    plug(copy, MAC, "manual", group, true);
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void machines_that_cannot_meet_pass() {
    MoRef bubble = new MoRef("Network", "network-9");
    plug(copy, MAC, "manual", new NetworkBacking("x", bubble, "bubble", null, null), true);
    assertEquals(List.of(), Runs.found(run()));
    plug(copy, MAC, "assigned", app.adapters.get(0).backing(), false);
    assertEquals(List.of(), Runs.found(run()));
    plug(copy, MAC, "manual", NONE, true);
    assertEquals(List.of(), Runs.found(run()));
    plug(copy, null, "manual", NONE, true);
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void a_machine_that_is_off_harms_nobody() {
    copy.powerState = VmPowerState.POWERED_OFF;
    copy.hardwareUnset = true;
    assertEquals(List.of(), Runs.found(run()));
    assertEquals(List.of(), Runs.undetermined(run()));
  }

  @Test
  void a_fault_tolerance_secondary_has_the_address_of_its_primary() {
    copy.ftInfo = new FaultToleranceInfo(2, List.of("a", "b"));
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void two_adapters_of_one_machine_are_its_own_affair() {
    copy.powerState = VmPowerState.POWERED_OFF;
    app.adapters.add(app.adapters.get(0));
    assertEquals(List.of(), Runs.found(run()));
  }

  @Test
  void two_vcenters_that_assign_one_address_are_found() {
    assertEquals(
        List.of("app#4000: across-vcenters", "copy#4000: across-vcenters"),
        Runs.found(run(AnInventory.of(app), second(copy))));
  }

  @Test
  void a_vcenter_that_could_not_be_read_is_compared_with_as_it_was_and_not_judged() {
    AVm third = AVm.named("third");
    Results results =
        Runs.run(new DuplicateMac(), AnInventory.of(app), List.of(second(copy, third)));
    assertEquals(List.of("app#4000: across-vcenters"), Runs.found(results));
    assertEquals(1, Runs.evaluated(results));
    assertNotNull(results.findings().get(0).evidence().get("sharedWith.asOf"));
  }

  @Test
  void an_address_that_was_set_by_hand_in_two_vcenters_is_not_held_against_them() {
    plug(copy, MAC, "manual", app.adapters.get(0).backing(), true);
    assertEquals(List.of(), Runs.found(run(AnInventory.of(app), second(copy))));
  }

  @Test
  void the_worse_of_two_conditions_is_said_for_one_adapter() {
    AVm third = AVm.named("third");
    assertEquals(
        List.of("app#4000: same-network", "copy#4000: same-network", "third#4000: across-vcenters"),
        Runs.found(run(AnInventory.of(app, copy), second(third))));
  }

  @Test
  void unset_is_undetermined() {
    app.powerState = null;
    copy.hardwareUnset = true;
    assertEquals(List.of("app: reason.unset", "copy: reason.unset"), Runs.undetermined(run()));
  }

  @Test
  void unreadable_and_uncollected_are_undetermined() {
    app.unreadable(VmProperty.DEVICES, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run()));
    assertEquals(
        List.of("app: reason.not-collected", "copy: reason.not-collected"),
        Runs.undetermined(run(AnInventory.of(app, copy).without(VmProperty.POWER_STATE))));
  }
}
