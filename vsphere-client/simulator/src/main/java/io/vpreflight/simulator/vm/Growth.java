// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Element;
import java.time.Duration;

/**
 * Lets the delta disks of running machines grow by what the guests write, until a datastore is full
 * and the machine asks what to do.
 */
final class Growth {
  private static final Duration STEP = Duration.ofSeconds(30);

  private final Machines machines;

  Growth(Machines machines) {
    this.machines = machines;
  }

  /** Follows a machine for as long as it runs on deltas. */
  void follow(Machine machine) {
    MachineState state = machine.state();
    if (!state.growing && canGrow(machine)) {
      state.growing = true;
      later(machine);
    }
  }

  private void later(Machine machine) {
    machines
        .world()
        .at(
            machines.world().clock().now().plus(STEP),
            () -> {
              machine.state().growing = false;
              if (machines.world().find(machine.ref()) != null && canGrow(machine)) {
                grow(machine);
                follow(machine);
              }
            });
  }

  private static boolean canGrow(Machine machine) {
    Element runtime = machine.object().get("runtime");
    return machine.isOn()
        && machine.state().bytesPerSecond > 0
        && runtime != null
        && runtime.child("question") == null
        && machine.disks().stream().anyMatch(Growth::isDelta);
  }

  private static boolean isDelta(Disk disk) {
    return disk.backing().child("parent") != null;
  }

  private void grow(Machine machine) {
    long more = machine.state().bytesPerSecond * STEP.toSeconds();
    for (Disk disk : machine.disks()) {
      if (isDelta(disk)) {
        long bytes = machines.diskFiles().bytes(disk.file());
        long wanted = Math.min(disk.capacityBytes(), bytes + more) - bytes;
        long room = Math.min(wanted, machines.files().free(disk.file()));
        if (room > 0) {
          machines.diskFiles().bytes(disk.file(), bytes + room);
        }
        if (room < wanted) {
          Questions.askForSpace(machines, machine, disk.file());
          break;
        }
      }
    }
    Layout.refresh(machine, machines);
  }
}
