// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.fault.TaskFaults;
import io.vpreflight.simulator.model.Methods;
import io.vpreflight.simulator.model.Ref;
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
  private final Machines machines;
  private final Growth growth;

  /** Told of what the log of mutations holds besides the calls of clients. */
  @FunctionalInterface
  public interface Notes {
    /**
     * Something was done.
     *
     * @param kind {@code task} when a task has ended, {@code other} for what {@link OtherHands} did
     * @param outcome {@code ok} or the type of the fault, and the task if there is one
     */
    void note(String kind, String method, Ref target, String user, String outcome);
  }

  /**
   * Takes over the world as it is and adds its methods.
   *
   * @param faults what is to go wrong in tasks, asked once for each
   * @param pace how long tasks take
   * @param notes told of every end of a task, and of what other hands do
   */
  public Behaviour(World world, Methods methods, TaskFaults faults, Pace pace, Notes notes) {
    Events events = new Events(world);
    this.pace = pace;
    tasks = new Tasks(world, faults, pace, events);
    tasks.watch(
        end -> notes.note("task", end.method(), end.target(), end.caller().user(), end.outcome()));
    machines = new Machines(world, tasks, events);
    growth = new Growth(machines);
    Merging merging = new Merging(machines);
    Power power = new Power(machines, growth);
    new TaskMethods(tasks, events).register(methods);
    new Reconfigure(machines).register(methods);
    new Snapshots(machines, merging, growth).register(methods);
    new Revert(machines, merging, power).register(methods);
    new Consolidation(machines, merging).register(methods);
    new Lifecycle(machines, merging).register(methods);
    new Moves(machines).register(methods);
    new Cloning(machines).register(methods);
    power.register(methods);
    new Questions(machines, power, growth).register(methods);
    new ChangedAreas(machines).register(methods);
    new Browser(machines).register(methods);
    new Hosts(machines).register(methods);
    new CustomFields(machines).register(methods);
    machines.all().forEach(growth::follow);
    between = new Between(methods, tasks);
    hands = new OtherHands(world, methods, tasks, notes);
    truth = new Truth(machines, growth);
  }

  /**
   * What a restart of the vCenter does to its tasks: their objects are gone, and what hosts had
   * begun they finish. With the lock of the world held.
   */
  public void restart() {
    tasks.restart();
    for (Machine machine : machines.all()) {
      machine.state().growing = false;
      growth.follow(machine);
    }
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
