// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.metrics;

import io.vpreflight.jobs.store.MachineState;
import io.vpreflight.jobs.store.MachineStates.Seen;
import io.vpreflight.jobs.text.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The curves of single machines, and where a machine is: datacenter, cluster, host. What is not
 * known has no sample. Not for several threads at once.
 */
final class MachineMetrics {
  /** A schedule that saw a machine, and which. */
  private record Key(String schedule, String vcenter, String id) {}

  /** A machine and who saw it. */
  private record Row(Seen seen, MachineState machine) {}

  private final List<Row> rows = new ArrayList<>();
  private final Map<Key, MachineState> known = new HashMap<>();
  private final Exposition out;
  private final int dropped;

  /**
   * Of what was seen.
   *
   * @param most so many machines have curves
   */
  MachineMetrics(Collection<Seen> all, int most, Exposition out) {
    this.out = out;
    int machines = 0;
    for (Seen seen : all) {
      for (MachineState machine : seen.machines()) {
        known.put(new Key(seen.schedule(), seen.vcenter(), machine.id()), machine);
        machines++;
      }
    }
    // A turn each, so that a large vCenter does not keep all the others out.
    int longest = all.stream().mapToInt(seen -> seen.machines().size()).max().orElse(0);
    for (int i = 0; i < longest && rows.size() < most; i++) {
      for (Seen seen : all) {
        if (i < seen.machines().size() && rows.size() < most) {
          rows.add(new Row(seen, seen.machines().get(i)));
        }
      }
    }
    dropped = machines - rows.size();
  }

  /** Machines that have no curve, because there are too many. */
  int dropped() {
    return dropped;
  }

  /** Where a machine is: names and values of labels; empty values when it is not known. */
  String[] place(String schedule, String vcenter, String id) {
    MachineState state = known.get(new Key(schedule, vcenter, id));
    return new String[] {
      "dc_name", state == null ? "" : Names.shown(state.datacenter()),
      "cluster_name", state == null ? "" : Names.shown(state.cluster()),
      "host_name", state == null ? "" : Names.shown(state.host())
    };
  }

  /** Writes the curves. */
  void write() {
    family(
        "vpreflight_vm_cbt_enabled",
        "1 if changed block tracking is switched on for the virtual machine.",
        machine -> flag(machine.tracked()));
    family(
        "vpreflight_vm_cbt_disks_missing",
        "Disks of the virtual machine that could be tracked and are not.",
        machine -> number(machine.disksMissing()));
    family(
        "vpreflight_vm_consolidation_needed",
        "1 if vCenter says that the disks of the virtual machine need consolidation.",
        machine -> flag(machine.consolidationNeeded()));
    family(
        "vpreflight_vm_snapshot_chain_depth",
        "Deltas of the longest disk chain of the virtual machine.",
        machine -> number(machine.chainDepth()));
    family(
        "vpreflight_vm_snapshot_oldest_timestamp_seconds",
        "When the oldest snapshot of the virtual machine was made.",
        machine ->
            machine.oldestSnapshot() == null ? null : Exposition.seconds(machine.oldestSnapshot()));
    out.gauge(
        "vpreflight_vm_eligible",
        "1 if the virtual machine is eligible for what the profile is about, 0 if it is not.");
    for (Row row : rows) {
      Double eligible = flag(row.machine().eligible());
      if (eligible != null) {
        out.sample(eligible, labels(row, "profile", row.seen().profile()));
      }
    }
  }

  private void family(String name, String help, Function<MachineState, @Nullable Double> value) {
    out.gauge(name, help);
    for (Row row : rows) {
      Double known = value.apply(row.machine());
      if (known != null) {
        out.sample(known, labels(row));
      }
    }
  }

  private String[] labels(Row row, String... more) {
    Seen seen = row.seen();
    String[] self = {
      "schedule", seen.schedule(),
      "vcenter", seen.vcenterName(),
      "vm_name", Names.shown(row.machine().name()),
      "vm_id", row.machine().id()
    };
    return joined(joined(self, place(seen.schedule(), seen.vcenter(), row.machine().id())), more);
  }

  /** Both, one behind the other. */
  static String[] joined(String[] first, String[] second) {
    String[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private static @Nullable Double flag(@Nullable Boolean value) {
    return value == null ? null : value ? 1.0 : 0.0;
  }

  private static @Nullable Double number(@Nullable Integer value) {
    return value == null ? null : (double) value;
  }
}
