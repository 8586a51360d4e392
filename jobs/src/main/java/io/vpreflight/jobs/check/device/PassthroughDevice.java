// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.check.Unknowns;
import io.vpreflight.vsphere.inventory.EthernetCard;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.OtherDevice;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device of the host is given to the virtual machine; most such machines cannot be snapshotted.
 */
public final class PassthroughDevice implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of(
              "vm.device.passthrough", "pci", "sriov", "persistent-memory", "vgpu", "scsi", "usb")
          .requires(VmProperty.DEVICES)
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
    Hardware hardware = vm.config().hardware();
    if (hardware == null) {
      return Outcome.unset(VmProperty.DEVICES);
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (EthernetCard card : hardware.adapters()) {
      if (card.type().equals("VirtualSriovEthernetCard")) {
        outcomes.add(hit("sriov", card.key(), card.label(), card.type()));
      }
    }
    for (VirtualDisk disk : hardware.disks()) {
      Outcome unknown = Disks.unknown(vm, disk, "backing");
      if (unknown != null) {
        outcomes.add(unknown);
      } else if (disk.backing().type().equals("VirtualDiskLocalPMemBackingInfo")) {
        outcomes.add(hit("persistent-memory", disk.key(), disk.label(), disk.backing().type()));
      }
    }
    for (OtherDevice device : hardware.others()) {
      String kind = kind(device);
      Text unknown =
          kind == null
              ? null
              : Unknowns.at(Unknowns.path(device.key(), ".backing"), vm.unreadable());
      if (unknown != null) {
        outcomes.add(new Outcome.Undetermined(Integer.toString(device.key()), unknown));
      } else if (kind != null) {
        String type = device.backing().isEmpty() ? device.type() : device.backing();
        outcomes.add(hit(kind, device.key(), device.label(), type));
      }
    }
    for (int key : Unknowns.devices(vm.unreadable())) {
      Text unknown = Gaps.missing(Unknowns.path(key, ""), vm.unreadable());
      outcomes.add(new Outcome.Undetermined(Integer.toString(key), unknown));
    }
    return outcomes;
  }

  private static @Nullable String kind(OtherDevice device) {
    return switch (device.type()) {
      case "VirtualPCIPassthrough" ->
          device.backing().equals("VirtualPCIPassthroughVmiopBackingInfo") ? "vgpu" : "pci";
      case "VirtualNVDIMM" -> "persistent-memory";
      case "VirtualSCSIPassthrough" -> "scsi";
      case "VirtualUSB" -> "usb";
      default -> null;
    };
  }

  private static Outcome hit(String kind, int key, String label, String type) {
    return Outcome.hit(kind)
        .key(key)
        .with(label)
        .evidence("config.hardware.device[" + key + "]", type)
        .build();
  }
}
