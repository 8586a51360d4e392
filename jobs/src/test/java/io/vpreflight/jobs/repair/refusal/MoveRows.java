// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.MoveAnswer;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.refusal.RefusalRows.Row;
import io.vpreflight.jobs.repair.refusal.RefusalRows.Stage;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.APlan;
import io.vpreflight.jobs.testing.ATask;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.OtherDevice;
import io.vpreflight.vsphere.inventory.VmOptions;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.util.List;
import java.util.function.Consumer;

/** The rows of moving a machine off its host. */
final class MoveRows {
  private MoveRows() {}

  static void into(List<Row> rows) {
    row(
        rows,
        "no-target",
        "nowhere",
        s -> answer(s, MoveAnswer.nowhere(Text.of("repair.move.apart", "r"))));
    unset(rows, "no-target", "not asked", s -> s.plan.moves.clear());
    unset(
        rows,
        "no-target",
        "a rule that nobody understands",
        s -> answer(s, MoveAnswer.unknown(Text.of("repair.move.rule-unknown", "r", "t"))));
    row(rows, "host-not-short", "enough memory", s -> s.host.overallMemoryUsageMB = 1024);
    row(
        rows,
        "passed-through",
        "a device",
        s -> s.vm.others.add(new OtherDevice(13000, "VirtualPCIPassthrough", "PCI device 0", "")));
    unset(rows, "passed-through", "devices", s -> s.vm.hardwareUnset = true);
    row(
        rows,
        "encrypted",
        "with a key",
        s -> s.vm.options = new VmOptions("efi", false, false, null, "key-1", "normal"));
    row(
        rows,
        "backup-reads",
        "snapshot of a product",
        s -> s.vm.snapshot = RefusalRows.tree("VEEAM BACKUP TEMPORARY SNAPSHOT", AnInventory.NOW));
    row(rows, "move-disabled", "locked", s -> s.vm.disabledMethod = List.of("RelocateVM_Task"));
    unset(rows, "move-disabled", "methods", s -> s.vm.disabledMethod = null);
    row(rows, "suspended", "is", s -> s.vm.powerState = VmPowerState.SUSPENDED);
    row(
        rows,
        "task-running",
        "one",
        s -> s.inventory.tasks.add(ATask.on(s.vm, "VirtualMachine.clone").build()));
    row(rows, "partial-view", "partial", s -> s.inventory.view = Coverage.View.PARTIAL);
  }

  /** As a machine is that should leave its host, and may. */
  static void onAShortHost(AVm vm, AHost host, APlan plan) {
    host.overallMemoryUsageMB = 511 * 1024;
    plan.moves.put(vm.ref, MoveAnswer.to(new MoRef("HostSystem", "host-esx02")));
  }

  private static void answer(Stage stage, MoveAnswer answer) {
    stage.plan.moves.put(stage.vm.ref, answer);
  }

  private static void row(List<Row> rows, String id, String name, Consumer<Stage> change) {
    rows.add(new Row(id, name, RepairKind.MOVE_VM, false, change));
  }

  private static void unset(List<Row> rows, String id, String name, Consumer<Stage> change) {
    rows.add(new Row(id, "unset: " + name, RepairKind.MOVE_VM, true, change));
  }
}
