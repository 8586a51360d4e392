// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.nfc;

import io.vpreflight.jobs.check.Roles;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Unknowns;
import io.vpreflight.jobs.check.VmRole;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The disks that could be replicated without an agent, by the host that serves them. */
final class DisksByHost {
  private static final Load NOTHING = new Load(0, 0, 0);
  private static final Set<VmRole> REPLICATED = EnumSet.of(VmRole.ORDINARY, VmRole.LINKED_CLONE);
  private final Map<MoRef, Load> loads = new HashMap<>();

  /**
   * What one host serves.
   *
   * @param disks that could be replicated
   * @param machines that have them
   * @param unknown machines whose disks are not known
   */
  record Load(int disks, int machines, int unknown) {
    private Load plus(Load other) {
      return new Load(disks + other.disks, machines + other.machines, unknown + other.unknown);
    }
  }

  private DisksByHost(Scene scene) {
    for (VirtualMachine vm : scene.inventory().virtualMachines()) {
      MoRef host = vm.runtime().host();
      if (host != null && REPLICATED.contains(Roles.in(scene).of(vm).role())) {
        loads.merge(host, load(vm), Load::plus);
      }
    }
  }

  static DisksByHost in(Scene scene) {
    return scene.derived(DisksByHost.class, DisksByHost::new);
  }

  Load on(Host host) {
    return loads.getOrDefault(host.ref(), NOTHING);
  }

  private static Load load(VirtualMachine vm) {
    Hardware hardware = vm.config().hardware();
    if (hardware == null
        || vm.unreadable().fault(VmProperty.DEVICES) != null
        || hardware.disks().stream()
            .anyMatch(disk -> Unknowns.of(disk, hardware, vm.unreadable()) != null)) {
      return new Load(0, 0, 1);
    }
    int disks = (int) hardware.disks().stream().filter(DisksByHost::isReplicated).count();
    return new Load(disks, disks > 0 ? 1 : 0, 0);
  }

  private static boolean isReplicated(VirtualDisk disk) {
    String mode = disk.backing().diskMode();
    return !disk.backing().isRawDevice() && (mode == null || !mode.startsWith("independent"));
  }
}
