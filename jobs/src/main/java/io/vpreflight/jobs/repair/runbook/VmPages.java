// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.runbook;

import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.snapshot.SnapshotNames;
import io.vpreflight.jobs.check.snapshot.VmTasks;
import io.vpreflight.jobs.repair.refusal.PowerRefusals;
import io.vpreflight.vsphere.inventory.EthernetCard;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import java.util.Locale;

/** What is done to virtual machines by hand. */
final class VmPages {
  private VmPages() {}

  /** By reference: a name may be there twice. Children before parents. */
  static void removeSnapshot(Draft draft, VirtualMachine vm, Scene scene) {
    busy(draft, vm, scene);
    List<SnapshotNode> snapshots = vm.snapshot() == null ? List.of() : vm.snapshot().all();
    if (snapshots.isEmpty()) {
      draft.withhold("no-snapshot");
    }
    boolean print = !draft.isWithheld();
    for (int i = snapshots.size() - 1; i >= 0; i--) {
      SnapshotNode node = snapshots.get(i);
      String moId = node.snapshot().moId();
      SnapshotNames.Maker maker = SnapshotNames.makerOf(node);
      draft.show("snapshot " + moId + " name", node.name());
      draft.show("snapshot " + moId + " createTime", node.createTime());
      if (maker != null) {
        draft.show("snapshot " + moId + " maker", maker.id());
      }
      if (node.name().startsWith("vpreflight-cbt-")) {
        draft.withhold("own-snapshot", node.name());
      } else if (print) {
        draft.command(
            "Get-Snapshot -VM "
                + Draft.vm(vm.ref())
                + " -Id "
                + Draft.id(node.snapshot())
                + " | Remove-Snapshot -Confirm:$true");
      }
    }
  }

  /** A merge is never cancelled: what it leaves is worse than its wait. */
  static void cancelTask(Draft draft, VirtualMachine vm, Scene scene) {
    List<TaskRecord> open = VmTasks.in(scene).open(vm);
    if (VmTasks.unknown(scene) != null) {
      draft.withhold("tasks-unknown");
    } else if (open.isEmpty()) {
      draft.withhold("no-task");
    }
    for (TaskRecord task : open) {
      String name = VmTasks.name(task);
      draft.show("task " + task.key() + " descriptionId", name);
      draft.show("task " + task.key() + " startTime", VmTasks.since(task));
      draft.show("task " + task.key() + " userName", task.userName());
      draft.show("task " + task.key() + " cancelable", task.cancelable());
      if (VmTasks.isSnapshot(task) && !VmTasks.isCreate(task)) {
        draft.withhold("merge", name);
      } else if (!task.cancelable()) {
        draft.withhold("not-cancelable", name);
      } else {
        draft.command(
            "Get-Task -Id 'Task-" + Draft.quoted(task.key()) + "' | Stop-Task -Confirm:$true");
      }
    }
  }

  static void rebootGuest(Draft draft, VirtualMachine vm, Scene scene) {
    busy(draft, vm, scene);
    VmPowerState power = vm.runtime().powerState();
    String tools = vm.guest().toolsRunningStatus();
    draft.show(VmProperty.POWER_STATE.path(), power == null ? null : power.vim());
    draft.show(VmProperty.TOOLS_RUNNING_STATUS.path(), tools);
    if (power != VmPowerState.POWERED_ON) {
      draft.withhold("not-running");
    } else if (!"guestToolsRunning".equals(tools)) {
      draft.withhold("tools");
    }
    if (!draft.isWithheld()) {
      draft.command("Restart-VMGuest -VM " + Draft.vm(vm.ref()) + " -Confirm:$true");
    }
  }

  static void connectAdapter(Draft draft, VirtualMachine vm, Scene scene) {
    Hardware hardware = vm.config().hardware();
    boolean found = false;
    for (EthernetCard card : hardware == null ? List.<EthernetCard>of() : hardware.adapters()) {
      if (Boolean.FALSE.equals(card.connected())) {
        found = true;
        String path = "config.hardware.device[" + card.key() + "].";
        draft.show(path + "macAddress", card.macAddress());
        draft.show(path + "connectable.startConnected", card.startConnected());
        connect(draft, vm, card, scene);
      }
    }
    if (!found) {
      draft.withhold("no-adapter");
    }
  }

  private static void connect(Draft draft, VirtualMachine vm, EthernetCard card, Scene scene) {
    if (vm.runtime().powerState() != VmPowerState.POWERED_ON) {
      draft.withhold("not-running");
      return;
    }
    for (VirtualMachine other : scene.inventory().virtualMachines()) {
      boolean off = other.runtime().powerState() == VmPowerState.POWERED_OFF;
      String shared = off || other.ref().equals(vm.ref()) ? null : PowerRefusals.shared(vm, other);
      if (shared != null) {
        draft.withhold("twin", other.name(), shared.toLowerCase(Locale.ROOT));
        return;
      }
    }
    draft.command(
        "Get-NetworkAdapter -VM "
            + Draft.vm(vm.ref())
            + " -Name '"
            + Draft.quoted(card.label())
            + "' | Set-NetworkAdapter -Connected:$true -Confirm:$true");
  }

  /** Nothing is done to a machine that something works on, nor when nobody can tell. */
  static void busy(Draft draft, VirtualMachine vm, Scene scene) {
    if (VmTasks.unknown(scene) != null) {
      draft.withhold("tasks-unknown");
    }
    for (TaskRecord task : VmTasks.in(scene).open(vm)) {
      draft.show("task " + task.key() + " descriptionId", VmTasks.name(task));
      draft.withhold("task", VmTasks.name(task));
    }
  }
}
