// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.EthernetCard;
import io.vpreflight.vsphere.inventory.GuestIp;
import io.vpreflight.vsphere.inventory.GuestNic;
import io.vpreflight.vsphere.inventory.ManagedBy;
import io.vpreflight.vsphere.inventory.NetworkBacking;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NoIpAddressTest {
  private static final String MAC = "00:50:56:80:00:01";
  private static final NetworkBacking NOTHING = new NetworkBacking("", null, null, null, null);

  private final AVm vm = AVm.named("app");

  NoIpAddressTest() {
    vm.ipAddress = null;
  }

  private Results run() {
    return Runs.run(new NoIpAddress(), vm);
  }

  private List<String> found() {
    return Runs.found(run());
  }

  private List<String> undetermined() {
    return Runs.undetermined(run());
  }

  private static GuestNic nic(int key, @Nullable String mac, String... addresses) {
    List<GuestIp> ips =
        Stream.of(addresses).map(a -> new GuestIp(a, null, "preferred", null)).toList();
    return new GuestNic("VM Network", mac, true, key, ips);
  }

  private List<String> found(GuestNic... net) {
    vm.net = List.of(net);
    return found();
  }

  private void adapter(@Nullable Boolean connected, NetworkBacking backing) {
    vm.adapters.add(
        new EthernetCard(
            4001,
            "VirtualVmxnet3",
            "Network adapter 2",
            MAC,
            "assigned",
            backing,
            connected,
            true));
  }

  @Test
  void one_good_address_on_any_adapter_is_enough() {
    assertEquals(List.of(), found());
    assertEquals(List.of(), found(nic(4000, MAC, "169.254.3.4"), nic(4001, MAC, "192.168.1.2")));
    assertEquals(List.of(), found(nic(4000, MAC, "fe80::1", "10.1.2.3")));
    assertEquals(1, Runs.evaluated(run()));
  }

  @Test
  void a_machine_that_does_not_run_has_none() {
    vm.powerState = VmPowerState.POWERED_OFF;
    assertEquals(List.of("app: powered-off"), found());
    vm.powerState = VmPowerState.SUSPENDED;
    assertEquals(List.of("app: powered-off"), found());
  }

  @Test
  void an_address_that_the_guest_gave_itself_is_told_apart() {
    assertEquals(List.of("app: apipa-only"), found(nic(4000, MAC, "169.254.3.4", "fe80::1")));
  }

  @Test
  void link_local_ipv6_is_no_address() {
    assertEquals(List.of("app: link-local-only"), found(nic(4000, MAC, "fe80::250:56ff:fe80:1%2")));
  }

  @Test
  void ipv6_alone_is_told_apart() {
    assertEquals(
        List.of("app: ipv6-only"), found(nic(4000, MAC, "fe80::1", "2001:db8::7", "169.254.1.1")));
  }

  @Test
  void an_interface_without_any_address_is_found() {
    assertEquals(List.of("app: no-address"), found(nic(4000, MAC)));
    assertEquals(List.of("app: no-address"), found(nic(4000, MAC, "127.0.0.1", "0.0.0.0", "::1")));
  }

  @Test
  void addresses_of_containers_do_not_count() {
    assertEquals(
        List.of("app: apipa-only"),
        found(nic(4000, MAC, "169.254.3.4"), nic(-1, "02:42:ac:11:00:02", "172.17.0.1")));
    assertEquals(List.of("app: no-address"), found(nic(-1, null, "172.17.0.1")));
  }

  @Test
  void a_bond_over_an_adapter_counts() {
    assertEquals(List.of(), found(nic(4000, MAC), nic(-1, MAC, "10.0.0.9")));
  }

  @Test
  void a_cluster_node_carries_a_link_local_address_besides_its_own() {
    assertEquals(
        List.of(), found(nic(4000, MAC, "10.0.0.9"), nic(-1, "02:01:02:03:04:05", "169.254.1.9")));
  }

  @Test
  void older_tools_give_the_first_address_only() {
    vm.net = null;
    vm.ipAddress = "10.0.0.5";
    assertEquals(List.of(), found());
    vm.net = List.of();
    vm.ipAddress = "169.254.0.9";
    assertEquals(List.of("app: apipa-only"), found());
  }

  @Test
  void missing_or_silent_tools_are_the_cause_where_nothing_else_is() {
    vm.net = null;
    vm.toolsRunningStatus = "guestToolsNotRunning";
    assertEquals(List.of("app: tools-not-running"), found());
    vm.toolsVersionStatus2 = "guestToolsNotInstalled";
    assertEquals(List.of("app: tools-not-installed"), found());
  }

  @Test
  void what_vcenter_sees_unplugged_comes_before_the_tools() {
    vm.net = null;
    vm.toolsRunningStatus = "guestToolsNotRunning";
    vm.adapters.clear();
    assertEquals(List.of("app: no-adapter"), found());
    adapter(false, new NetworkBacking("x", AnInventory.NETWORK, "VM Network", null, null));
    assertEquals(List.of("app: adapter-disconnected"), found());
    adapter(true, NOTHING);
    assertEquals(List.of("app: no-network"), found());
  }

  @Test
  void every_kind_of_network_counts_as_one() {
    for (NetworkBacking backing :
        List.of(
            new NetworkBacking("x", AnInventory.NETWORK, null, null, null),
            new NetworkBacking("x", null, null, "dvportgroup-1", null),
            new NetworkBacking("x", null, null, null, "segment-1"),
            new NetworkBacking(
                "VirtualEthernetCardLegacyNetworkBackingInfo", null, "x", null, null))) {
      vm.adapters.clear();
      adapter(null, backing);
      assertEquals(List.of("app: no-address"), found(nic(4000, MAC)));
    }
  }

  @Test
  void without_devices_the_guest_decides() {
    vm.hardwareUnset = true;
    assertEquals(List.of("app: no-address"), found(nic(4000, MAC)));
  }

  @Test
  void a_machine_that_just_booted_is_given_time() {
    vm.bootTime = AnInventory.NOW.minus(Duration.ofMinutes(5));
    vm.net = new ArrayList<>();
    assertEquals(List.of(), found());
    assertEquals(List.of("app: reason.network.just-booted"), undetermined());
  }

  @Test
  void replicas_frozen_clones_and_test_bubbles_are_without_on_purpose() {
    vm.net = null;
    vm.instantCloneFrozen = true;
    assertEquals(List.of(), found());
    vm.instantCloneFrozen = false;
    vm.managedBy = new ManagedBy("com.vmware.vcDr", "testVm");
    assertEquals(List.of(), found());
    AVm replica = AVm.named("app_replica");
    replica.powerState = VmPowerState.POWERED_OFF;
    assertEquals(List.of(), Runs.found(Runs.run(new NoIpAddress(), replica)));
  }

  @Test
  void unset_is_undetermined() {
    List<String> unset = List.of("app: reason.unset");
    vm.net = null;
    assertEquals(unset, undetermined());
    vm.bootTime = null;
    assertEquals(unset, undetermined());
    vm.toolsRunningStatus = null;
    assertEquals(unset, undetermined());
    vm.toolsVersionStatus2 = null;
    assertEquals(unset, undetermined());
    vm.powerState = null;
    assertEquals(unset, undetermined());
  }

  @Test
  void unreadable_is_undetermined() {
    vm.unreadable(VmProperty.GUEST_NET, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), undetermined());
  }
}
