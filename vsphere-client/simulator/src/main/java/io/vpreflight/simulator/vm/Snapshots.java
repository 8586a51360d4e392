// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.Handler;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Method;
import io.vpreflight.simulator.model.Methods;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.task.Job;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Creates, removes and renames snapshots, with the delta files that follow. */
final class Snapshots {
  private static final String VM = "VirtualMachine";
  private static final String SNAPSHOT = "VirtualMachineSnapshot";
  private static final String CREATE = "VirtualMachine.State.CreateSnapshot";
  private static final String REMOVE = "VirtualMachine.State.RemoveSnapshot";

  private final Machines machines;
  private final Merging merging;
  private final Growth growth;

  Snapshots(Machines machines, Merging merging, Growth growth) {
    this.machines = machines;
    this.merging = merging;
    this.growth = growth;
  }

  void register(Methods methods) {
    methods
        .add(Method.mutation("CreateSnapshot_Task", VM, CREATE, this::create))
        .add(Method.mutation("CreateSnapshotEx_Task", VM, CREATE, this::create).since("6.5"))
        .add(Method.mutation("RemoveAllSnapshots_Task", VM, REMOVE, this::removeAll))
        .add(Method.mutation("RemoveSnapshot_Task", SNAPSHOT, null, this::remove))
        .add(Method.mutation("RenameSnapshot", SNAPSHOT, null, this::rename));
  }

  private List<Element> create(Call call) {
    Machine machine = machines.of(call.target());
    call.text("name");
    call.required("memory");
    Guard.check(machines, machine, call.method());
    Guard.disabled(machine, "CreateSnapshot_Task");
    boolean memory = call.isTrue("memory");
    return Handler.returns(
        machines
            .tasks()
            .start(
                Job.of(call, "VirtualMachine.createSnapshot", call.target())
                    .cancelable()
                    .first(
                        () -> {
                          SnapshotChecks.check(machines, machine, memory);
                          return null;
                        })
                    .last(() -> create(call, machines.of(call.target()), memory))));
  }

  private Element create(Call call, Machine machine, boolean memory) {
    SnapshotChecks.check(machines, machine, memory);
    machines.stun(machine, "createSnapshot");
    boolean withMemory = memory && machine.isOn();
    int id = ++machine.state().lastSnapshotId;
    Ref ref = machines.world().newRef(SNAPSHOT, "snapshot");
    Element config = machine.config();
    Element frozen = config == null ? new Element("val") : config.copy();
    machines.tracking().freeze(machine, frozen);
    ManagedObject snapshot = new ManagedObject(ref);
    snapshot.set("config", frozen).setRefs("childSnapshot", List.of()).set("vm", machine.ref());
    snapshot.set("value", Element.typed("val", "ArrayOfCustomFieldValue"));
    snapshot.set("availableField", Element.typed("val", "ArrayOfCustomFieldDef"));
    machines.world().add(snapshot);
    machines.snapshotFiles().make(ref, machine, id, withMemory ? memoryBytes(machine) : 0);
    SnapshotTree tree = new SnapshotTree(machine.object().get("snapshot"));
    tree.grow(node(call, machine, ref, id, withMemory));
    tree.putInto(machine.object(), machines);
    machine.changeConfig(changed -> Disk.in(changed).forEach(disk -> standOnDelta(disk, snapshot)));
    Layout.refresh(machine, machines);
    growth.follow(machine);
    return Element.any("result", ref);
  }

  private static long memoryBytes(Machine machine) {
    String text = machine.object().textAt("config", "hardware", "memoryMB");
    return text == null ? 0 : Long.parseLong(text) << 20;
  }

  private static Element node(Call call, Machine machine, Ref ref, int id, boolean memory) {
    Element description = call.argument("description");
    boolean quiesce = call.isTrue("quiesce") || call.argument("quiesceSpec") != null;
    String tools = machine.object().textAt("guest", "toolsRunningStatus");
    return new Element("node")
        .add("snapshot", ref)
        .add("vm", machine.ref())
        .add("name", call.text("name"))
        .add("description", description == null ? "" : description.text())
        .add("id", id)
        .add("createTime", machine.now())
        .add("state", memory ? "poweredOn" : machine.isOn() ? "poweredOff" : machine.powerState())
        .add("quiesced", quiesce && machine.isOn() && "guestToolsRunning".equals(tools))
        .add("replaySupported", false);
  }

  /** Where the array takes snapshots itself, it is the snapshot that gets a file of its own. */
  private void standOnDelta(Disk disk, ManagedObject snapshot) {
    if (!disk.takesSnapshots()) {
      return;
    }
    ManagedObject datastore = machines.files().datastore(disk.file());
    String base = disk.chain().get(0);
    String delta = machines.diskFiles().newDelta(disk.file(), base);
    if (datastore != null && datastore.isTrue("capability", "nativeSnapshotSupported")) {
      nameInSnapshot(snapshot, disk.key(), delta);
      return;
    }
    disk.backing(Backings.onTopOf(disk.backing(), delta, DiskFiles.isSparse(datastore)));
    Machine machine = machines.ofSnapshot(snapshot.ref());
    if (machine.state().tracked.containsKey(disk.key())) {
      machines.diskFiles().track(List.of(delta));
    }
  }

