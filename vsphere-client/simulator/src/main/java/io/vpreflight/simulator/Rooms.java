// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator;

import io.vpreflight.simulator.model.Methods;
import io.vpreflight.simulator.task.Pace;
import io.vpreflight.simulator.vm.Behaviour;
import java.time.Duration;
import java.util.Set;

/** What virtual machines, hosts and tasks can do: the rooms behind the core, one line each. */
final class Rooms {
  /** Privileges that a handler asks for and that no declaration of a method names. */
  static final Set<String> PRIVILEGES =
      Set.of(
          "VirtualMachine.Config.ChangeTracking",
          "VirtualMachine.Config.AdvancedConfig",
          "VirtualMachine.Config.Settings",
          "VirtualMachine.Config.Annotation",
          "Global.SetCustomField",
          "Global.ManageCustomFields",
          "Global.LogEvent",
          "Resource.HotMigrate");

  private Rooms() {}

  /**
   * Adds the methods of every room and returns what they do.
   *
   * @param pace how long a task takes
   */
  static Behaviour add(Simulator simulator, Methods methods, Duration pace) {
    Behaviour behaviour =
        new Behaviour(
            simulator.world(),
            methods,
            simulator.faults(),
            new Pace(pace),
            (kind, method, target, user, outcome) ->
                simulator
                    .mutations()
                    .add(
                        simulator.clock().now(),
                        kind,
                        method,
                        target.toString(),
                        "",
                        "",
                        "",
                        user,
                        outcome));
    simulator.atRestart(behaviour::restart);
    return behaviour;
  }
}
