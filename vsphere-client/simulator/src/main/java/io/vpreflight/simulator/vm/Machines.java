// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.model.World;
import io.vpreflight.simulator.task.Events;
import io.vpreflight.simulator.task.Tasks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All machines, and what their methods work with. Guarded by the lock of the world. */
final class Machines {
  private final World world;
  private final Tasks tasks;
  private final Events events;
  private final DatastoreFiles files;
  private final DiskFiles diskFiles;
  private final SnapshotFiles snapshotFiles;
  private final Tracking tracking;
  private final Map<Ref, MachineState> states = new HashMap<>();

  /** Takes over the machines that the world has been loaded with. */
  Machines(World world, Tasks tasks, Events events) {
    this.world = world;
    this.tasks = tasks;
    this.events = events;
    files = new DatastoreFiles(world);
    diskFiles = new DiskFiles(files);
    snapshotFiles = new SnapshotFiles(files);
    tracking = new Tracking(diskFiles);
    for (ManagedObject object : world.ofType("VirtualMachine")) {
      adopt(object);
    }
  }

  /** Learns of a machine what its properties tell. */
  void adopt(ManagedObject object) {
    diskFiles.known(object.get("layoutEx"));
    snapshotFiles.known(object.get("layoutEx"));
    Machine machine = of(object.ref());
    for (Disk disk : machine.disks()) {
      for (List<String> chain : machine.chains(disk.key())) {
        chain.forEach(file -> files.known(file, disk.capacityBytes() / 2));
      }
    }
    tracking.known(machine);
    machine.state().lastSnapshotId = lastId(machine);
    if (machine.isConsolidationNeeded()) {
      machine.state().unneeded.addAll(new Merging(this).takers(machine));
    }
  }

  private static int lastId(Machine machine) {
    SnapshotTree tree = new SnapshotTree(machine.object().get("snapshot"));
    int last = 0;
    for (Ref ref : tree.all()) {
      var node = tree.node(ref);
      String id = node == null ? null : node.textAt("id");
      last = id == null ? last : Math.max(last, Integer.parseInt(id));
    }
    return last;
  }

  World world() {
    return world;
  }

  Tasks tasks() {
    return tasks;
  }

  Events events() {
    return events;
  }

  DatastoreFiles files() {
    return files;
  }

  DiskFiles diskFiles() {
    return diskFiles;
  }

  SnapshotFiles snapshotFiles() {
    return snapshotFiles;
  }

  Tracking tracking() {
    return tracking;
  }

  /**
   * The machine of that reference.
   *
   * @throws Fault {@code ManagedObjectNotFound}
   */
  Machine of(Ref vm) {
    ManagedObject object = world.get(vm);
    return new Machine(world, object, states.computeIfAbsent(vm, ref -> new MachineState()));
  }

  /** The machine that a snapshot belongs to. */
  Machine ofSnapshot(Ref snapshot) {
    var vm = world.get(snapshot).get("vm");
    Ref ref = vm == null ? null : vm.ref();
    if (ref == null) {
      throw Fault.notFound(snapshot);
    }
    return of(ref);
  }

  List<Machine> all() {
    List<Machine> all = new ArrayList<>();
    world.ofType("VirtualMachine").forEach(object -> all.add(of(object.ref())));
    return all;
  }

  /** Forgets a machine that is gone. */
  void forget(Ref vm) {
    states.remove(vm);
  }

  /** Lets a running machine stand still for a moment: what was armed becomes effective. */
  void stun(Machine machine, String why) {
    if (machine.isOn()) {
      machine.state().stuns.add(new Stun(machine.ref(), machine.now(), why));
    }
    tracking.apply(machine);
  }

  /** Tells whether a file may take the data of the one above it: no base of somebody else's. */
  static boolean isOwn(Machine machine, String file) {
    String folder = DatastoreFiles.folderOf(file);
    String home = machine.object().textAt("config", "files", "vmPathName");
    return (home != null && folder.equals(DatastoreFiles.folderOf(home)))
        || machine.disks().stream()
            .anyMatch(disk -> folder.equals(DatastoreFiles.folderOf(disk.file())));
  }
}
