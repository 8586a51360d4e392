// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.refusal.RefusalRows.Row;
import io.vpreflight.jobs.repair.refusal.RefusalRows.Stage;
import io.vpreflight.jobs.testing.ATask;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.EthernetCard;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Network;
import io.vpreflight.vsphere.inventory.NetworkBacking;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rows of the repairs that are off until they are switched on. */
final class OptInRows {
  private OptInRows() {}

  static void into(List<Row> rows) {
    // A new identity.
    uuid(rows, "replicated", "source", s -> s.vm.replicated = true);
    uuid(rows, "not-a-duplicate", "alone", s -> s.others.clear());
    uuid(rows, "nsx-network", "opaque", s -> plug(s, null, "5a7c-ls-1"));
    uuid(
        rows,
        "nsx-network",
        "a distributed port group of NSX",
        s -> {
          plug(s, "dvportgroup-9", null);
          s.inventory.networks.add(group("dvportgroup-9", "nsx"));
        });
    unset(
        rows,
        "nsx-network",
        "what a port group belongs to",
        RepairKind.NEW_INSTANCE_UUID,
        s -> {
          plug(s, "dvportgroup-9", null);
          s.inventory.networks.add(group("dvportgroup-9", null));
        });
    unset(
        rows,
        "nsx-network",
        "devices",
        RepairKind.NEW_INSTANCE_UUID,
        s -> s.vm.hardwareUnset = true);
    uuid(
        rows,
        "backup-product",
        "an attribute",
        s -> s.vm.customValues.put("Veeam Backup Job", "nightly"));
    uuid(
        rows,
        "snapshot-tasks",
        "by somebody",
        s ->
            s.inventory.tasks.add(
                ATask.on(s.vm, "VirtualMachine.createSnapshot").ended(Duration.ofDays(1)).build()));
    uuid(
        rows,
        "snapshot-keeps-uuid",
        "one",
        s -> s.vm.snapshot = RefusalRows.tree("before patch", AnInventory.NOW));
    uuid(
        rows,
        "reconfigure-disabled",
        "locked",
        s -> s.vm.disabledMethod = List.of("ReconfigVM_Task"));
    unset(
        rows,
        "reconfigure-disabled",
        "methods",
        RepairKind.NEW_INSTANCE_UUID,
        s -> s.vm.disabledMethod = null);
    uuid(rows, "not-the-copy", "the other is off", s -> off(s.others.get(0)));
    uuid(
        rows,
        "copy-not-known",
        "both were made at one time",
        s -> s.vm.createDate = s.others.get(0).createDate);
    uuid(rows, "suspended", "is", s -> s.vm.powerState = VmPowerState.SUSPENDED);
    // Power.
    power(rows, "replicated", "source", s -> s.vm.replicated = true);
    power(rows, "replica", "by its name", s -> s.vm.name = "app_replica");
    power(rows, "template", "is one", s -> s.vm.template = true);
    power(rows, "not-powered-off", "runs", s -> s.vm.powerState = VmPowerState.POWERED_ON);
    power(rows, "not-powered-off", "suspended", s -> s.vm.powerState = VmPowerState.SUSPENDED);
    unset(rows, "not-powered-off", "state", RepairKind.POWER_ON_VM, s -> s.vm.powerState = null);
    power(rows, "twin-runs", "with its address", s -> s.others.add(AVm.named("twin")));
    power(
        rows,
        "twin-runs",
        "with its BIOS UUID",
        s -> {
          AVm twin = AVm.named("twin");
          twin.adapters.clear();
          twin.uuid = s.vm.uuid;
          s.others.add(twin);
        });
    power(
        rows,
        "twin-runs",
        "with its instance UUID, in a state that nobody tells",
        s -> {
          AVm twin = AVm.named("twin");
          twin.adapters.clear();
          twin.instanceUuid = s.vm.instanceUuid;
          twin.powerState = null;
          s.others.add(twin);
        });
    unset(rows, "twin-runs", "devices", RepairKind.POWER_ON_VM, s -> s.vm.hardwareUnset = true);
    power(
        rows, "power-on-disabled", "locked", s -> s.vm.disabledMethod = List.of("PowerOnVM_Task"));
    power(rows, "host-in-maintenance", "in it", s -> s.host.inMaintenanceMode = true);
    power(rows, "host-memory", "full", s -> s.host.overallMemoryUsageMB = 511 * 1024);
    unset(
        rows,
        "host-memory",
        "usage",
        RepairKind.POWER_ON_VM,
        s -> s.host.overallMemoryUsageMB = null);
    power(rows, "free-space", "for its swap file", s -> s.store.freePercent(5));
    power(rows, "datastore-closed", "not accessible", s -> s.store.accessible = false);
    power(rows, "partial-view", "partial", s -> s.inventory.view = Coverage.View.PARTIAL);
    power(
        rows,
        "warm-migration",
        "snapshot of MTV",
        s -> s.vm.snapshot = RefusalRows.tree("forklift-migration-precopy", AnInventory.NOW));
  }

  /** As a machine is that nobody has powered on. */
  static void off(AVm vm) {
    vm.powerState = VmPowerState.POWERED_OFF;
    vm.bootTime = null;
    vm.hostName = null;
    vm.ipAddress = null;
    vm.net = null;
    vm.instantCloneFrozen = null;
  }

  private static void plug(Stage stage, @Nullable String group, @Nullable String opaque) {
    EthernetCard card = stage.vm.adapters.get(0);
    stage.vm.adapters.set(
        0,
        new EthernetCard(
            card.key(),
            card.type(),
            card.label(),
            card.macAddress(),
            card.addressType(),
            new NetworkBacking("a backing", null, null, group, opaque),
            true,
            true));
  }

  private static Network group(String key, @Nullable String backingType) {
    return new Network(
        new MoRef("DistributedVirtualPortgroup", key),
        "segment",
        null,
        true,
        key,
        backingType,
        Unreadable.NONE);
  }

  private static void uuid(List<Row> rows, String id, String name, Consumer<Stage> change) {
    rows.add(new Row(id, name, RepairKind.NEW_INSTANCE_UUID, false, change));
  }

  private static void power(List<Row> rows, String id, String name, Consumer<Stage> change) {
    rows.add(new Row(id, name, RepairKind.POWER_ON_VM, false, change));
  }

  private static void unset(
      List<Row> rows, String id, String name, RepairKind kind, Consumer<Stage> change) {
    rows.add(new Row(id, "unset: " + name, kind, true, change));
  }
}
