// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.repair.plan.PlanStep;
import io.vpreflight.vsphere.HostState;
import io.vpreflight.vsphere.SnapshotRef;
import io.vpreflight.vsphere.TargetState;
import io.vpreflight.vsphere.VmState;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostPowerState;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether what a step should bring about is there: the only way in which an outcome that was lost
 * is known again. Pure.
 */
enum Effect {
  /** It is there. */
  THERE,
  /** It is not there. */
  NOT_THERE,
  /** Looking does not tell; the step does no harm when it is done twice. */
  CANNOT_BE_SEEN;

  /** Looks. */
  static Effect of(PlanStep step, Operation operation, Ledger ledger, TargetState seen) {
    return seen instanceof HostState host
        ? of(step, host)
        : of(step, operation, ledger, (VmState) seen);
  }

  private static Effect of(PlanStep step, HostState host) {
    boolean connected = host.runtime().connectionState() == HostConnectionState.CONNECTED;
    return switch (step.action()) {
      case POWER_UP_HOST ->
          when(connected && host.runtime().powerState() == HostPowerState.POWERED_ON);
      case RECONNECT_HOST -> when(connected);
      default -> throw new IllegalArgumentException(step.id());
    };
  }

  private static Effect of(PlanStep step, Operation operation, Ledger ledger, VmState vm) {
    return switch (step.action()) {
      case TRACKING_OFF -> when(Boolean.FALSE.equals(vm.changeTrackingEnabled()));
      case TRACKING_ON -> when(Boolean.TRUE.equals(vm.changeTrackingEnabled()));
      case CREATE_SNAPSHOT -> when(!named(step, operation, ledger, vm).isEmpty());
      case REMOVE_SNAPSHOT -> when(named(step, operation, ledger, vm).isEmpty());
      case CONSOLIDATE -> when(Boolean.FALSE.equals(vm.consolidationNeeded()));
      case SET_INSTANCE_UUID ->
          when(String.valueOf(step.about()).equalsIgnoreCase(vm.instanceUuid()));
      case POWER_ON -> when(vm.powerState() == VmPowerState.POWERED_ON);
      case MOVE -> when(vm.host() != null && vm.host().moId().equals(step.about()));
      case CLEAR_ATTRIBUTE, RELOAD -> CANNOT_BE_SEEN;
      case POWER_UP_HOST, RECONNECT_HOST, LOG_BEGIN, READ_CHANGE_IDS, VERIFY, LOG_END ->
          throw new IllegalArgumentException(step.id());
    };
  }

  /**
   * The snapshots that a step is about and that are in the tree: by reference, or by the exact name
   * that only this operation uses. More than one when a call that we did not repeat was executed
   * twice.
   */
  static List<SnapshotRef> named(
      PlanStep step, Operation operation, Ledger ledger, TargetState seen) {
    String about = step.about();
    if (about == null || !(seen instanceof VmState vm)) {
      return List.of();
    }
    if (!Operation.isOwn(about)) {
      return vm.snapshots().stream().filter(one -> one.ref().moId().equals(about)).toList();
    }
    String name = operation.snapshotName(about);
    @Nullable MoRef known = ledger.snapshot(about);
    return vm.snapshots().stream()
        .filter(one -> one.name().equals(name) || one.ref().equals(known))
        .toList();
  }

  /** The snapshots of this operation that are in the tree. */
  static List<SnapshotRef> ours(Operation operation, Ledger ledger, TargetState seen) {
    return snapshots(seen).stream()
        .filter(
            one ->
                operation.id().equals(Operation.idOf(one.name()))
                    || ledger.snapshots().contains(one.ref()))
        .toList();
  }

  /** The tree, parents first; a host has none. */
  static List<SnapshotRef> snapshots(TargetState seen) {
    return seen instanceof VmState vm ? vm.snapshots() : List.of();
  }

  private static Effect when(boolean there) {
    return there ? THERE : NOT_THERE;
  }
}
