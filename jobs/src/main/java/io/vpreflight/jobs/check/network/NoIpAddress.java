// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.network;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.check.Unknowns;
import io.vpreflight.vsphere.inventory.EthernetCard;
import io.vpreflight.vsphere.inventory.GuestInfo;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.NetworkBacking;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A virtual machine has no address that others can reach; the kind says why. */
public final class NoIpAddress implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of(
              "vm.network.no-ip",
              "powered-off",
              "tools-not-installed",
              "tools-not-running",
              "apipa-only",
              "link-local-only",
              "ipv6-only",
              "no-adapter",
              "adapter-disconnected",
              "no-network",
              "no-address")
          .requires(
              VmProperty.POWER_STATE,
              VmProperty.GUEST_NET,
              VmProperty.TOOLS_RUNNING_STATUS,
              VmProperty.TOOLS_VERSION_STATUS)
          .mayRead(VmProperty.GUEST_IP_ADDRESS, VmProperty.DEVICES, VmProperty.BOOT_TIME)
          .seedRows("000-58", "000-73", "003-05")
          .build();

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Subject<VirtualMachine> subject() {
    return Subject.VM;
  }

  @Override
  public List<Outcome> check(VirtualMachine vm, Scene scene) {
    VmPowerState power = vm.runtime().powerState();
    if (power == null) {
      return Outcome.unset(VmProperty.POWER_STATE);
    }
    if (power != VmPowerState.POWERED_ON) {
      return hit("powered-off", vm, List.of());
    }
    GuestAddresses addresses = GuestAddresses.of(vm);
    if (addresses.has(Reach.IPV4)) {
      return List.of();
    }
    if (addresses.has(Reach.IPV6)) {
      return hit("ipv6-only", vm, addresses.shown());
    }
    String unplugged = unplugged(vm.config().hardware());
    Text unknown = unplugged == null ? null : unknown(unplugged, vm);
    if (unknown != null) {
      return List.of(new Outcome.Undetermined("", unknown));
    }
    return unplugged != null
        ? hit(unplugged, vm, addresses.shown())
        : byGuest(vm, addresses, scene);
  }

  /** What vCenter itself can see to be in the way, whatever the guest says. */
  private static @Nullable String unplugged(@Nullable Hardware hardware) {
    if (hardware == null) {
      return null;
    }
    List<EthernetCard> adapters = hardware.adapters();
    if (adapters.isEmpty()) {
      return "no-adapter";
    }
    List<EthernetCard> connected =
        adapters.stream().filter(adapter -> !Boolean.FALSE.equals(adapter.connected())).toList();
    if (connected.isEmpty()) {
      return "adapter-disconnected";
    }
    return connected.stream().noneMatch(adapter -> isPlugged(adapter.backing()))
        ? "no-network"
        : null;
  }

  /** A device that nobody here knows may be an adapter, or what one is plugged into. */
  private static @Nullable Text unknown(String unplugged, VirtualMachine vm) {
    Hardware hardware = vm.config().hardware();
    if (vm.unreadable().isEmpty() || hardware == null || unplugged.equals("adapter-disconnected")) {
      return null;
    }
    for (EthernetCard adapter : hardware.adapters()) {
      Text unknown = Unknowns.at(Unknowns.path(adapter.key(), ".backing"), vm.unreadable());
      if (unknown != null) {
        return unknown;
      }
    }
    List<Integer> devices = Unknowns.devices(vm.unreadable());
    return devices.isEmpty()
        ? null
        : Gaps.missing(Unknowns.path(devices.get(0), ""), vm.unreadable());
  }

  private static boolean isPlugged(NetworkBacking backing) {
    return backing.network() != null
        || backing.portgroupKey() != null
        || backing.opaqueNetworkId() != null
        // This kind never names a network object.
        || backing.type().equals("VirtualEthernetCardLegacyNetworkBackingInfo");
  }

  private static List<Outcome> byGuest(VirtualMachine vm, GuestAddresses addresses, Scene scene) {
    GuestInfo guest = vm.guest();
    String version = guest.toolsVersionStatus2();
    String running = guest.toolsRunningStatus();
    if (version == null || running == null) {
      return Outcome.unset(
          version == null ? VmProperty.TOOLS_VERSION_STATUS : VmProperty.TOOLS_RUNNING_STATUS);
    }
    Instant boot = vm.runtime().bootTime();
    if (boot == null) {
      return Outcome.unset(VmProperty.BOOT_TIME);
    }
    if (scene.age(boot).compareTo(scene.limits().duration("boot.grace")) < 0) {
      return Outcome.undetermined("reason.network.just-booted", scene.age(boot));
    }
    if (version.equals("guestToolsNotInstalled")) {
      return hit("tools-not-installed", vm, addresses.shown());
    }
    if (running.equals("guestToolsNotRunning")) {
      return hit("tools-not-running", vm, addresses.shown());
    }
    if (guest.net() == null && addresses.shown().isEmpty()) {
      return Outcome.unset(VmProperty.GUEST_NET);
    }
    if (addresses.has(Reach.APIPA)) {
      return hit("apipa-only", vm, addresses.shown());
    }
    String kind = addresses.has(Reach.LINK_LOCAL) ? "link-local-only" : "no-address";
    return hit(kind, vm, addresses.shown());
  }

  private static List<Outcome> hit(String kind, VirtualMachine vm, List<String> addresses) {
    VmPowerState power = vm.runtime().powerState();
    return Outcome.hit(kind)
        .with(String.join(", ", addresses))
        .evidence(VmProperty.POWER_STATE, power == null ? null : power.vim())
        .evidence("guest.net.ipConfig.ipAddress", addresses)
        .evidence(VmProperty.TOOLS_RUNNING_STATUS, vm.guest().toolsRunningStatus())
        .evidence(VmProperty.TOOLS_VERSION_STATUS, vm.guest().toolsVersionStatus2())
        .evidence(VmProperty.BOOT_TIME, vm.runtime().bootTime())
        .only();
  }
}
