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
import java.util.function.Consumer;

/** Standby, connection and maintenance of hosts, with what that means for their machines. */
final class Hosts {
  private static final String HOST = "HostSystem";
  private static final String MAINTENANCE = "Host.Config.Maintenance";
  private static final String CONNECTION = "Host.Config.Connection";

  private final Machines machines;

  Hosts(Machines machines) {
    this.machines = machines;
  }

  void register(Methods methods) {
    methods
        .add(Method.mutation("PowerUpHostFromStandBy_Task", HOST, MAINTENANCE, this::powerUp))
        .add(Method.mutation("PowerDownHostToStandBy_Task", HOST, MAINTENANCE, this::powerDown))
        .add(Method.mutation("ReconnectHost_Task", HOST, CONNECTION, this::reconnect))
        .add(Method.mutation("DisconnectHost_Task", HOST, CONNECTION, this::disconnect))
        .add(Method.mutation("EnterMaintenanceMode_Task", HOST, MAINTENANCE, this::enter))
        .add(Method.mutation("ExitMaintenanceMode_Task", HOST, MAINTENANCE, this::exit));
  }

  private List<Element> powerUp(Call call) {
    return start(
        call,
        "powerUpFromStandBy",
        host -> {
          if (!"standBy".equals(host.textAt("runtime", "powerState"))) {
            throw Guard.invalidState();
          }
        },
        host -> {
          change(
              host,
              runtime ->
                  runtime
                      .put("connectionState", "connected")
                      .put("powerState", "poweredOn")
                      .put("standbyMode", "none"));
          post(host, "ExitedStandbyModeEvent", "is no longer in standby mode");
        });
  }

  private List<Element> powerDown(Call call) {
    return start(
        call,
        "powerDownToStandBy",
        host -> {
          requireConnected(host);
          requireNoneRunning(host);
        },
        host -> {
          requireNoneRunning(host);
          change(
              host,
              runtime ->
                  runtime
                      .put("connectionState", "notResponding")
                      .put("powerState", "standBy")
                      .put("standbyMode", "in"));
          post(host, "EnteredStandbyModeEvent", "is in standby mode");
        });
  }

  private List<Element> reconnect(Call call) {
    return start(
        call,
        "reconnect",
        host -> {
          if ("connected".equals(connection(host))) {
            throw Guard.invalidState();
          }
          if ("standBy".equals(host.textAt("runtime", "powerState"))) {
            throw new Fault(
                Element.typed("fault", "NoHost").add("name", host.textAt("name")),
                "Unable to communicate with the remote host.");
          }
        },
        host -> {
          change(
              host,
              runtime ->
                  runtime.put("connectionState", "connected").put("powerState", "poweredOn"));
          machinesOf(host, "connected");
          post(host, "HostConnectedEvent", "is connected");
        });
  }

  private List<Element> disconnect(Call call) {
    return start(
        call,
        "disconnect",
        host -> {
          if ("disconnected".equals(connection(host))) {
            throw Guard.invalidState();
          }
        },
        host -> {
          change(host, runtime -> runtime.put("connectionState", "disconnected"));
          machinesOf(host, "disconnected");
          machines
              .events()
              .post(
                  "HostDisconnectedEvent",
                  host.ref(),
                  "Disconnected from " + host.textAt("name") + ". Reason: user requested",
                  Element.of("reason", "userRequest"));
        });
  }

  private List<Element> enter(Call call) {
    return start(
        call,
        "enterMaintenanceMode",
        Hosts::requireConnected,
        host -> {
          evacuate(host);
          change(host, runtime -> runtime.put("inMaintenanceMode", true));
          post(host, "EnteredMaintenanceModeEvent", "has entered maintenance mode");
        });
  }

  private List<Element> exit(Call call) {
    return start(
        call,
        "exitMaintenanceMode",
        host -> {
          if (!host.isTrue("runtime", "inMaintenanceMode")) {
            throw Guard.invalidState();
          }
        },
        host -> {
          change(host, runtime -> runtime.put("inMaintenanceMode", false));
          post(host, "ExitMaintenanceModeEvent", "has exited maintenance mode");
        });
  }

  private List<Element> start(
      Call call, String name, Consumer<ManagedObject> check, Consumer<ManagedObject> deed) {
    return Handler.returns(
        machines
            .tasks()
            .start(
                Job.of(call, "HostSystem." + name, call.target())
                    .first(
                        () -> {
                          check.accept(machines.world().get(call.target()));
                          return null;
                        })
                    .last(
                        () -> {
                          deed.accept(machines.world().get(call.target()));
                          return null;
                        })));
  }

  private static String connection(ManagedObject host) {
    return String.valueOf(host.textAt("runtime", "connectionState"));
  }

  private static void requireConnected(ManagedObject host) {
    if (!"connected".equals(connection(host))) {
      throw Fault.of("HostNotConnected", "Unable to communicate with the remote host.");
    }
  }

  private void requireNoneRunning(ManagedObject host) {
    if (host.refs("vm").stream().anyMatch(vm -> machines.of(vm).isOn())) {
      throw Guard.invalidState();
    }
  }

  private void change(ManagedObject host, Consumer<Element> change) {
    Element old = host.get("runtime");
    Element runtime = old == null ? Element.typed("val", "HostRuntimeInfo") : old.copy();
    change.accept(runtime);
    host.set("runtime", runtime);
    Element summary = host.get("summary");
    if (summary != null && summary.child("runtime") != null) {
      host.set("summary", summary.copy().put(runtime.copy("runtime").type(null)));
    }
    machines.world().touch();
  }

  private void machinesOf(ManagedObject host, String connectionState) {
    for (Ref vm : host.refs("vm")) {
      machines.of(vm).changeRuntime(runtime -> runtime.put("connectionState", connectionState));
    }
  }

  private void evacuate(ManagedObject host) {
    Ref other = null;
    for (ManagedObject candidate : machines.world().ofType(HOST)) {
      boolean fits =
          !candidate.ref().equals(host.ref())
              && "connected".equals(connection(candidate))
              && !candidate.isTrue("runtime", "inMaintenanceMode")
              && candidate.get("parent") != null
              && candidate.get("parent").equals(host.get("parent"));
      other = fits && other == null ? candidate.ref() : other;
    }
    for (Ref vm : host.refs("vm")) {
      Machine machine = machines.of(vm);
      if (machine.isOn()) {
        if (other == null) {
          throw Fault.of("Timedout", "Operation timed out.");
        }
        Ref target = other;
        machine.changeRuntime(runtime -> runtime.put("host", target));
        Links.remove(machines.world(), host.ref(), "vm", vm);
        Links.add(machines.world(), target, "vm", vm);
        machines.stun(machine, "migrate");
        machines
            .events()
            .post(
                "DrsVmMigratedEvent",
                vm,
                "Migrated " + machine.name() + " to leave " + host.textAt("name") + ".",
                machines.events().argument("sourceHost", "host", host.ref()));
      }
    }
  }

  private void post(ManagedObject host, String type, String what) {
    machines.events().post(type, host.ref(), "The host " + host.textAt("name") + " " + what + ".");
  }
}
