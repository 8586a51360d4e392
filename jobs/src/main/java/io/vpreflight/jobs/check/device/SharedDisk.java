// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.check.Unknowns;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.VirtualController;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A disk is set up to be written by several virtual machines at once, as clusters of guests do. One
 * file that two machines merely hold, such as a backup proxy does, is another question.
 */
public final class SharedDisk implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.disk.shared", "multi-writer", "shared-bus")
          .requires(VmProperty.DEVICES)
          .build();

  /** Only these can be multi-writer, and always say whether they are. */
  private static final Set<String> TELLS_SHARING =
      Set.of("VirtualDiskFlatVer2BackingInfo", "VirtualDiskRawDiskMappingVer1BackingInfo");

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
    for (VirtualDisk disk : hardware.disks()) {
      Outcome outcome = judge(vm, disk, hardware);
      if (outcome != null) {
        outcomes.add(outcome);
      }
    }
    return outcomes;
  }

  private static @Nullable Outcome judge(VirtualMachine vm, VirtualDisk disk, Hardware hardware) {
    VirtualController controller = hardware.controller(disk.controllerKey());
    String sharing = disk.backing().sharing();
    String bus = controller == null ? null : controller.sharedBus();
    if (bus != null && !bus.equals("noSharing")) {
      return hit("shared-bus", disk, sharing, bus);
    }
    if ("sharingMultiWriter".equals(sharing)) {
      return hit("multi-writer", disk, sharing, bus);
    }
    Text unknown = Unknowns.of(disk, hardware, vm.unreadable());
    if (unknown != null) {
      return new Outcome.Undetermined(Integer.toString(disk.key()), unknown);
    }
    if (disk.backing().type().isEmpty()) {
      return Disks.missing(vm, disk, "backing");
    }
    if (controller == null) {
      return Disks.missing(vm, disk, "controllerKey");
    }
    if (bus == null && "scsi".equals(controller.bus())) {
      return Disks.missing(vm, disk, "controller.sharedBus");
    }
    return sharing == null && TELLS_SHARING.contains(disk.backing().type())
        ? Disks.missing(vm, disk, "backing.sharing")
        : null;
  }

  private static Outcome hit(
      String kind, VirtualDisk disk, @Nullable String sharing, @Nullable String bus) {
    return Outcome.hit(kind)
        .key(disk.key())
        .with(disk.label())
        .evidence(Disks.path(disk, "backing.sharing"), sharing)
        .evidence("config.hardware.device[" + disk.controllerKey() + "].sharedBus", bus)
        .evidence(Disks.path(disk, "backing.fileName"), disk.backing().fileName())
        .build();
  }
}
