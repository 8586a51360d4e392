// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AChain;
import io.vpreflight.jobs.testing.ATask;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.EthernetCard;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.NetworkBacking;
import io.vpreflight.vsphere.inventory.OtherDevice;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VirtualController;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import io.vpreflight.vsphere.inventory.VmQuestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MethodLockTest {
  /** What a healthy, running machine of vCenter 8.0.3 lists, as it was recorded. */
  private static final List<String> HEALTHY =
      List.of(
          "Destroy_Task",
          "UnregisterVM",
          "UnmountToolsInstaller",
          "AnswerVM",
          "UpgradeVM_Task",
          "UpgradeTools_Task",
          "UpgradeToolsFromImage_Task",
          "ApplyEvcModeVM_Task",
          "StartRecording_Task",
          "StopRecording_Task",
          "StartReplaying_Task",
          "StopReplaying_Task",
          "TurnOffFaultToleranceForVM_Task",
          "MakePrimaryVM_Task",
          "TerminateFaultTolerantVM_Task",
          "DisableSecondaryVM_Task",
          "EnableSecondaryVM_Task",
          "CreateSecondaryVM_Task",
          "CreateSecondaryVMEx_Task",
          "StopRecording_Task",
          "StopReplaying_Task",
          "CustomizeVM_Task",
          "MarkAsTemplate",
          "ResetGuestInformation",
          "ExportVm",
          "PowerOnVM_Task",
          "MarkAsVirtualMachine");

  private static final List<String> POSSIBLE = List.of("app: possible");

  private static AVm healthy(String name) {
    AVm vm = AVm.named(name);
    vm.disabledMethod = new ArrayList<>(HEALTHY);
    return vm;
  }

  private static AVm locked(String... methods) {
    AVm vm = healthy("app");
    vm.disabledMethod = new ArrayList<>(HEALTHY);
    vm.disabledMethod.addAll(List.of(methods));
    return vm;
  }

  private static AnInventory around(AVm vm) {
    return AnInventory.of(vm, healthy("neighbour"));
  }

  private static Results run(AVm vm) {
    return Runs.run(new MethodLock(), around(vm));
  }

  private static List<String> foundAfter(Duration ago, AVm before, AVm now) {
    AnInventory earlier = around(before);
    earlier.collectedAt = AnInventory.NOW.minus(ago);
    return Runs.found(Runs.runAfter(new MethodLock(), earlier, around(now)));
  }

  @Test
  void the_list_of_a_healthy_machine_is_no_lock() {
    Results results = run(healthy("app"));
    assertEquals(List.of(), Runs.found(results));
    assertEquals(2, Runs.evaluated(results));
  }

  @Test
  void one_look_alone_says_possible() {
    assertEquals(POSSIBLE, Runs.found(run(locked("RelocateVM_Task"))));
    assertEquals(POSSIBLE, Runs.found(run(locked("MigrateVM_Task"))));
    assertEquals(POSSIBLE, Runs.found(run(locked("CreateSnapshot_Task"))));
    assertEquals(POSSIBLE, Runs.found(run(locked("RemoveAllSnapshots_Task"))));
  }

  @Test
  void the_same_an_hour_before_confirms_it() {
    assertEquals(
        List.of("app: confirmed"),
        foundAfter(Duration.ofMinutes(60), locked("RelocateVM_Task"), locked("RelocateVM_Task")));
  }

  @Test
  void a_look_a_moment_before_confirms_nothing() {
    assertEquals(
        POSSIBLE,
        foundAfter(Duration.ofMinutes(59), locked("RelocateVM_Task"), locked("RelocateVM_Task")));
  }

  @Test
  void another_list_before_confirms_nothing() {
    assertEquals(
        POSSIBLE,
        foundAfter(Duration.ofHours(2), locked("MigrateVM_Task"), locked("RelocateVM_Task")));
    assertEquals(
        POSSIBLE, foundAfter(Duration.ofHours(2), healthy("app"), locked("RelocateVM_Task")));
    assertEquals(
        POSSIBLE, foundAfter(Duration.ofHours(2), healthy("other"), locked("RelocateVM_Task")));
  }

  @Test
  void a_task_before_explains_the_list_before() {
    AnInventory earlier = around(locked("RelocateVM_Task"));
    earlier.collectedAt = AnInventory.NOW.minus(Duration.ofHours(2));
    earlier.tasks.add(ATask.on(locked(), "VirtualMachine.createSnapshot").build());
    assertEquals(
        POSSIBLE,
        Runs.found(Runs.runAfter(new MethodLock(), earlier, around(locked("RelocateVM_Task")))));
  }

  @Test
  void whatever_explains_it_silences_it() {
    List<Consumer<AVm>> reasons =
        List.of(
            vm -> vm.powerState = VmPowerState.SUSPENDED,
            vm -> vm.question = new VmQuestion("1", "?"),
            vm -> vm.faultToleranceState = "running",
            vm -> vm.cryptoState = "locked",
            vm -> vm.snapshotInBackground = true,
            vm -> vm.hardwareUnset = true,
            vm -> vm.template = true,
            vm -> vm.recentTask.add(new MoRef("Task", "task-77")),
            vm -> vm.others.add(new OtherDevice(13000, "VirtualPCIPassthrough", "GPU")),
            vm ->
                vm.adapters.add(
                    new EthernetCard(
                        4001,
                        "VirtualSriovEthernetCard",
                        "NIC",
                        null,
                        null,
                        new NetworkBacking("", null, null, null, null),
                        true,
                        true)),
            vm ->
                vm.controllers.add(
                    new VirtualController(1001, "ParaVirtualSCSIController", 1, "physicalSharing")),
            vm ->
                AChain.of(vm, "app.vmdk", "app-000001.vmdk")
                    .snapshot("snapshot-1", "A", Duration.ofHours(1), "app.vmdk")
                    .build());
    for (int i = 0; i < reasons.size(); i++) {
      AVm vm = locked("RelocateVM_Task");
      reasons.get(i).accept(vm);
      assertEquals(List.of(), Runs.found(run(vm)), "reason " + i);
    }
  }

  @Test
  void an_open_task_explains_it_and_an_ended_one_does_not() {
    AVm vm = locked("RelocateVM_Task");
    vm.recentTask.add(new MoRef("Task", "task-1"));
    AnInventory inventory = around(vm);
    inventory.tasks.add(ATask.on(vm, "VirtualMachine.reconfigure").build());
    assertEquals(List.of(), Runs.found(Runs.run(new MethodLock(), inventory)));
    inventory.tasks.set(
        0, ATask.on(vm, "VirtualMachine.reconfigure").ended(Duration.ofMinutes(2)).build());
    assertEquals(POSSIBLE, Runs.found(Runs.run(new MethodLock(), inventory)));
  }

  @Test
  void what_every_machine_of_the_host_lists_is_a_matter_of_the_licence() {
    AVm neighbour = healthy("neighbour");
    neighbour.disabledMethod = new ArrayList<>(List.of("MigrateVM_Task"));
    Results results =
        Runs.run(new MethodLock(), locked("MigrateVM_Task", "CreateSnapshot_Task"), neighbour);
    assertEquals(POSSIBLE, Runs.found(results));
    assertEquals(
        List.of("CreateSnapshot_Task"),
        results.findings().get(0).evidence().get(VmProperty.DISABLED_METHOD.path()));
  }

  @Test
  void unset_unreadable_and_stale_are_undetermined() {
    AVm unset = healthy("app");
    unset.disabledMethod = null;
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(run(unset)));
    AVm refused = healthy("app").unreadable(VmProperty.DISABLED_METHOD, "NoPermission");
    assertEquals(List.of("app: reason.unreadable"), Runs.undetermined(run(refused)));
    AVm stale = locked("RelocateVM_Task");
    stale.connectionState = VmConnectionState.DISCONNECTED;
    assertEquals(List.of("app: reason.stale.vm"), Runs.undetermined(run(stale)));
  }

  @Test
  void a_lock_that_an_unset_device_may_explain_is_undetermined() {
    AVm blind = locked("RelocateVM_Task");
    blind.hardwareUnset = true;
    assertEquals(List.of("app: reason.unset"), Runs.undetermined(run(blind)));
    AVm healthy = healthy("app");
    healthy.hardwareUnset = true;
    assertEquals(List.of(), Runs.undetermined(run(healthy)));
  }

  @Test
  void without_tasks_it_is_undetermined() {
    AnInventory inventory = around(locked("RelocateVM_Task")).without(VCenterFact.TASKS);
    assertEquals(
        List.of("app: reason.not-collected", "neighbour: reason.not-collected"),
        Runs.undetermined(Runs.run(new MethodLock(), inventory)));
  }
}
