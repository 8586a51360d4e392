// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.runbook;

import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Roles;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Staleness;
import io.vpreflight.jobs.check.network.AdapterDisconnected;
import io.vpreflight.jobs.check.reboot.HardwareUpgradeScheduled;
import io.vpreflight.jobs.check.reboot.PowerCyclePlanned;
import io.vpreflight.jobs.check.reboot.ToolsState;
import io.vpreflight.jobs.check.snapshot.LongRunningTask;
import io.vpreflight.jobs.check.snapshot.SnapshotAge;
import io.vpreflight.jobs.check.snapshot.SnapshotLeftover;
import io.vpreflight.jobs.check.snapshot.StuckSnapshotTask;
import io.vpreflight.jobs.repair.refusal.Caution;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes the pages of what was read. Pure: no clock, no client. */
public final class Runbooks {
  private Runbooks() {}

  /** What must be read of a vCenter for that page. */
  public static CollectionRequest reads(RunbookKind kind) {
    Set<Property> reads = new HashSet<>(Roles.READS);
    reads.addAll(Staleness.READS);
    for (Check check : ofVm(kind)) {
      reads.addAll(check.info().required());
      reads.addAll(check.info().optional());
    }
    reads.addAll(
        List.of(
            VmProperty.INSTANCE_UUID,
            VmProperty.BIOS_UUID,
            VmProperty.DEVICES,
            VmProperty.MEMORY_MB,
            VmProperty.HOST,
            VmProperty.POWER_STATE,
            VmProperty.CONNECTION_STATE,
            VmProperty.SNAPSHOT,
            VmProperty.DATASTORE,
            VmProperty.TOOLS_RUNNING_STATUS,
            VCenterFact.TASKS,
            VCenterFact.EVENTS));
    return new CollectionRequest(reads, Caution.HISTORY);
  }

  /** The page about a virtual machine. */
  public static Runbook of(RunbookKind kind, VirtualMachine vm, Scene scene) {
    Draft draft = new Draft(kind, scene.locations().refOf(vm.ref()));
    ofVm(kind).forEach(check -> draft.find(check, vm, scene));
    switch (kind) {
      case REMOVE_SNAPSHOT -> VmPages.removeSnapshot(draft, vm, scene);
      case CANCEL_TASK -> VmPages.cancelTask(draft, vm, scene);
      case REBOOT_GUEST -> VmPages.rebootGuest(draft, vm, scene);
      case CONNECT_ADAPTER -> VmPages.connectAdapter(draft, vm, scene);
    }
    return draft.page();
  }

  private static List<ObjectCheck<VirtualMachine>> ofVm(RunbookKind kind) {
    return switch (kind) {
      case REMOVE_SNAPSHOT -> List.of(new SnapshotLeftover(), new SnapshotAge());
      case CANCEL_TASK -> List.of(new StuckSnapshotTask(), new LongRunningTask());
      case REBOOT_GUEST ->
          List.of(new HardwareUpgradeScheduled(), new PowerCyclePlanned(), new ToolsState());
      case CONNECT_ADAPTER -> List.of(new AdapterDisconnected());
    };
  }
}
