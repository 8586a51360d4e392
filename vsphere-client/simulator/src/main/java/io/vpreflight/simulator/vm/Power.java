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
import io.vpreflight.simulator.task.Work;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Powers machines on and off, suspends and resets them. */
final class Power {
  private static final String VM = "VirtualMachine";
  private static final String INTERACT = "VirtualMachine.Interact.";

  private final Machines machines;
  private final Growth growth;

  Power(Machines machines, Growth growth) {
    this.machines = machines;
    this.growth = growth;
  }

  void register(Methods methods) {
    methods
        .add(Method.mutation("PowerOnVM_Task", VM, INTERACT + "PowerOn", this::powerOn))
        .add(Method.mutation("PowerOffVM_Task", VM, INTERACT + "PowerOff", this::powerOff))
        .add(Method.mutation("SuspendVM_Task", VM, INTERACT + "Suspend", this::suspend))
        .add(Method.mutation("ResetVM_Task", VM, INTERACT + "Reset", this::reset));
  }

  private List<Element> powerOn(Call call) {
    Machine machine = machines.of(call.target());
    Guard.check(machines, machine, call.method());
    Element host = call.argument("host");
    Ref wanted = host == null ? null : host.ref();
    return start(
        call,
        "powerOn",
        () -> {
          requireStartable(machine);
          return null;
        },
        () -> {
          requireStartable(machine);
          on(machine, wanted, call.caller().user());
          return null;
        });
  }

  private void requireStartable(Machine machine) {
    if (machine.isOn()) {
      throw machine.powerFault("poweredOn");
    }
    if (machine.isTemplate()) {
      throw Fault.notSupported();
    }
    Ref host = machine.host();
    ManagedObject object = host == null ? null : machines.world().find(host);
    if (object != null && object.isTrue("runtime", "inMaintenanceMode")) {
      throw Guard.invalidState();
    }
  }

  private List<Element> start(Call call, String name, Work first, Work last) {
    return Handler.returns(
        machines
            .tasks()
            .start(Job.of(call, "VirtualMachine." + name, call.target()).first(first).last(last)));
  }

  /** Starts or resumes a machine: what was armed becomes effective. */
  void on(Machine machine, @Nullable Ref host, String user) {
    boolean resumed = !machine.isOff();
    machines.events().post("VmStartingEvent", user, machine.ref(), text(machine, "is starting"));
    machine.changeRuntime(
        runtime -> {
          if (host != null) {
            runtime.put("host", host);
          }
          runtime.put("powerState", "poweredOn").put("bootTime", machine.now());
          runtime.removeAll("cleanPowerOff");
          runtime.removeAll("suspendTime");
        });
    machines.tracking().apply(machine);
    guest(machine, true);
    Disabled.followPower(machine);
    machines
        .events()
        .post(
            resumed ? "VmResumingEvent" : "VmPoweredOnEvent",
            user,
            machine.ref(),
            text(machine, resumed ? "is resumed" : "is powered on"));
    growth.follow(machine);
  }

  private List<Element> powerOff(Call call) {
    Machine machine = machines.of(call.target());
    Guard.check(machines, machine, call.method());
    return start(
        call,
        "powerOff",
        () -> {
          requireNotOff(machine);
          return null;
        },
        () -> {
          requireNotOff(machine);
          off(machine, call.caller().user());
          return null;
        });
  }

  private static void requireNotOff(Machine machine) {
    if (machine.isOff()) {
      throw machine.powerFault("poweredOff");
    }
  }

  /** Stops a machine at once. */
  void off(Machine machine, String user) {
    machines.events().post("VmStoppingEvent", user, machine.ref(), text(machine, "is stopping"));
    machine.changeRuntime(
        runtime -> {
          runtime.put("powerState", "poweredOff");
          runtime.put("cleanPowerOff", true);
          runtime.removeAll("bootTime");
          runtime.removeAll("suspendTime");
        });
    guest(machine, false);
    Disabled.followPower(machine);
    machines
        .events()
        .post("VmPoweredOffEvent", user, machine.ref(), text(machine, "is powered off"));
  }

  private List<Element> suspend(Call call) {
    Machine machine = machines.of(call.target());
    Guard.check(machines, machine, call.method());
    return start(
        call,
        "suspend",
        () -> {
          requireOn(machine);
          return null;
        },
        () -> {
          requireOn(machine);
          machine.changeRuntime(
              runtime -> runtime.put("powerState", "suspended").put("suspendTime", machine.now()));
          guest(machine, false);
          Disabled.followPower(machine);
          machines.events().post("VmSuspendedEvent", machine.ref(), text(machine, "is suspended"));
          return null;
        });
  }

  private List<Element> reset(Call call) {
    Machine machine = machines.of(call.target());
    Guard.check(machines, machine, call.method());
    return start(
        call,
        "reset",
        () -> {
          requireOn(machine);
          return null;
        },
        () -> {
          requireOn(machine);
          machine.changeRuntime(runtime -> runtime.put("bootTime", machine.now()));
          machines.events().post("VmResettingEvent", machine.ref(), text(machine, "is reset"));
          return null;
        });
  }

  private static void requireOn(Machine machine) {
    if (!machine.isOn()) {
      throw machine.powerFault("poweredOn");
    }
  }

  private static void guest(Machine machine, boolean running) {
    Element old = machine.object().get("guest");
    if (old != null) {
      Element guest = old.copy();
      guest.put("toolsRunningStatus", running ? "guestToolsRunning" : "guestToolsNotRunning");
      guest.put("guestState", running ? "running" : "notRunning");
      machine.object().set("guest", guest);
    }
  }

  private static String text(Machine machine, String what) {
    return machine.name() + " " + what;
  }
}
