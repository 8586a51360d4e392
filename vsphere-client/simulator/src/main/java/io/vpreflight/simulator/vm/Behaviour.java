// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.fault.TaskFaults;
import io.vpreflight.simulator.model.Methods;
import io.vpreflight.simulator.model.World;
import io.vpreflight.simulator.task.Events;
import io.vpreflight.simulator.task.Pace;
import io.vpreflight.simulator.task.TaskMethods;
import io.vpreflight.simulator.task.Tasks;

/**
 * What happens in the simulated vCenter when somebody changes something: all mutating methods, with
 * the tasks and events that follow. Made once the world is loaded; each method is safe for any
 * thread.
 */
public final class Behaviour {
  private final Tasks tasks;
  private final Pace pace;
  private final Between between;
  private final OtherHands hands;
  private final Truth truth;

  /**
   * Takes over the world as it is and adds its methods.
   *
   * @param faults what is to go wrong in tasks, asked once for each
   * @param pace how long tasks take
   */
  public Behaviour(World world, Methods methods, TaskFaults faults, Pace pace) {
    Events events = new Events(world);
    this.pace = pace;
    tasks = new Tasks(world, faults, pace, events);
    Machines machines = new Machines(world, tasks, events);
    Growth growth = new Growth(machines);
    Merging merging = new Merging(machines);
    Power power = new Power(machines, growth);
    new TaskMethods(tasks, events).register(methods);
    new Reconfigure(machines).register(methods);
    new Snapshots(machines, merging, growth).register(methods);
    new Revert(machines, merging, power).register(methods);
    new Consolidation(machines, merging).register(methods);
    new Lifecycle(machines, merging).register(methods);
    new Moves(machines).register(methods);
    power.register(methods);
    new Questions(machines, power, growth).register(methods);
    new ChangedAreas(machines).register(methods);
    new Browser(machines).register(methods);
    new Hosts(machines).register(methods);
    new CustomFields(machines).register(methods);
    machines.all().forEach(growth::follow);
    between = new Between(methods, tasks);
    hands = new OtherHands(world, methods, tasks);
    truth = new Truth(machines, growth);
  }

  /** How long tasks take from now on. */
  public Pace pace() {
    return pace;
  }

  /** What happens between the calls of a client. */
  public Between between() {
    return between;
  }

  /** Somebody else who works on the same vCenter. */
  public OtherHands otherHands() {
    return hands;
  }

  /** What no client can see. */
  public Truth truth() {
    return truth;
  }

  /** The tasks that wait or run. */
  public Tasks tasks() {
    return tasks;
  }
}
