// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.planner;

import io.vpreflight.jobs.check.tracking.DiskTracking;
import io.vpreflight.jobs.check.tracking.FrozenDisk;
import io.vpreflight.jobs.repair.plan.Baseline;
import io.vpreflight.jobs.repair.plan.PlanDisk;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.refusal.Candidate;
import io.vpreflight.vsphere.inventory.DiskBacking;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A virtual machine as it was when the plan was made. */
final class Baselines {
  private Baselines() {}

  static Baseline of(Candidate candidate) {
    VirtualMachine vm = candidate.vm();
    VmPowerState power = vm.runtime().powerState();
    MoRef host = vm.runtime().host();
    return new Baseline(
        vm.config().instanceUuid(),
        vm.config().uuid(),
        vm.config().changeVersion(),
        vm.config().changeTrackingEnabled(),
        power == null ? null : power.vim(),
        host == null ? null : host.moId(),
        vm.runtime().consolidationNeeded(),
        candidate.snapshots().stream().map(node -> node.snapshot().moId()).toList(),
        disks(candidate),
        candidate.kind() == RepairKind.CLEAR_ATTRIBUTE ? attribute(vm) : null,
        null);
  }

  private static @Nullable String attribute(VirtualMachine vm) {
    return vm.customValues().entrySet().stream()
        .filter(
            value -> value.getKey().equalsIgnoreCase("DPMServer") && !value.getValue().isBlank())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static List<PlanDisk> disks(Candidate candidate) {
    List<PlanDisk> disks = new ArrayList<>();
    for (DiskTracking tracking : candidate.tracking().disks()) {
      VirtualDisk disk = tracking.disk();
      DiskBacking backing = disk.backing();
      disks.add(
          new PlanDisk(
              disk.key(),
              disk.label(),
              disk.capacityInBytes(),
              backing.fileName(),
              backing.datastore() == null ? null : backing.datastore().moId(),
              changeId(tracking),
              tracking.unsupported() == null ? null : tracking.unsupported().label()));
    }
    disks.sort(Comparator.comparingInt(PlanDisk::key));
    return disks;
  }

  private static @Nullable String changeId(DiskTracking disk) {
    for (FrozenDisk shown : new FrozenDisk[] {disk.newest(), disk.newestBefore()}) {
      if (shown != null && shown.changeId() != null) {
        return shown.changeId();
      }
    }
    return null;
  }
}
