// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.Handler;
import io.vpreflight.simulator.model.Method;
import io.vpreflight.simulator.model.Methods;
import io.vpreflight.simulator.task.Job;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Merges the delta files that no snapshot needs, and says how much room that takes. */
final class Consolidation {
  private static final String VM = "VirtualMachine";
  private static final String REMOVE = "VirtualMachine.State.RemoveSnapshot";

  private final Machines machines;
  private final Merging merging;

  Consolidation(Machines machines, Merging merging) {
    this.machines = machines;
    this.merging = merging;
  }

  void register(Methods methods) {
    methods
        .add(Method.mutation("ConsolidateVMDisks_Task", VM, REMOVE, this::consolidate))
        .add(
            new Method(
                "EstimateStorageForConsolidateSnapshots_Task",
                VM,
                false,
                REMOVE,
                "6.0",
                this::estimate));
  }

  /** Writes one of the events about consolidation. */
  static void post(Machines machines, Machine machine, String id, String severity) {
    String text =
        switch (id) {
          case "VmDiskConsolidationNeeded" -> "disk consolidation is needed";
          case "VmDiskConsolidationNoLongerNeeded" -> "disk consolidation is no longer needed";
          case "VmDiskConsolidatedEvent" -> "disks consolidated successfully";
          default -> "disk consolidation failed";
        };
    machines
        .events()
        .postEx(
            "com.vmware.vc." + id,
            severity,
            machine.ref(),
            "Virtual machine " + machine.name() + " " + text + ".");
  }

  private List<Element> consolidate(Call call) {
    Machine machine = machines.of(call.target());
    Guard.check(machines, machine, call.method());
    return Handler.returns(
        machines
            .tasks()
            .start(
                Job.of(call, "VirtualMachine.consolidateDisks", machine.ref())
                    .last(() -> merge(machine))));
  }

  private @Nullable Element merge(Machine machine) {
    try {
      merging.merge(machine, file -> true);
    } catch (Fault fault) {
      post(machines, machine, "VmDiskFailedToConsolidateEvent", "error");
      throw fault;
    }
    machines.stun(machine, "consolidateDisks");
    Layout.refresh(machine, machines);
    boolean wasNeeded = machine.isConsolidationNeeded();
    machine.consolidationNeeded(false);
    post(machines, machine, "VmDiskConsolidatedEvent", "info");
    if (wasNeeded) {
      post(machines, machine, "VmDiskConsolidationNoLongerNeeded", "info");
    }
    return null;
  }

  private List<Element> estimate(Call call) {
    Machine machine = machines.of(call.target());
    Guard.check(machines, machine, call.method());
    return Handler.returns(
        machines
            .tasks()
            .start(
                Job.of(call, "VirtualMachine.estimateStorageForConsolidateSnapshots", machine.ref())
                    .last(() -> Element.any("result", merging.bytes(machine, file -> true)))));
  }
}
