// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.ManagedObject;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.model.World;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A virtual machine: its properties, changed as a whole so that who compares sees it, and what only
 * its host knows. Guarded by the lock of the world.
 */
final class Machine {
  private final World world;
  private final ManagedObject object;
  private final MachineState state;

  Machine(World world, ManagedObject object, MachineState state) {
    this.world = world;
    this.object = object;
    this.state = state;
  }

  ManagedObject object() {
    return object;
  }

  MachineState state() {
    return state;
  }

  Ref ref() {
    return object.ref();
  }

  String name() {
    String name = object.textAt("name");
    return name == null ? ref().id() : name;
  }

  /** {@code config}, to be read only; null when the machine has none. */
  @Nullable Element config() {
    return object.get("config");
  }

  /** The disks as they are now, to be read only. */
  List<Disk> disks() {
    return Disk.in(config());
  }

  String powerState() {
    String power = object.textAt("runtime", "powerState");
    return power == null ? "poweredOff" : power;
  }

  boolean isOn() {
    return powerState().equals("poweredOn");
  }

  boolean isOff() {
    return powerState().equals("poweredOff");
  }

  boolean isTemplate() {
    return object.isTrue("config", "template");
  }

  @Nullable Ref host() {
    Element runtime = object.get("runtime");
    return runtime == null ? null : runtime.refAt("host");
  }

  /** {@code config.version} as a number, such as 19 of {@code vmx-19}; 0 when it has none. */
  int hardwareVersion() {
    String version = object.textAt("config", "version");
    return version != null && version.matches("vmx-\\d+")
        ? Integer.parseInt(version.substring(4))
        : 0;
  }

  boolean hasSnapshots() {
    return object.get("snapshot") != null;
  }

  /** Refuses a machine that is not in that power state. */
  void requirePower(String wanted) {
    if (!powerState().equals(wanted)) {
      throw powerFault(wanted);
    }
  }

  /** The fault of what cannot be done in this power state. */
  Fault powerFault(String wanted) {
    return new Fault(
        Element.typed("fault", "InvalidPowerState")
            .add("requestedState", wanted)
            .add("existingState", powerState()),
        "The attempted operation cannot be performed in the current state ("
            + (isOn() ? "Powered on" : isOff() ? "Powered off" : "Suspended")
            + ").");
  }

  /** Changes {@code config}; its {@code changeVersion} moves on. */
  void changeConfig(Consumer<Element> change) {
    Element old = config();
    Element config = old == null ? Element.typed("val", "VirtualMachineConfigInfo") : old.copy();
    change.accept(config);
    config.put("changeVersion", nextVersion(config.textAt("changeVersion")));
    object.set("config", config);
    Summary.refresh(object);
    world.touch();
  }

  /** Versions are times; two within one microsecond differ all the same. */
  private Instant nextVersion(@Nullable String last) {
    Instant now = now();
    Instant before = last == null ? Instant.MIN : Instant.parse(last);
    return now.isAfter(before) ? now : before.plus(1, ChronoUnit.MICROS);
  }

  /** Changes {@code runtime}. */
  void changeRuntime(Consumer<Element> change) {
    Element old = object.get("runtime");
    Element runtime = old == null ? Element.typed("val", "VirtualMachineRuntimeInfo") : old.copy();
    change.accept(runtime);
    object.set("runtime", runtime);
    Summary.refresh(object);
    world.touch();
  }

  boolean isConsolidationNeeded() {
    return object.isTrue("runtime", "consolidationNeeded");
  }

  void consolidationNeeded(boolean needed) {
    if (needed != isConsolidationNeeded()) {
      changeRuntime(runtime -> runtime.put("consolidationNeeded", needed));
    }
  }

  /** A key of {@code extraConfig}; null when it has none. */
  @Nullable String extra(String key) {
    Element config = config();
    for (Element option : config == null ? List.<Element>of() : config.children("extraConfig")) {
      if (key.equalsIgnoreCase(option.textAt("key"))) {
        return option.textAt("value");
      }
    }
    return null;
  }

  /** Sets a key of {@code extraConfig}; an empty value removes it, as vCenter does. */
  static void putExtra(Element config, String key, String value) {
    Element found = null;
    for (Element option : config.children("extraConfig")) {
      if (key.equalsIgnoreCase(option.textAt("key"))) {
        found = option;
      }
    }
    if (found != null && value.isEmpty()) {
      config.remove(found);
    } else if (found != null) {
      found.put(Element.any("value", value));
    } else if (!value.isEmpty()) {
      config.add(
          Element.typed("extraConfig", "OptionValue").add("key", key).addAny("value", value));
    }
  }

  /** The chains of a disk: the one that is written to first, then those of the snapshots. */
  List<List<String>> chains(int diskKey) {
    List<List<String>> chains = new ArrayList<>();
    disks().stream().filter(disk -> disk.key() == diskKey).forEach(d -> chains.add(d.chain()));
    for (ManagedObject snapshot : snapshots()) {
      for (Disk disk : Disk.in(snapshot.get("config"))) {
        if (disk.key() == diskKey && disk.takesSnapshots()) {
          chains.add(disk.chain());
        }
      }
    }
    return chains;
  }

  /** The snapshots, parents first. */
  List<ManagedObject> snapshots() {
    List<ManagedObject> found = new ArrayList<>();
    for (Ref ref : new SnapshotTree(object.get("snapshot")).all()) {
      ManagedObject snapshot = world.find(ref);
      if (snapshot != null) {
        found.add(snapshot);
      }
    }
    return found;
  }

  Instant now() {
    return world.clock().now().truncatedTo(ChronoUnit.MICROS);
  }
}
