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
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes machines back to a snapshot: what was written since is gone, tracking begins anew. */
final class Revert {
  private static final String REVERT = "VirtualMachine.State.RevertToSnapshot";

  private final Machines machines;
  private final Merging merging;
  private final Power power;

  Revert(Machines machines, Merging merging, Power power) {
    this.machines = machines;
    this.merging = merging;
    this.power = power;
  }

  void register(Methods methods) {
    methods
        .add(
            Method.mutation(
                "RevertToSnapshot_Task", "VirtualMachineSnapshot", null, this::toSnapshot))
        .add(
            Method.mutation(
                "RevertToCurrentSnapshot_Task", "VirtualMachine", REVERT, this::toCurrent));
  }

  private List<Element> toSnapshot(Call call) {
    Machine machine = machines.ofSnapshot(call.target());
    call.caller().require(REVERT, machine.ref());
    Guard.check(machines, machine, call.method());
    return start(Job.of(call, "vm.Snapshot.revert", machine.ref()), call, machine, call.target());
  }

  private List<Element> toCurrent(Call call) {
    Machine machine = machines.of(call.target());
    Guard.check(machines, machine, call.method());
    Ref current = new SnapshotTree(machine.object().get("snapshot")).current();
    if (current == null) {
      throw Fault.of("NotFound", "The object or item referred to could not be found.");
    }
    Job job = Job.of(call, "VirtualMachine.revertToCurrentSnapshot", machine.ref());
    return start(job, call, machine, current);
  }

  private List<Element> start(Job job, Call call, Machine machine, Ref snapshot) {
    boolean stayOff = call.isTrue("suppressPowerOn");
    return Handler.returns(
        machines
            .tasks()
            .start(
                job.last(
                    () -> {
                      revert(machine, snapshot, stayOff, call.caller().user());
                      return null;
                    })));
  }

  private void revert(Machine machine, Ref ref, boolean stayOff, String user) {
    ManagedObject snapshot = machines.world().get(ref);
    Set<String> before = merging.files(machine);
    SnapshotTree tree = new SnapshotTree(machine.object().get("snapshot"));
    Element node = tree.node(ref);
    if (node == null) {
      throw Fault.notFound(ref);
    }
    tree.current(ref);
    tree.putInto(machine.object(), machines);
    Element frozen = snapshot.get("config");
    machine.changeConfig(config -> restore(config, frozen));
    merging.clean(machine, before);
    boolean on = "poweredOn".equals(node.textAt("state")) && !stayOff;
    if (!on && !machine.isOff()) {
      power.off(machine, user);
    }
    machines.stun(machine, "revertToSnapshot");
    machines.tracking().apply(machine);
    machines.tracking().reset(machine);
    if (on && !machine.isOn()) {
      power.on(machine, null, user);
    }
    Layout.refresh(machine, machines);
    machines
        .events()
        .postEx(
            "com.vmware.vc.vm.VmStateRevertedToSnapshot",
            "info",
            machine.ref(),
            "The execution state of the virtual machine "
                + machine.name()
                + " has been reverted to the state of snapshot "
                + node.textAt("name"));
  }

  /** Hardware and flag are as they were; each disk gets a fresh delta on what was frozen. */
  private void restore(Element config, @Nullable Element frozen) {
    if (frozen == null) {
      return;
    }
    Element independent = new Element("kept");
    for (Disk disk : Disk.in(config)) {
      if (!disk.takesSnapshots()) {
        independent.add(disk.device().copy());
      }
    }
    Element hardware = frozen.child("hardware");
    if (hardware != null) {
      config.put(hardware.copy());
    }
    Tracking.ask(config, frozen.isTrue("changeTrackingEnabled"));
    for (Disk disk : Disk.in(config)) {
      if (disk.takesSnapshots()) {
        String base = disk.chain().get(0);
        String delta = machines.diskFiles().newDelta(disk.file(), base);
        ManagedObject datastore = machines.files().datastore(delta);
        disk.backing(Backings.onTopOf(disk.backing(), delta, DiskFiles.isSparse(datastore)));
      } else {
        keep(disk, independent);
      }
    }
  }

  private static void keep(Disk disk, Element independent) {
    for (Element kept : independent.children()) {
      if (String.valueOf(disk.key()).equals(kept.textAt("key"))) {
        disk.backing(new Disk(kept).backing().copy());
      }
    }
  }
}
