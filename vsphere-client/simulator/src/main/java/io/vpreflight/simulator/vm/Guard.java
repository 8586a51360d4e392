// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import java.util.Set;

/** Refuses what cannot be asked of a machine before a task begins; stateless. */
final class Guard {
  /** What a power state alone disables: whoever calls these all the same is told of the state. */
  private static final Set<String> BY_POWER =
      Set.of("PowerOnVM_Task", "PowerOffVM_Task", "SuspendVM_Task", "Destroy_Task", "AnswerVM");

  private Guard() {}

  /**
   * Lets pass what can be done.
   *
   * @throws Fault {@code MethodDisabled}, {@code InvalidState}, {@code HostNotConnected}
   */
  static void check(Machines machines, Machine machine, String method) {
    disabled(machine, method);
    String connection = machine.object().textAt("runtime", "connectionState");
    if ("inaccessible".equals(connection)
        || "orphaned".equals(connection)
        || "invalid".equals(connection)) {
      throw invalidState();
    }
    Ref host = machine.host();
    ManagedObject object = host == null ? null : machines.world().find(host);
    String state = object == null ? null : object.textAt("runtime", "connectionState");
    if ("disconnected".equals(connection) || (state != null && !state.equals("connected"))) {
      throw Fault.of(
          "HostNotConnected",
          "Unable to communicate with the remote host, since it is disconnected.");
    }
    Element runtime = machine.object().get("runtime");
    if (runtime != null && runtime.child("question") != null && !method.equals("AnswerVM")) {
      throw invalidState();
    }
  }

  /** Refuses a method that somebody has disabled. */
  static void disabled(Machine machine, String method) {
    Element disabled = machine.object().get("disabledMethod");
    if (disabled == null || BY_POWER.contains(method)) {
      return;
    }
    for (Element name : disabled.children()) {
      if (name.text().equals(method)) {
        throw new Fault(
            Element.typed("fault", "MethodDisabled").add("source", "vpreflight.simulator"),
            "The method is disabled by 'vpreflight.simulator'");
      }
    }
  }

  static Fault invalidState() {
    return Fault.of("InvalidState", "The operation is not allowed in the current state.");
  }
}
