// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.network;

import io.vpreflight.vsphere.inventory.GuestIp;
import io.vpreflight.vsphere.inventory.GuestNic;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The addresses that a guest has on the adapters of its virtual machine. */
public final class GuestAddresses {
  private final Set<Reach> reaches = EnumSet.noneOf(Reach.class);
  private final List<String> shown = new ArrayList<>();

  private GuestAddresses() {}

  /** Over all adapters: one good address is enough. */
  public static GuestAddresses of(VirtualMachine vm) {
    GuestAddresses addresses = new GuestAddresses();
    List<GuestNic> net = vm.guest().net();
    if (net == null || net.isEmpty()) {
      // Older Tools give the first address only.
      String first = vm.guest().ipAddress();
      if (first != null) {
        addresses.add(first);
      }
      return addresses;
    }
    for (GuestNic nic : net) {
      if (isOfAdapter(nic, vm)) {
        for (GuestIp ip : nic.ipAddress()) {
          addresses.add(ip.ipAddress());
        }
      }
    }
    return addresses;
  }

  /**
   * False for interfaces that only the guest knows, such as a container bridge. A bond or bridge
   * over an adapter takes the adapter's MAC address and counts.
   */
  static boolean isOfAdapter(GuestNic nic, VirtualMachine vm) {
    if (nic.deviceConfigId() >= 0) {
      return true;
    }
    Hardware hardware = vm.config().hardware();
    return hardware != null
        && nic.macAddress() != null
        && hardware.adapters().stream()
            .anyMatch(adapter -> nic.macAddress().equalsIgnoreCase(adapter.macAddress()));
  }

  boolean has(Reach reach) {
    return reaches.contains(reach);
  }

  /** Those that somebody else can send to: neither link-local nor loopback. */
  public List<String> routable() {
    return shown.stream()
        .filter(address -> Reach.of(address) == Reach.IPV4 || Reach.of(address) == Reach.IPV6)
        .toList();
  }

  /** All of them, for evidence. */
  List<String> shown() {
    return shown;
  }

  private void add(String address) {
    reaches.add(Reach.of(address));
    shown.add(address);
  }
}
