// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Method;
import io.vpreflight.simulator.model.Methods;
import io.vpreflight.simulator.model.Ref;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code QueryChangedDiskAreas}: what was written since a changeId, a piece of the disk at a time.
 * Who began to track upon a snapshot is answered wrongly, and is not told so.
 */
final class ChangedAreas {
  private static final long PIECE = 2L << 30;

  private final Machines machines;

  ChangedAreas(Machines machines) {
    this.machines = machines;
  }

  void register(Methods methods) {
    methods.add(
        new Method(
            "QueryChangedDiskAreas",
            "VirtualMachine",
            false,
            "VirtualMachine.Provisioning.DiskRandomRead",
            "4.0",
            this::query));
  }

  private List<Element> query(Call call) {
    Machine machine = machines.of(call.target());
    Element argument = call.argument("snapshot");
    Ref snapshot = argument == null ? null : argument.ref();
    if (snapshot == null && machine.isOn()) {
      throw machine.powerFault("poweredOff");
    }
    Disk disk = disk(machine, snapshot, number(call, "deviceKey"));
    long start = number(call, "startOffset");
    if (start < 0 || start >= disk.capacityBytes()) {
      throw Fault.invalidArgument("startOffset");
    }
    String changeId = call.text("changeId");
    TrackedDisk tracked = machine.state().tracked.get(disk.key());
    if (tracked == null || (snapshot != null && disk.backing().textAt("changeId") == null)) {
      throw fileFault(disk);
    }
    long length = Math.min(PIECE, disk.capacityBytes() - start);
    Element info = new Element("returnval").add("startOffset", start).add("length", length);
    for (TrackedDisk.Area area : areas(disk, tracked, changeId, snapshot != null)) {
      long from = Math.max(start, area.start());
      long to = Math.min(start + length, area.start() + area.length());
      if (from < to) {
        info.add(new Element("changedArea").add("start", from).add("length", to - from));
      }
    }
    return List.of(info);
  }

  private static long number(Call call, String name) {
    try {
      return Long.parseLong(call.text(name));
    } catch (NumberFormatException e) {
      throw Fault.invalidArgument(name);
    }
  }

  private Disk disk(Machine machine, @Nullable Ref snapshot, long key) {
    Element config = machine.config();
    if (snapshot != null) {
      ManagedObject object = machines.world().get(snapshot);
      if (!machine.ref().equals(machines.ofSnapshot(snapshot).ref())) {
        throw Fault.invalidArgument("snapshot");
      }
      config = object.get("config");
    }
    for (Disk disk : Disk.in(config)) {
      if (disk.key() == key) {
        return disk;
      }
    }
    throw Fault.invalidArgument("deviceKey");
  }

  private List<TrackedDisk.Area> areas(
      Disk disk, TrackedDisk tracked, String changeId, boolean ofSnapshot) {
    int until = tracked.counter();
    String own = disk.backing().textAt("changeId");
    if (ofSnapshot && own != null) {
      Integer moment = tracked.momentOf(own);
      if (moment == null) {
        throw fileFault(disk);
      }
      until = moment;
    }
    if (changeId.equals("*")) {
      List<TrackedDisk.Area> areas = new ArrayList<>();
      if (tracked.isFromTheBeginning()) {
        long used = machines.diskFiles().bytes(disk.chain().get(0));
        areas.add(new TrackedDisk.Area(0, Math.min(disk.capacityBytes(), Math.max(used, 65_536))));
      } else {
        areas.addAll(tracked.between(0, until));
      }
      return areas;
    }
    if (!changeId.contains("/")) {
      throw Fault.invalidArgument("changeId");
    }
    Integer since = tracked.momentOf(changeId);
    if (since == null || since > until) {
      throw fileFault(disk);
    }
    return tracked.between(since, until);
  }

  /** Tracking is off, or the changeId belongs to an earlier life of the disk. */
  private static Fault fileFault(Disk disk) {
    String file =
        "/vmfs/volumes/"
            + DatastoreFiles.datastoreName(disk.file())
            + "/"
            + disk.file().substring(disk.file().indexOf(']') + 1).strip();
    return new Fault(
        Element.typed("fault", "FileFault").add("file", file), "Error caused by file " + file);
  }
}
