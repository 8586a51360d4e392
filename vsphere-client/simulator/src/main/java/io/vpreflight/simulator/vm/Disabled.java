// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Element;
import java.util.ArrayList;
import java.util.List;

/** Keeps {@code disabledMethod} of a machine in step with its power state; stateless. */
final class Disabled {
  private static final List<String> WHILE_ON = List.of("PowerOnVM_Task", "Destroy_Task");
  private static final List<String> WHILE_OFF =
      List.of(
          "PowerOffVM_Task",
          "SuspendVM_Task",
          "ResetVM_Task",
          "ShutdownGuest",
          "RebootGuest",
          "StandbyGuest");
  private static final List<String> WHILE_SUSPENDED =
      List.of(
          "SuspendVM_Task",
          "ResetVM_Task",
          "ShutdownGuest",
          "RebootGuest",
          "StandbyGuest",
          "Destroy_Task");

  private Disabled() {}

  /** Writes what the power state disables, and leaves what somebody has disabled. */
  static void followPower(Machine machine) {
    List<String> now = machine.isOn() ? WHILE_ON : machine.isOff() ? WHILE_OFF : WHILE_SUSPENDED;
    List<String> left = names(machine);
    left.removeAll(WHILE_ON);
    left.removeAll(WHILE_OFF);
    left.removeAll(WHILE_SUSPENDED);
    left.addAll(now);
    write(machine, left);
  }

  /** Takes a method from the list, or puts it there. */
  static void allow(Machine machine, String method, boolean allowed) {
    List<String> names = names(machine);
    names.remove(method);
    if (!allowed) {
      names.add(method);
    }
    write(machine, names);
  }

  private static List<String> names(Machine machine) {
    Element disabled = machine.object().get("disabledMethod");
    List<String> names = new ArrayList<>();
    if (disabled != null) {
      disabled.children().forEach(name -> names.add(name.text()));
    }
    return names;
  }

  private static void write(Machine machine, List<String> names) {
    Element array = Element.typed("val", "ArrayOfString");
    names.forEach(name -> array.add("string", name));
    machine.object().set("disabledMethod", array);
  }
}
