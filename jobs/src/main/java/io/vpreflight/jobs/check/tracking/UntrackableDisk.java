// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
    if (vm.config().hardware() == null) {
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
      String unset = reason == null ? Unsupported.unset(vm.config().hardware(), disk.disk()) : null;
      if (unset != null) {
        Text why = Text.of("reason.unset", unset);
        outcomes.add(new Outcome.Undetermined(Integer.toString(disk.key()), why));
      }
    }
    return outcomes.isEmpty() && vm.config().version() == null
        ? Outcome.unset(VmProperty.HARDWARE_VERSION)
        : outcomes;
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
