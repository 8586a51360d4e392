// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import java.util.Set;

/** Refuses machines that cannot have a snapshot; stateless. */
final class SnapshotChecks {
  private static final int MOST_LEVELS = 32;
  private static final Set<String> PASSTHROUGH =
      Set.of("VirtualPCIPassthrough", "VirtualSriovEthernetCard", "VirtualNVDIMM");

  private SnapshotChecks() {}

  static void check(Machines machines, Machine machine, boolean memory) {
    Element config = machine.config();
    if (machine.isTemplate()) {
      throw Fault.notSupported();
    }
    if (machine.object().isTrue("config", "flags", "snapshotLocked")) {
      throw Fault.of("SnapshotLocked", "The snapshot configuration is locked.");
    }
    if (machine.object().isTrue("config", "flags", "snapshotDisabled")) {
      throw Fault.of("SnapshotDisabled", "The virtual machine's snapshots are disabled.");
    }
    String tolerance = machine.object().textAt("runtime", "faultToleranceState");
    if (tolerance != null && !tolerance.equals("notConfigured")) {
      throw incompatible("Fault Tolerance");
    }
    for (Element device : Disk.devices(config)) {
      String type = device.type();
      if (type != null && PASSTHROUGH.contains(type)) {
        throw incompatible(type);
      }
      String shared = device.textAt("sharedBus");
      if (shared != null && !shared.equals("noSharing")) {
        throw incompatible(shared);
      }
    }
    for (Disk disk : Disk.in(config)) {
      check(machines, machine, disk, memory);
    }
    if (new SnapshotTree(machine.object().get("snapshot")).depth() >= MOST_LEVELS) {
      throw Fault.of("TooManySnapshotLevels", "Too many snapshot levels.");
    }
  }

  private static void check(Machines machines, Machine machine, Disk disk, boolean memory) {
    if (disk.isMultiWriter() || (disk.isPhysical() && !disk.isIndependent())) {
      throw incompatible(disk.isPhysical() ? "physicalMode" : "sharingMultiWriter");
    }
    if (disk.isIndependent()) {
      if (memory && machine.isOn()) {
        throw Fault.of(
            "MemorySnapshotOnIndependentDisk",
            "Cannot take a memory snapshot, since the virtual machine is configured with"
                + " independent disks.");
      }
      return;
    }
    machines.files().requireSpace(disk.file(), DiskFiles.leastDelta());
  }

  private static Fault incompatible(String what) {
    Element inner =
        new Element("fault")
            .add(Element.typed("fault", "DeviceNotSupported").add("device", what))
            .add("localizedMessage", "Device '" + what + "' does not support snapshots.");
    return new Fault(
        Element.typed("fault", "SnapshotIncompatibleDeviceInVm").add(inner),
        "The virtual machine has a device that does not support snapshots.");
  }
}
