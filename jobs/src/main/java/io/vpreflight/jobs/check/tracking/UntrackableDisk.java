// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.check.Unknowns;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Disks that cannot be tracked, whatever is switched on, each with its reason. */
public final class UntrackableDisk implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      ChangeTracking.info(
              "vm.cbt.unsupported-disk",
              Stream.of(Unsupported.values()).map(Unsupported::label).toArray(String[]::new))
          .requires(VmProperty.DEVICES, VmProperty.HARDWARE_VERSION)
          .mayRead(ChangeTracking.readsWith())
          .seedRows("004-32")
          .errorIds("AzureMigrate:563", "AzureMigrate:1023", "MABS:33621")
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
    boolean vmSaid = false;
    for (DiskTracking disk : ChangeTracking.in(scene).of(vm).disks()) {
      Unsupported reason = disk.unsupported();
      if (reason != null && !(reason.isOfVm() && vmSaid)) {
        vmSaid |= reason.isOfVm();
        outcomes.add(hit(disk, reason));
      }
      Text why = reason == null ? unknown(vm, hardware, disk.disk()) : null;
      if (why != null) {
        outcomes.add(new Outcome.Undetermined(Integer.toString(disk.key()), why));
      }
    }
    return outcomes.isEmpty() && vm.config().version() == null
        ? Outcome.unset(VmProperty.HARDWARE_VERSION)
        : outcomes;
  }

  private static @Nullable Text unknown(VirtualMachine vm, Hardware hardware, VirtualDisk disk) {
    Text strange = Unknowns.of(disk, hardware, vm.unreadable());
    if (strange != null) {
      return strange;
    }
    String unset = Unsupported.unset(hardware, disk);
    return unset == null ? null : Text.of("reason.unset", unset);
  }

  private static Outcome.Hit hit(DiskTracking disk, Unsupported reason) {
    Outcome.HitBuilder hit = Outcome.hit(reason.label()).with(disk.label());
    if (!reason.isOfVm()) {
      hit.key(disk.key());
    }
    disk.evidence().forEach(hit::evidence);
    return hit.build();
  }
}
