// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Caller;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.Handler;
import io.vpreflight.simulator.model.Method;
import io.vpreflight.simulator.model.Methods;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.task.Job;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code ReconfigVM_Task}: what of a {@code VirtualMachineConfigSpec} is known here. */
final class Reconfigure {
  private static final String CONFIG = "VirtualMachine.Config.";
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

  /** Fields that stand under the same name in {@code config}. */
  private static final Set<String> SAME =
      Set.of("name", "annotation", "uuid", "instanceUuid", "guestId", "firmware");

  private static final Set<String> OF_TEMPLATES = Set.of("name", "annotation", "changeVersion");

  private static final Map<String, String> PRIVILEGES =
      Map.of(
          "changeTrackingEnabled", "ChangeTracking",
          "extraConfig", "AdvancedConfig",
          "instanceUuid", "Settings",
          "uuid", "Settings",
          "name", "Rename",
          "annotation", "Annotation",
          "numCPUs", "CPUCount",
          "memoryMB", "Memory",
          "deviceChange", "EditDevice");

  private final Machines machines;

  Reconfigure(Machines machines) {
    this.machines = machines;
  }

  void register(Methods methods) {
    methods.add(Method.mutation("ReconfigVM_Task", "VirtualMachine", null, this::reconfigure));
  }

  private List<Element> reconfigure(Call call) {
    Machine machine = machines.of(call.target());
    Element spec = call.required("spec");
    requirePrivileges(call.caller(), spec, call.target());
    Guard.check(machines, machine, call.method());
    for (String field : List.of("uuid", "instanceUuid")) {
      String value = spec.textAt(field);
      if (value != null && !value.isEmpty() && !UUID.matcher(value).matches()) {
        throw Fault.invalidArgument("spec." + field);
      }
    }
    return Handler.returns(
        machines
            .tasks()
            .start(
                Job.of(call, "VirtualMachine.reconfigure", call.target())
                    .first(
                        () -> {
                          requireVersion(machine, spec);
                          return null;
                        })
                    .last(
                        () -> {
                          requireVersion(machine, spec);
                          apply(machine, spec);
                          return null;
                        })));
  }

  private static void requirePrivileges(Caller caller, Element spec, Ref vm) {
    boolean known = false;
    for (Map.Entry<String, String> field : PRIVILEGES.entrySet()) {
      if (spec.child(field.getKey()) != null) {
        known = true;
        caller.require(CONFIG + field.getValue(), vm);
      }
    }
    if (!known) {
      caller.require(CONFIG + "Settings", vm);
    }
  }

  private static void requireVersion(Machine machine, Element spec) {
    String wanted = spec.textAt("changeVersion");
    String actual = machine.object().textAt("config", "changeVersion");
    if (wanted != null && !wanted.isEmpty() && !wanted.equals(actual)) {
      throw Fault.of(
          "ConcurrentAccess",
          "The object or item referred to could not be found, because it has been modified.");
    }
    if (machine.isTemplate()
        && spec.children().stream().anyMatch(field -> !OF_TEMPLATES.contains(field.name()))) {
      throw Fault.notSupported();
    }
  }

  private void apply(Machine machine, Element spec) {
    String oldInstance = machine.object().textAt("config", "instanceUuid");
    machine.changeConfig(config -> apply(machine, config, spec));
    String name = spec.textAt("name");
    if (name != null) {
      machine.object().set("name", (Object) name);
    }
    if (machine.isOff()) {
      machines.tracking().apply(machine);
    }
    Layout.refresh(machine, machines);
    machines
        .events()
        .post(
            "VmReconfiguredEvent",
            machine.ref(),
            "Reconfigured " + machine.name() + ".",
            spec.copy("configSpec").type(null));
    String newInstance = machine.object().textAt("config", "instanceUuid");
    if (newInstance != null && oldInstance != null && !newInstance.equals(oldInstance)) {
      machines
          .events()
          .post(
              "VmInstanceUuidChangedEvent",
              machine.ref(),
              "The instance UUID of " + machine.name() + " has been changed.",
              Element.of("oldInstanceUuid", oldInstance),
              Element.of("newInstanceUuid", newInstance));
    }
  }

  private void apply(Machine machine, Element config, Element spec) {
    for (Element field : spec.children()) {
      switch (field.name()) {
        case "changeTrackingEnabled" -> Tracking.ask(config, field.isTrue());
        case "extraConfig" -> extra(machine, config, field);
        case "numCPUs" -> hardware(config, "numCPU", field.text());
        case "memoryMB" -> hardware(config, "memoryMB", field.text());
        case "deviceChange" -> DeviceChanges.apply(config, field);
        default -> {
          boolean given = !field.text().isEmpty() || field.name().equals("annotation");
          if (given && SAME.contains(field.name())) {
            config.put(field.name(), field.text());
          }
        }
      }
    }
  }

  private static void hardware(Element config, String name, String value) {
    Element hardware = config.child("hardware");
    if (hardware != null) {
      hardware.put(name, value);
    }
  }

  /** A disk's own key excludes it, or lets it in again; for the machine's own it must be off. */
  private static void extra(Machine machine, Element config, Element option) {
    String key = option.textAt("key");
    String value = option.textAt("value");
    if (key == null) {
      throw Fault.invalidArgument("spec.extraConfig.key");
    }
    String text = value == null ? "" : value;
    Machine.putExtra(config, key, text);
    String lower = key.toLowerCase(Locale.ROOT);
    if (lower.equals("ctkenabled") && machine.isOff()) {
      config.put("changeTrackingEnabled", isTrue(text));
    } else if (lower.endsWith(".ctkenabled")) {
      for (Disk disk : machine.disks()) {
        if (lower.equals(disk.slot(config).toLowerCase(Locale.ROOT) + ".ctkenabled")) {
          exclude(machine, disk, text);
        }
      }
    }
  }

  private static void exclude(Machine machine, Disk disk, String value) {
    if (isTrue(value)) {
      machine.state().untracked.remove(disk.key());
    } else {
      machine.state().untracked.add(disk.key());
    }
  }

  private static boolean isTrue(@Nullable String text) {
    return "true".equalsIgnoreCase(text);
  }
}
