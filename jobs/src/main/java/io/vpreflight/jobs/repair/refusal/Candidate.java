// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import io.vpreflight.jobs.check.Roles;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.tracking.ChangeTracking;
import io.vpreflight.jobs.check.tracking.VmTracking;
import io.vpreflight.jobs.repair.plan.PlanRequest;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A virtual machine that somebody wants to repair, with what surrounds it.
 *
 * @param vm it
 * @param scene its vCenter, with tasks and events of at least {@link Caution#HISTORY}
 * @param request what is wanted
 */
public record Candidate(VirtualMachine vm, Scene scene, PlanRequest request)
    implements RepairSubject {
  @Override
  public MoRef ref() {
    return vm.ref();
  }

  /** What it is for. */
  public Roles.Role role() {
    return Roles.in(scene).of(vm);
  }

  /** The host it runs on or is registered with; null when that is not known. */
  @Override
  public @Nullable Host host() {
    return scene.locations().host(vm.runtime().host());
  }

  /** What is known of its change tracking. */
  public VmTracking tracking() {
    return ChangeTracking.in(scene).of(vm);
  }

  /** Its snapshots, parents first. */
  public List<SnapshotNode> snapshots() {
    return vm.snapshot() == null ? List.of() : vm.snapshot().all();
  }

  /** Its disks; empty when they are not known. */
  public List<VirtualDisk> disks() {
    Hardware hardware = vm.config().hardware();
    return hardware == null ? List.of() : hardware.disks();
  }
}