  private static void nameInSnapshot(ManagedObject snapshot, int key, String file) {
    Element config = snapshot.get("config");
    Element changed = config == null ? null : config.copy();
    if (changed != null) {
      for (Disk frozen : Disk.in(changed)) {
        if (frozen.key() == key) {
          frozen.backing().put("fileName", file);
        }
      }
      snapshot.set("config", changed);
    }
  }

  private List<Element> remove(Call call) {
    Machine machine = machines.ofSnapshot(call.target());
    call.caller().require(REMOVE, machine.ref());
    call.required("removeChildren");
    Guard.check(machines, machine, "RemoveSnapshot_Task");
    Ref snapshot = call.target();
    boolean branch = call.isTrue("removeChildren");
    boolean consolidate = call.argument("consolidate") == null || call.isTrue("consolidate");
    return start(
        Job.of(call, "vm.Snapshot.remove", machine.ref()),
        machine,
        tree -> branch ? tree.branch(snapshot) : List.of(snapshot),
        consolidate);
  }

  private List<Element> removeAll(Call call) {
    Machine machine = machines.of(call.target());
    Guard.check(machines, machine, call.method());
    boolean consolidate = call.argument("consolidate") == null || call.isTrue("consolidate");
    Job job = Job.of(call, "VirtualMachine.removeAllSnapshots", machine.ref());
    return start(job, machine, SnapshotTree::all, consolidate);
  }

  private List<Element> start(
      Job job, Machine machine, Function<SnapshotTree, List<Ref>> which, boolean consolidate) {
    Set<String> frozen = new LinkedHashSet<>();
    job.first(
            () -> {
              SnapshotTree tree = new SnapshotTree(machine.object().get("snapshot"));
              frozen.addAll(takeOut(machine, which.apply(tree)));
              return null;
            })
        .last(() -> mergeAway(machine, consolidate, frozen));
    return Handler.returns(machines.tasks().start(job));
  }

  /** First the tree forgets them; returns the files that they had frozen. */
  private Set<String> takeOut(Machine machine, List<Ref> snapshots) {
    Set<String> before = merging.files(machine);
    Set<String> frozen = new LinkedHashSet<>();
    SnapshotTree tree = new SnapshotTree(machine.object().get("snapshot"));
    for (Ref ref : new ArrayList<>(snapshots)) {
      ManagedObject snapshot = machines.world().find(ref);
      if (snapshot == null || tree.node(ref) == null) {
        throw Fault.notFound(ref);
      }
      tree.removeOne(ref);
      Disk.in(snapshot.get("config")).forEach(disk -> frozen.add(disk.file()));
      machines.snapshotFiles().remove(ref);
      machines.world().remove(ref);
    }
    tree.putInto(machine.object(), machines);
    machine.state().unneeded.addAll(frozen);
    merging.clean(machine, before);
    Layout.refresh(machine, machines);
    machine.consolidationNeeded(merging.isNeeded(machine, machine.state().unneeded::contains));
    return frozen;
  }

  private @Nullable Element mergeAway(Machine machine, boolean consolidate, Set<String> frozen) {
    if (consolidate) {
      try {
        merging.merge(machine, frozen::contains);
      } catch (Fault fault) {
        Consolidation.post(machines, machine, "VmDiskFailedToConsolidateEvent", "error");
        Consolidation.post(machines, machine, "VmDiskConsolidationNeeded", "warning");
        throw fault;
      }
    }
    machines.stun(machine, "removeSnapshot");
    Layout.refresh(machine, machines);
    machine.consolidationNeeded(merging.isNeeded(machine, machine.state().unneeded::contains));
    if (machine.isConsolidationNeeded()) {
      Consolidation.post(machines, machine, "VmDiskConsolidationNeeded", "warning");
    }
    return null;
  }

  private List<Element> rename(Call call) {
    Machine machine = machines.ofSnapshot(call.target());
    call.caller().require("VirtualMachine.State.RenameSnapshot", machine.ref());
    Guard.check(machines, machine, call.method());
    SnapshotTree tree = new SnapshotTree(machine.object().get("snapshot"));
    Element node = tree.node(call.target());
    if (node == null) {
      throw Fault.notFound(call.target());
    }
    Element name = call.argument("name");
    if (name != null) {
      if (name.text().isEmpty()) {
        throw new Fault(
            Element.typed("fault", "InvalidName").add("name", ""), "The name '' is not valid.");
      }
      node.put("name", name.text());
    }
    Element description = call.argument("description");
    if (description != null) {
      node.put("description", description.text());
    }
    tree.putInto(machine.object(), machines);
    return List.of();
  }
}
