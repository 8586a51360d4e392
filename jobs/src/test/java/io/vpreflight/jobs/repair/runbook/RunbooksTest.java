// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.runbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.profile.ProfileReader;
import io.vpreflight.jobs.testing.ATask;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.inventory.EthernetCard;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunbooksTest {
  private final AVm vm = AVm.named("app");
  private final AnInventory inventory = new AnInventory();

  private Scene scene() {
    inventory.vms.add(0, vm.build());
    inventory.historyWindow = Duration.ofDays(7);
    return new Scene(inventory.build(), ProfileReader.read("test", "extends: base").limits(), null);
  }

  private Runbook page(RunbookKind kind) {
    Scene scene = scene();
    return Runbooks.of(kind, scene.inventory().virtualMachines().get(0), scene);
  }

  private static List<String> withheld(Runbook page) {
    return page.withheld().stream()
        .map(Text::key)
        .map(key -> key.substring("runbook.withheld.".length()))
        .toList();
  }

  private void withheld(RunbookKind kind, String reason) {
    Runbook page = page(kind);
    assertTrue(withheld(page).contains(reason), withheld(page).toString());
    assertEquals(List.of(), page.commands());
  }

  private static SnapshotInfo snapshot(String name) {
    MoRef ref = new MoRef("VirtualMachineSnapshot", "snapshot-9");
    return new SnapshotInfo(
        ref,
        List.of(
            new SnapshotNode(
                ref,
                name,
                "",
                1,
                AnInventory.NOW.minus(Duration.ofDays(9)),
                VmPowerState.POWERED_ON,
                false,
                List.of())));
  }

  @Test
  void a_snapshot_of_another_product_is_removed_by_its_reference() {
    vm.snapshot = snapshot("VEEAM BACKUP TEMPORARY SNAPSHOT");
    Runbook page = page(RunbookKind.REMOVE_SNAPSHOT);
    assertEquals(List.of(), page.withheld());
    assertEquals(
        List.of(
            "Get-Snapshot -VM (Get-VM -Id 'VirtualMachine-vm-app') -Id"
                + " 'VirtualMachineSnapshot-snapshot-9' | Remove-Snapshot -Confirm:$true"),
        page.commands());
    assertEquals(
        "VEEAM BACKUP TEMPORARY SNAPSHOT", page.evidence().get("snapshot snapshot-9 name"));
    assertFalse(page.findings().isEmpty());
  }

  @Test
  void a_snapshot_is_left_while_a_task_works_or_nobody_can_tell_and_ours_is_for_our_own_repair() {
    withheld(RunbookKind.REMOVE_SNAPSHOT, "no-snapshot");
    vm.snapshot = snapshot("vpreflight-cbt-x-A");
    withheld(RunbookKind.REMOVE_SNAPSHOT, "own-snapshot");
    vm.snapshot = snapshot("before patch");
    inventory.tasks.add(ATask.on(vm, "VirtualMachine.relocate").build());
    withheld(RunbookKind.REMOVE_SNAPSHOT, "task");
    inventory.tasks.clear();
    inventory.historyUnreadable.put(VCenterFact.TASKS.path(), "NoPermission");
    withheld(RunbookKind.REMOVE_SNAPSHOT, "tasks-unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vm.Snapshot.remove", "VirtualMachine.consolidateDisks"})
  void a_merge_is_never_cancelled(String task) {
    inventory.tasks.add(ATask.on(vm, task).build());
    withheld(RunbookKind.CANCEL_TASK, "merge");
  }

  @Test
  void a_task_is_cancelled_by_its_key_where_vcenter_lets_it() {
    TaskRecord task = ATask.on(vm, "VirtualMachine.clone").build();
    inventory.tasks.add(task);
    assertEquals(
        List.of("Get-Task -Id 'Task-task-1' | Stop-Task -Confirm:$true"),
        page(RunbookKind.CANCEL_TASK).commands());
    inventory.tasks.set(
        0,
        new TaskRecord(
            task.key(),
            task.descriptionId(),
            task.entity(),
            task.entityName(),
            task.state(),
            task.progress(),
            task.error(),
            task.times(),
            task.userName(),
            false,
            task.locked(),
            task.activationId()));
    withheld(RunbookKind.CANCEL_TASK, "not-cancelable");
  }

  @Test
  void where_no_task_runs_there_is_nothing_to_cancel() {
    withheld(RunbookKind.CANCEL_TASK, "no-task");
  }

  @Test
  void a_guest_is_rebooted_by_its_tools_and_not_without_them() {
    assertEquals(
        List.of("Restart-VMGuest -VM (Get-VM -Id 'VirtualMachine-vm-app') -Confirm:$true"),
        page(RunbookKind.REBOOT_GUEST).commands());
    vm.toolsRunningStatus = "guestToolsNotRunning";
    withheld(RunbookKind.REBOOT_GUEST, "tools");
    vm.toolsRunningStatus = null;
    withheld(RunbookKind.REBOOT_GUEST, "tools");
    vm.powerState = null;
    withheld(RunbookKind.REBOOT_GUEST, "not-running");
  }

  @Test
  void an_adapter_is_connected_unless_a_twin_runs() {
    withheld(RunbookKind.CONNECT_ADAPTER, "no-adapter");
    EthernetCard card = vm.adapters.get(0);
    vm.adapters.set(
        0,
        new EthernetCard(
            card.key(),
            card.type(),
            card.label(),
            card.macAddress(),
            card.addressType(),
            card.backing(),
            false,
            true));
    inventory.vms.clear();
    assertEquals(
        List.of(
            "Get-NetworkAdapter -VM (Get-VM -Id 'VirtualMachine-vm-app') -Name 'Network adapter 1'"
                + " | Set-NetworkAdapter -Connected:$true -Confirm:$true"),
        page(RunbookKind.CONNECT_ADAPTER).commands());
    inventory.vms.add(AVm.named("twin").build());
    withheld(RunbookKind.CONNECT_ADAPTER, "twin");
  }

  @ParameterizedTest
  @EnumSource(RunbookKind.class)
  void every_page_says_all_in_both_languages(RunbookKind kind) {
    for (Locale language : List.of(Locale.ENGLISH, Locale.FRENCH)) {
      StringWriter out = new StringWriter();
      Texts texts = Texts.in(language, ZoneOffset.UTC);
      new RunbookPage(texts, new PrintWriter(out)).write(page(kind));
      assertFalse(out.toString().contains("runbook."), out.toString());
      assertFalse(out.toString().contains("check."), out.toString());
      assertTrue(out.toString().contains("[ ] "), out.toString());
      inventory.vms.clear();
    }
  }
}
