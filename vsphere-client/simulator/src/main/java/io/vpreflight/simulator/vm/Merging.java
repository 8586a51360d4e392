// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.vm;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.model.ManagedObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Merges the files of disks that no snapshot needs any more; stateless but for its machines. */
final class Merging {
  private final Machines machines;

  Merging(Machines machines) {
    this.machines = machines;
  }

  /** Which files of a machine somebody needs, and how its chains were: to be compared later. */
  Set<String> files(Machine machine) {
    Set<String> files = new LinkedHashSet<>();
    for (int key : keys(machine)) {
      machine.chains(key).forEach(files::addAll);
    }
    return files;
  }

  /** The bytes that a merging would move. */
  long bytes(Machine machine, Predicate<String> taking) {
    long bytes = 0;
    for (int key : keys(machine)) {
      for (String file : plan(machine, key, taking).merges().keySet()) {
        bytes += machines.diskFiles().bytes(file);
      }
    }
    return bytes;
  }

  /** Tells whether there is something that could be merged. */
  boolean isNeeded(Machine machine, Predicate<String> taking) {
    return keys(machine).stream().anyMatch(key -> !plan(machine, key, taking).merges().isEmpty());
  }

  /** The files that could take the data of those above them, if nobody minded. */
  Set<String> takers(Machine machine) {
    Set<String> takers = new LinkedHashSet<>();
    for (int key : keys(machine)) {
      takers.addAll(plan(machine, key, file -> true).merges().values());
    }
    return takers;
  }

  private static ChainMerge plan(Machine machine, int key, Predicate<String> taking) {
    return ChainMerge.of(
        machine.chains(key), file -> taking.test(file) && Machines.isOwn(machine, file));
  }

  private static Set<Integer> keys(Machine machine) {
    Set<Integer> keys = new LinkedHashSet<>();
    for (Disk disk : machine.disks()) {
      if (disk.takesSnapshots()) {
        keys.add(disk.key());
      }
    }
    return keys;
  }

  /**
   * Merges what can be merged.
   *
   * @param taking which files may take the data of the one above
   * @throws Fault {@code FileLocked}, {@code NoDiskSpace}; then nothing has been merged
   */
  void merge(Machine machine, Predicate<String> taking) {
    List<Map.Entry<Integer, ChainMerge>> plans = new ArrayList<>();
    for (int key : keys(machine)) {
      ChainMerge plan = plan(machine, key, taking);
      if (!plan.merges().isEmpty()) {
        requireMergeable(machine, key, plan.merges());
        plans.add(Map.entry(key, plan));
      }
    }
    for (Map.Entry<Integer, ChainMerge> plan : plans) {
      merge(machine, plan.getKey(), plan.getValue().merges());
    }
  }

  private void requireMergeable(Machine machine, int key, Map<String, String> merges) {
    long capacity = capacity(machine, key);
    Set<String> elsewhere = heldElsewhere(machine);
    merges.forEach(
        (child, taker) -> {
          for (String file : List.of(child, taker)) {
            if (elsewhere.contains(file)) {
              throw new Fault(
                  Element.typed("fault", "FileLocked").add("file", file),
                  "Unable to access file " + file + " since it is locked");
            }
          }
          DiskFiles files = machines.diskFiles();
          long room = Math.max(0, capacity - files.bytes(taker));
          machines.files().requireSpace(taker, Math.min(files.bytes(child), room));
        });
  }

  private static long capacity(Machine machine, int key) {
    return machine.disks().stream()
        .filter(disk -> disk.key() == key)
        .mapToLong(Disk::capacityBytes)
        .findFirst()
        .orElse(0);
  }

  private Set<String> heldElsewhere(Machine machine) {
    Set<String> files = new HashSet<>();
    for (Machine other : machines.all()) {
      if (!other.ref().equals(machine.ref())) {
        other.disks().forEach(disk -> files.addAll(disk.chain()));
      }
    }
    return files;
  }

  private void merge(Machine machine, int key, Map<String, String> merges) {
    long capacity = capacity(machine, key);
    DiskFiles files = machines.diskFiles();
    merges.forEach(
        (child, taker) -> {
          long together = files.bytes(taker) + files.bytes(child);
          files.bytes(taker, Math.min(capacity, together));
          files.remove(child);
          for (ManagedObject snapshot : machine.snapshots()) {
            Element config = snapshot.get("config");
            if (config != null) {
              Element changed = config.copy();
              drop(changed, key, child);
              snapshot.set("config", changed);
            }
          }
          machine.state().unneeded.remove(taker);
          if (machine.state().unneeded.remove(child)) {
            machine.state().unneeded.add(taker);
          }
        });
    machine.changeConfig(config -> merges.keySet().forEach(child -> drop(config, key, child)));
  }

  private static void drop(Element config, int key, String gone) {
    for (Disk disk : Disk.in(config)) {
      if (disk.key() == key) {
        disk.backing(Backings.without(disk.backing(), gone));
      }
    }
  }

  /** Deletes the files that were needed before and are not any more. */
  void clean(Machine machine, Set<String> before) {
    Set<String> needed = files(machine);
    for (String file : before) {
      if (!needed.contains(file) && Machines.isOwn(machine, file)) {
        machines.diskFiles().remove(file);
        machine.state().unneeded.remove(file);
      }
    }
  }
}
