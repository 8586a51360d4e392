// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes {@code layoutEx}, {@code layout} and {@code storage} of a machine anew, out of the chains
 * of its disks; for one writing.
 */
final class Layout {
  private static final Set<String> REWRITTEN =
      Set.of("diskDescriptor", "diskExtent", "snapshotData", "snapshotMemory");

  private final Machine machine;
  private final DatastoreFiles files;
  private final DiskFiles diskFiles;
  private final SnapshotFiles snapshotFiles;
  private final Map<String, Integer> keys = new LinkedHashMap<>();
  private final Element layout = Element.typed("val", "VirtualMachineFileLayoutEx");

  private Layout(Machine machine, Machines machines) {
    this.machine = machine;
    files = machines.files();
    diskFiles = machines.diskFiles();
    snapshotFiles = machines.snapshotFiles();
  }

  /** Writes them, if the machine has shown its files before. */
  static void refresh(Machine machine, Machines machines) {
    if (machine.object().get("layoutEx") != null) {
      new Layout(machine, machines).write();
    }
  }

  private void write() {
    Element old = machine.object().get("layoutEx");
    for (Element file : old == null ? List.<Element>of() : old.children("file")) {
      String name = file.textAt("name");
      String type = file.textAt("type");
      if (name != null && type != null && !REWRITTEN.contains(type) && files.has(name)) {
        file(name, type);
      }
    }
    Element disks = new Element("disks");
    for (Disk disk : machine.disks()) {
      disks.add(chain(disk));
    }
    Element snapshots = new Element("snapshots");
    for (ManagedObject snapshot : machine.snapshots()) {
      snapshots.add(snapshot(snapshot));
    }
    disks.children().forEach(layout::add);
    snapshots.children().forEach(layout::add);
    layout.add("timestamp", machine.now());
    machine.object().set("layoutEx", layout);
    oldLayout();
    storage();
  }

  private Element chain(Disk disk) {
    Element element = new Element("disk").add("key", disk.key());
    for (String descriptor : disk.chain()) {
      Element unit = new Element("chain").add("fileKey", file(descriptor, "diskDescriptor"));
      String extent = diskFiles.extent(descriptor);
      if (extent != null) {
        unit.add("fileKey", file(extent, "diskExtent"));
      }
      element.add(unit);
    }
    return element;
  }

  private Element snapshot(ManagedObject snapshot) {
    String data = snapshotFiles.data(snapshot.ref());
    String memory = snapshotFiles.memory(snapshot.ref());
    Element element =
        new Element("snapshot")
            .add("key", snapshot.ref())
            .add("dataKey", data == null ? -1 : file(data, "snapshotData"))
            .add("memoryKey", memory == null ? -1 : file(memory, "snapshotMemory"));
    for (Disk disk : Disk.in(snapshot.get("config"))) {
      element.add(chain(disk));
    }
    return element;
  }

  private int file(String name, String type) {
    Integer known = keys.get(name);
    if (known != null) {
      return known;
    }
    int key = keys.size();
    keys.put(name, key);
    long bytes = files.bytes(name);
    layout.add(
        new Element("file")
            .add("key", key)
            .add("name", name)
            .add("type", type)
            .add("size", bytes)
            .add("uniqueSize", bytes)
            .add("accessible", true));
    return key;
  }

  private void oldLayout() {
    Element old = machine.object().get("layout");
    if (old == null) {
      return;
    }
    Element changed = old.copy();
    changed.removeAll("disk");
    for (Disk disk : machine.disks()) {
      Element entry = new Element("disk").add("key", disk.key());
      disk.chain().forEach(file -> entry.add("diskFile", file));
      changed.add(entry);
    }
    machine.object().set("layout", changed);
  }

  private void storage() {
    Map<Ref, Long> committed = new LinkedHashMap<>();
    for (String name : keys.keySet()) {
      Ref datastore = files.datastoreRef(name);
      if (datastore != null) {
        committed.merge(datastore, files.bytes(name), Long::sum);
      }
    }
    long all = committed.values().stream().mapToLong(Long::longValue).sum();
    Element storage = machine.object().get("storage");
    if (storage != null) {
      Element changed = Element.typed("val", "VirtualMachineStorageInfo");
      committed.forEach((datastore, bytes) -> changed.add(usage(storage, datastore, bytes)));
      machine.object().set("storage", changed.add("timestamp", machine.now()));
    }
    Element summary = machine.object().get("summary");
    if (summary != null && summary.child("storage") != null) {
      Element changed = summary.copy();
      Element part = changed.child("storage");
      if (part != null) {
        part.put("committed", all).put("unshared", all).put("timestamp", machine.now());
      }
      machine.object().set("summary", changed);
    }
    machine.object().setRefs("datastore", datastores(committed));
  }

  private List<Ref> datastores(Map<Ref, Long> committed) {
    List<Ref> before = machine.object().refs("datastore");
    return committed.isEmpty() ? before : List.copyOf(committed.keySet());
  }

  private static Element usage(Element storage, Ref datastore, long bytes) {
    String uncommitted = "0";
    for (Element old : storage.children("perDatastoreUsage")) {
      String text = old.textAt("uncommitted");
      if (datastore.equals(old.refAt("datastore")) && text != null) {
        uncommitted = text;
      }
    }
    return new Element("perDatastoreUsage")
        .add("datastore", datastore)
        .add("committed", bytes)
        .add("uncommitted", uncommitted)
        .add("unshared", bytes);
  }
}
