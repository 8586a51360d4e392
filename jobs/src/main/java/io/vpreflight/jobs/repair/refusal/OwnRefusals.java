// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Roles;
import io.vpreflight.jobs.check.VmRole;
import io.vpreflight.jobs.repair.plan.Here;
import io.vpreflight.vsphere.inventory.EthernetCard;
import io.vpreflight.vsphere.inventory.GuestIp;
import io.vpreflight.vsphere.inventory.GuestNic;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who stuns the machine that it runs on, or the vCenter that it talks to, may not come back. */
final class OwnRefusals {
  private OwnRefusals() {}

  /** The vCenter itself, by the name or an address by which it was reached, or by its notes. */
  static List<Outcome> vcenter(Candidate candidate) {
    Roles.Role role = candidate.role();
    if (role.role() == VmRole.MANAGEMENT_APPLIANCE) {
      return Outcome.hit("vcenter")
          .with(role.value())
          .evidence(role.property(), role.value())
          .only();
    }
    String address = vcenterAddress(candidate.vm(), candidate.request().here());
    return address == null
        ? List.of()
        : Outcome.hit("vcenter").with(address).evidence("guest", address).only();
  }

  /** A machine that runs and shows no address, in a vCenter whose own machine was not found. */
  static List<Outcome> maybeVcenter(Candidate candidate) {
    VirtualMachine vm = candidate.vm();
    boolean off = vm.runtime().powerState() == VmPowerState.POWERED_OFF;
    if (off
        || candidate.request().here().settled()
        || !addresses(vm).isEmpty()
        || isFoundElsewhere(candidate)) {
      return List.of();
    }
    return Outcome.hit("vcenter-not-ruled-out").evidence(VmProperty.GUEST_IP_ADDRESS, null).only();
  }

  private static boolean isFoundElsewhere(Candidate candidate) {
    Here here = candidate.request().here();
    Roles roles = Roles.in(candidate.scene());
    for (VirtualMachine vm : candidate.scene().inventory().virtualMachines()) {
      if (roles.of(vm).role() == VmRole.MANAGEMENT_APPLIANCE || vcenterAddress(vm, here) != null) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String vcenterAddress(VirtualMachine vm, Here here) {
    for (String address : addresses(vm)) {
      if (here.vcenterAddresses().contains(address)) {
        return address;
      }
    }
    return null;
  }

  private static Set<String> addresses(VirtualMachine vm) {
    Set<String> addresses = new HashSet<>();
    add(addresses, vm.guest().hostName());
    add(addresses, vm.guest().ipAddress());
    List<GuestNic> nics = vm.guest().net();
    if (nics != null) {
      for (GuestNic nic : nics) {
        for (GuestIp ip : nic.ipAddress()) {
          add(addresses, ip.ipAddress());
        }
      }
    }
    return addresses;
  }

  private static void add(Set<String> addresses, @Nullable String address) {
    if (address != null && !address.isBlank()) {
      addresses.add(address.toLowerCase(Locale.ROOT));
    }
  }

  /** The machine of this process, or one that the admin names as ours. */
  static List<Outcome> process(Candidate candidate) {
    Here here = candidate.request().here();
    VirtualMachine vm = candidate.vm();
    if (here.named().contains(vm.ref())) {
      return Outcome.hit("own").with(vm.name()).evidence("named as ours", vm.ref().moId()).only();
    }
    String ours = here.biosUuid();
    if (ours != null && !here.settled()) {
      String uuid = vm.config().uuid();
      if (uuid == null) {
        return Outcome.unset(VmProperty.BIOS_UUID);
      }
      if (uuid.equalsIgnoreCase(ours) || swapped(uuid).equalsIgnoreCase(ours)) {
        return Outcome.hit("own").with(vm.name()).evidence(VmProperty.BIOS_UUID, uuid).only();
      }
    }
    String mac = mac(vm, here);
    if (mac != null) {
      return Outcome.hit("own")
          .with(vm.name())
          .evidence("config.hardware.device.macAddress", mac)
          .only();
    }
    return here.isSure() ? List.of() : Outcome.undetermined("reason.repair.process-unknown");
  }

  private static @Nullable String mac(VirtualMachine vm, Here here) {
    Hardware hardware = vm.config().hardware();
    if (hardware != null && !here.contained()) {
      for (EthernetCard card : hardware.adapters()) {
        String mac = card.macAddress();
        if (mac != null && here.macs().contains(mac.toLowerCase(Locale.ROOT))) {
          return mac;
        }
      }
    }
    return null;
  }

  /** Firmware since SMBIOS 2.6 shows the first three parts with their bytes the other way round. */
  static String swapped(String uuid) {
    String[] parts = uuid.split("-", -1);
    if (parts.length != 5) {
      return uuid;
    }
    for (int part = 0; part < 3; part++) {
      StringBuilder turned = new StringBuilder();
      for (int at = parts[part].length() - 2; at >= 0; at -= 2) {
        turned.append(parts[part], at, at + 2);
      }
      parts[part] = turned.toString();
    }
    return String.join("-", parts);
  }
}
