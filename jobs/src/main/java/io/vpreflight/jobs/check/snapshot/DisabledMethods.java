// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.Roles;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Staleness;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.check.Unknowns;
import io.vpreflight.jobs.check.VmRole;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VirtualController;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import io.vpreflight.vsphere.inventory.VmRuntime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Disabled methods that nothing explains. What is disabled on every machine of a host is a matter
 * of that host, or of its licence. Derived once.
 */
final class DisabledMethods {
  /** Those that a product disables while it works; all others come and go with the state. */
  private static final Set<String> LOCKS =
      Set.of(
          "MigrateVM_Task",
          "RelocateVM_Task",
          "CreateSnapshot_Task",
          "CreateSnapshotEx_Task",
          "RemoveAllSnapshots_Task");

  private static final Set<String> PASSTHROUGH =
      Set.of(
          "VirtualPCIPassthrough",
          "VirtualSCSIPassthrough",
          "VirtualSriovEthernetCard",
          "VirtualNVDIMM",
          "VirtualUSB");

  private final Scene scene;
  private final Map<MoRef, Tally> hosts = new HashMap<>();

  /** Of one host: its machines, and how many of them have each method disabled. */
  private static final class Tally {
    private int machines;
    private final Map<String, Integer> disabled = new HashMap<>();
  }

  private DisabledMethods(Scene scene) {
    this.scene = scene;
    for (VirtualMachine vm : scene.inventory().virtualMachines()) {
      MoRef host = vm.runtime().host();
      List<String> methods = vm.activity().disabledMethod();
      if (host != null && methods != null && isOrdinary(vm)) {
        Tally tally = hosts.computeIfAbsent(host, ref -> new Tally());
        tally.machines++;
        for (String method : methods) {
          if (LOCKS.contains(method)) {
            tally.disabled.merge(method, 1, Integer::sum);
          }
        }
      }
    }
  }

  static DisabledMethods in(Scene scene) {
    return scene.derived(DisabledMethods.class, DisabledMethods::new);
  }

  /** Sorted; empty when all that is disabled has a reason. */
  Set<String> unexplained(VirtualMachine vm) {
    List<String> methods = vm.activity().disabledMethod();
    if (methods == null || !isOrdinary(vm)) {
      return Set.of();
    }
    Set<String> locks = Set.of();
    for (String method : methods) {
      if (LOCKS.contains(method) && !isCommonAround(vm, method)) {
        locks = locks.isEmpty() ? new TreeSet<>() : locks;
        locks.add(method);
      }
    }
    // Last, as it looks at much: most machines have nothing to be explained.
    return locks.isEmpty() || isExplained(vm) ? Set.of() : locks;
  }

  /** True when methods are disabled that may be locks, whatever the reason. */
  static boolean hasAny(VirtualMachine vm) {
    List<String> methods = vm.activity().disabledMethod();
    return methods != null && methods.stream().anyMatch(LOCKS::contains);
  }

  /** What nobody here knows of a machine and may be why methods are disabled; or null. */
  static @Nullable Text doubt(VirtualMachine vm) {
    Unreadable unreadable = vm.unreadable();
    if (unreadable.isEmpty()) {
      return null;
    }
    for (VmProperty property :
        List.of(VmProperty.FAULT_TOLERANCE_STATE, VmProperty.CRYPTO_STATE, VmProperty.DEVICES)) {
      Text unknown = Gaps.unreadable(property, unreadable);
      if (unknown != null) {
        return unknown;
      }
    }
    Hardware hardware = vm.config().hardware();
    if (hardware != null) {
      for (VirtualController controller : hardware.controllers()) {
        Text unknown = Unknowns.at(Unknowns.path(controller.key(), ".sharedBus"), unreadable);
        if (unknown != null) {
          return unknown;
        }
      }
    }
    List<Integer> devices = Unknowns.devices(unreadable);
    return devices.isEmpty() ? null : Gaps.missing(Unknowns.path(devices.get(0), ""), unreadable);
  }

  private boolean isOrdinary(VirtualMachine vm) {
    return Roles.in(scene).of(vm).role() == VmRole.ORDINARY && Staleness.in(scene).of(vm) == null;
  }

  private boolean isCommonAround(VirtualMachine vm, String method) {
    Tally tally = hosts.get(vm.runtime().host());
    return tally != null
        && tally.machines > 1
        && tally.disabled.getOrDefault(method, 0) == tally.machines;
  }

  private boolean isExplained(VirtualMachine vm) {
    VmRuntime runtime = vm.runtime();
    String ft = runtime.faultToleranceState();
    return !areDone(vm)
        || !VmTasks.in(scene).open(vm).isEmpty()
        || !SnapshotTree.of(vm).isEmpty()
        || Boolean.TRUE.equals(runtime.snapshotInBackground())
        || runtime.powerState() == VmPowerState.SUSPENDED
        || runtime.question() != null
        || (ft != null && !ft.equals("notConfigured"))
        || "locked".equals(runtime.cryptoState())
        || hasHardwareThatForbids(vm);
  }

  /** vCenter keeps a task in the list of recent ones for some minutes after its end. */
  private boolean areDone(VirtualMachine vm) {
    List<TaskRecord> tasks = VmTasks.in(scene).of(vm);
    return vm.activity().recentTask().stream()
        .allMatch(
            recent ->
                tasks.stream()
                    .anyMatch(task -> !task.isOpen() && task.key().equals(recent.moId())));
  }

  private static boolean hasHardwareThatForbids(VirtualMachine vm) {
    Hardware hardware = vm.config().hardware();
    return hardware == null
        || hardware.others().stream().anyMatch(device -> PASSTHROUGH.contains(device.type()))
        || hardware.adapters().stream().anyMatch(card -> PASSTHROUGH.contains(card.type()))
        || hardware.controllers().stream()
            .anyMatch(c -> c.sharedBus() != null && !c.sharedBus().equals("noSharing"));
  }
}
