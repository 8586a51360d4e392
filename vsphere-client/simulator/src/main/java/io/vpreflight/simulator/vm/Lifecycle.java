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

/** Renames, reloads and destroys machines, and takes them out of the inventory. */
final class Lifecycle {
  private static final String VM = "VirtualMachine";

  private final Machines machines;
  private final Merging merging;

  Lifecycle(Machines machines, Merging merging) {
    this.machines = machines;
    this.merging = merging;
  }

  void register(Methods methods) {
    methods
        .add(Method.mutation("Rename_Task", "ManagedEntity", null, this::rename))
        .add(Method.mutation("Destroy_Task", "ManagedEntity", null, this::destroy))
        .add(
            Method.mutation(
                "UnregisterVM", VM, "VirtualMachine.Inventory.Unregister", this::unregister))
        .add(Method.mutation("Reload", "ManagedEntity", null, this::reload))
        .add(Method.mutation("RefreshStorageInfo", VM, null, this::refreshStorage));
  }

  private List<Element> rename(Call call) {
    boolean vm = call.target().type().equals(VM);
    call.caller().require(vm ? "VirtualMachine.Config.Rename" : "Global.Settings", call.target());
    String name = call.text("newName");
    if (name.isEmpty()) {
      throw new Fault(
          Element.typed("fault", "InvalidName").add("name", name), "The name '' is not valid.");
    }
    if (vm) {
      Guard.check(machines, machines.of(call.target()), call.method());
    }
    String old = machines.events().nameOf(call.target());
    return Handler.returns(
        machines
            .tasks()
            .start(
                Job.of(call, call.target().type() + ".rename", call.target())
                    .last(
                        () -> {
                          rename(call.target(), vm, old, name);
                          return null;
                        })));
  }

  private void rename(Ref entity, boolean vm, String old, String name) {
    ManagedObject object = machines.world().get(entity);
    object.set("name", (Object) name);
    if (vm) {
      machines.of(entity).changeConfig(config -> config.put("name", name));
      machines
          .events()
          .post(
              "VmRenamedEvent",
              entity,
              "Renamed " + old + " to " + name + ".",
              Element.of("oldName", old),
              Element.of("newName", name));
    }
    machines.world().touch();
  }

  private List<Element> destroy(Call call) {
    if (!call.target().type().equals(VM)) {
      throw Fault.notSupported();
    }
    call.caller().require("VirtualMachine.Inventory.Delete", call.target());
    Machine machine = machines.of(call.target());
    Guard.check(machines, machine, call.method());
    return Handler.returns(
        machines
            .tasks()
            .start(
                Job.of(call, "VirtualMachine.destroy", call.target())
                    .first(
                        () -> {
                          machine.requirePower("poweredOff");
                          return null;
                        })
                    .last(
                        () -> {
                          machine.requirePower("poweredOff");
                          destroy(machine);
                          return null;
                        })));
  }

  /** Deletes a machine with all its files. */
  private void destroy(Machine machine) {
    for (String file : merging.files(machine)) {
      if (Machines.isOwn(machine, file)) {
        machines.diskFiles().remove(file);
      }
    }
    for (Disk disk : machine.disks()) {
      if (Machines.isOwn(machine, disk.file())) {
        machines.diskFiles().remove(disk.file());
      }
    }
    remove(machine);
  }

  private List<Element> unregister(Call call) {
    Machine machine = machines.of(call.target());
    Guard.check(machines, machine, call.method());
    if (machine.isOn()) {
      throw machine.powerFault("poweredOff");
    }
    remove(machine);
    return List.of();
  }

  private void remove(Machine machine) {
    machines.events().post("VmRemovedEvent", machine.ref(), "Removed " + machine.name() + ".");
    for (ManagedObject snapshot : machine.snapshots()) {
      machines.snapshotFiles().remove(snapshot.ref());
      machines.world().remove(snapshot.ref());
    }
    machines.world().remove(machine.ref());
    machines.forget(machine.ref());
    Links.removeEverywhere(machines.world(), machine.ref());
  }

  /** Reads a machine anew from its host: a flag that nothing stands for is gone. */
  private List<Element> reload(Call call) {
    call.caller().require("System.Read", call.target());
    if (call.target().type().equals(VM)) {
      Machine machine = machines.of(call.target());
      Guard.check(machines, machine, call.method());
      Layout.refresh(machine, machines);
      if (!merging.isNeeded(machine, machine.state().unneeded::contains)) {
        machine.consolidationNeeded(false);
      }
    }
    return List.of();
  }

  private List<Element> refreshStorage(Call call) {
    call.caller().require("System.Read", call.target());
    Layout.refresh(machines.of(call.target()), machines);
    return List.of();
  }
}
