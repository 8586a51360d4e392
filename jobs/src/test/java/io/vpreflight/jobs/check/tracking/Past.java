// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.jobs.testing.ADisk;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.inventory.EventRecord;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Snapshot;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.inventory.TaskTimes;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened to one virtual machine: events, tasks and snapshots, in hours before now. */
final class Past {
  static final String EPOCH = "52 66 a1 3c 00 11 22 33-44 55 66 77 88 99 aa b5";
  static final String OTHER_EPOCH = "52 0f 0f 0f 00 11 22 33-44 55 66 77 88 99 aa 01";

  private final AVm vm;
  private final List<EventRecord> events = new ArrayList<>();
  private final List<TaskRecord> tasks = new ArrayList<>();
  private final List<Snapshot> snapshots = new ArrayList<>();
  private final List<SnapshotNode> nodes = new ArrayList<>();

  private Past(AVm vm) {
    this.vm = vm;
  }

  static Past of(AVm vm) {
    return new Past(vm);
  }

  static Instant hoursAgo(double hours) {
    return AnInventory.NOW.minus(Duration.ofSeconds(Math.round(hours * 3600)));
  }

  /** Somebody set the flag. */
  Past set(boolean on, double hoursAgo) {
    return event(
        "VmReconfiguredEvent",
        hoursAgo,
        Map.of("configSpec.changeTrackingEnabled", Boolean.toString(on)));
  }

  Past event(String type, double hoursAgo) {
    return event(type, hoursAgo, Map.of());
  }

  Past event(String type, double hoursAgo, Map<String, String> details) {
    events.add(
        new EventRecord(
            100 + events.size(),
            type,
            hoursAgo(hoursAgo),
            "LAB\\admin",
            vm.ref,
            null,
            null,
            null,
            details));
    return this;
  }

  Past task(String descriptionId, double hoursAgo) {
    return task(descriptionId, hoursAgo, "success");
  }

  Past task(String descriptionId, double hoursAgo, String state) {
    Instant at = hoursAgo(hoursAgo);
    tasks.add(
        new TaskRecord(
            "task-" + tasks.size(),
            descriptionId,
            vm.ref,
            vm.name,
            state,
            null,
            null,
            new TaskTimes(at.minusSeconds(5), at.minusSeconds(4), at),
            "LAB\\backup",
            false,
            List.of(),
            null));
    return this;
  }

  /** A snapshot that exists, in which no disk has a changeId. */
  Past untracked(String moId, double hoursAgo) {
    return frozen(moId, hoursAgo, null);
  }

  /** A snapshot that exists and whose configuration is unset. */
  Past unread(String moId, double hoursAgo) {
    return snapshot(moId, hoursAgo, (List<VirtualDisk>) null);
  }

  /** A snapshot that exists, in which every disk of the machine has that changeId. */
  Past snapshot(String moId, double hoursAgo, String changeId) {
    return frozen(moId, hoursAgo, changeId);
  }

  private Past frozen(String moId, double hoursAgo, @Nullable String changeId) {
    return snapshot(
        moId, hoursAgo, vm.disks.stream().map(disk -> ADisk.frozen(disk, changeId)).toList());
  }

  /** A snapshot that exists, with these disks; null when its configuration is unset. */
  Past snapshot(String moId, double hoursAgo, @Nullable List<VirtualDisk> disks) {
    MoRef ref = new MoRef("VirtualMachineSnapshot", moId);
    snapshots.add(new Snapshot(ref, disks, Unreadable.NONE));
    nodes.add(
        new SnapshotNode(
            ref, "before " + moId, null, nodes.size(), hoursAgo(hoursAgo), null, false, List.of()));
    vm.snapshot = new SnapshotInfo(ref, nodes);
    return this;
  }

  /** An inventory with the machine and all of this. */
  AnInventory inventory() {
    AnInventory inventory = AnInventory.of(vm);
    inventory.events.addAll(events);
    inventory.tasks.addAll(tasks);
    inventory.snapshots.addAll(snapshots);
    return inventory;
  }

  /** Details of the event that added a disk. */
  static Map<String, String> added(int controllerKey, int unit, @Nullable String fileName) {
    Map<String, String> details = new HashMap<>();
    String path = "configSpec.deviceChange[0]";
    details.put(path + ".operation", "add");
    details.put(path + ".device.key", "-101");
    details.put(path + ".device.controllerKey", Integer.toString(controllerKey));
    details.put(path + ".device.unitNumber", Integer.toString(unit));
    if (fileName != null) {
      details.put(path + ".device.backing.fileName", fileName);
    }
    return details;
  }

  /** The same disk with that size. */
  static VirtualDisk sized(VirtualDisk disk, long gib) {
    return new VirtualDisk(
        disk.key(),
        disk.label(),
        disk.controllerKey(),
        disk.unitNumber(),
        gib << 30,
        disk.backing(),
        disk.iofilter());
  }
}
