// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes {@code layoutEx} and the sizes that follow from it; for one machine. */
final class VmLayoutXml {
  private final VmScenario vm;
  private final Map<String, Integer> keys = new LinkedHashMap<>();
  private final List<XmlElement> files = new ArrayList<>();
  private long committed;

  VmLayoutXml(VmScenario vm) {
    this.vm = vm;
  }

  XmlElement layoutEx() {
    addMachineFiles();
    List<XmlElement> disks = new ArrayList<>();
    for (DiskScenario disk : vm.disks()) {
      disks.add(disk("disk", disk, DiskChain.current(disk)));
    }
    List<XmlElement> snapshots = new ArrayList<>();
    vm.rootSnapshots().forEach(root -> addSnapshot(root, snapshots));
    XmlElement layout = XmlElement.typed("val", "VirtualMachineFileLayoutEx");
    files.forEach(layout::add);
    disks.forEach(layout::add);
    snapshots.forEach(layout::add);
    return layout.add("timestamp", vm.vcenter().clock().minusSeconds(900));
  }

  private void addMachineFiles() {
    String name = vm.encodedName();
    file(vm.vmxPath(), "config", 4_300);
    file(vm.path(name + ".nvram"), "nvram", 270_840);
    file(
        vm.path(name + ".vmsd"),
        "snapshotList",
        vm.snapshotCount() == 0 ? 0 : 700L * vm.snapshotCount());
    if (vm.isRealisticSize()) {
      file(vm.path(name + ".vmxf"), "extendedConfig", 3_200);
      file(vm.path("vmware-1.log"), "log", 231_004);
    }
    file(vm.path("vmware.log"), "log", 391_690);
    if (vm.isPoweredOn()) {
      file(vm.path(name + ".vswp"), "swap", (long) vm.memoryMiB() << 20);
    } else if (vm.powerState().equals("suspended")) {
      file(vm.path(name + ".vmss"), "suspend", (long) vm.memoryMiB() << 20);
    }
  }

  private void addSnapshot(SnapshotScenario snapshot, List<XmlElement> snapshots) {
    String stem = vm.encodedName() + "-Snapshot" + snapshot.id();
    int data = file(vm.path(stem + ".vmsn"), "snapshotData", 36_864);
    int memory =
        snapshot.hasMemory()
            ? file(vm.path(stem + ".vmem"), "snapshotMemory", (long) vm.memoryMiB() << 20)
            : -1;
    XmlElement entry =
        XmlElement.named("snapshot")
            .add("key", snapshot.reference())
            .add("dataKey", data)
            .add("memoryKey", memory);
    for (DiskScenario disk : snapshot.disks()) {
      entry.add(disk("disk", disk, DiskChain.frozen(disk, snapshot)));
    }
    snapshots.add(entry);
    snapshot.children().forEach(child -> addSnapshot(child, snapshots));
  }

  private XmlElement disk(String name, DiskScenario disk, List<DiskChain.DiskFile> chain) {
    XmlElement element = XmlElement.named(name).add("key", disk.key());
    for (DiskChain.DiskFile file : chain) {
      XmlElement unit = XmlElement.named("chain");
      boolean object = disk.datastore().isObjectStorage();
      unit.add("fileKey", file(file.path(), "diskDescriptor", object ? file.bytes() : 640));
      String extent = extentSuffix(disk, file);
      if (!object && extent != null) {
        String stem = file.path().substring(0, Math.max(0, file.path().length() - 5));
        unit.add("fileKey", file(stem + extent, "diskExtent", file.bytes()));
      }
      element.add(unit);
    }
    return element;
  }

  private static @Nullable String extentSuffix(DiskScenario disk, DiskChain.DiskFile file) {
    if (!file.path().endsWith(".vmdk")) {
      return null;
    }
    if (file.delta()) {
      return disk.datastore().usesSeSparse() ? "-sesparse.vmdk" : "-delta.vmdk";
    }
    String mode = disk.compatibilityMode();
    return mode == null ? "-flat.vmdk" : mode.equals("physicalMode") ? "-rdmp.vmdk" : "-rdm.vmdk";
  }

  private int file(String path, String type, long bytes) {
    Integer known = keys.get(path);
    if (known != null) {
      return known;
    }
    int key = keys.size();
    keys.put(path, key);
    committed += bytes;
    files.add(
        XmlElement.named("file")
            .add("key", key)
            .add("name", path)
            .add("type", type)
            .add("size", bytes)
            .add("uniqueSize", bytes)
            .add("accessible", true));
    return key;
  }

  /**
   * Returns the deprecated {@code layout}, without which vcsim ends when a machine is reconfigured.
   */
  XmlElement layout() {
    XmlElement layout =
        XmlElement.typed("val", "VirtualMachineFileLayout")
            .add("configFile", vm.encodedName() + ".vmsd")
            .add("logFile", "vmware.log");
    for (DiskScenario disk : vm.disks()) {
      XmlElement entry = XmlElement.named("disk").add("key", disk.key());
      DiskChain.current(disk).forEach(file -> entry.add("diskFile", file.path()));
      layout.add(entry);
    }
    return layout;
  }

  XmlElement storage() {
    long bytes = committedBytes();
    return XmlElement.typed("val", "VirtualMachineStorageInfo")
        .add(
            "perDatastoreUsage",
            XmlElement.named("perDatastoreUsage")
                .add("datastore", vm.datastore().reference())
                .add("committed", bytes)
                .add("uncommitted", uncommitted())
                .add("unshared", bytes))
        .add("timestamp", vm.vcenter().clock().minusSeconds(900));
  }

  XmlElement storageSummary(boolean known) {
    long bytes = known ? committedBytes() : 0;
    return XmlElement.named("storage")
        .add("committed", bytes)
        .add("uncommitted", uncommitted())
        .add("unshared", bytes)
        .add("timestamp", vm.vcenter().clock().minusSeconds(900));
  }

  private long committedBytes() {
    if (files.isEmpty()) {
      layoutEx();
    }
    return committed;
  }

  private long uncommitted() {
    return vm.disks().stream()
        .mapToLong(disk -> Math.max(0, disk.capacityBytes() - disk.usedBytes()))
        .sum();
  }
}
