// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.writeback;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.vsphere.WriteBack.Machines;
import io.vpreflight.vsphere.inventory.MoRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is there against what is wanted: what has to be sent, and nothing else. Pure. */
final class Differences {
  private Differences() {}

  /**
   * Tags to be put on and taken off.
   *
   * @param detach comes first: a machine has one of our tags at most
   */
  record Tags(Map<Severity, List<MoRef>> detach, Map<Severity, List<MoRef>> attach) {
    boolean isEmpty() {
      return detach.isEmpty() && attach.isEmpty();
    }
  }

  /**
   * Values to be set.
   *
   * @param values by machine; empty to clear it
   * @param foreign how many were left alone because they are not ours
   */
  record Values(Map<MoRef, String> values, int foreign) {}

  /**
   * What to do about the tags.
   *
   * @param seen machines that the account sees; of others nothing is known
   * @param have machines that have each tag of ours
   */
  static Tags tags(WriteBackState state, Set<MoRef> seen, Map<Severity, Set<MoRef>> have) {
    Map<Severity, List<MoRef>> detach = new EnumMap<>(Severity.class);
    Map<Severity, List<MoRef>> attach = new EnumMap<>(Severity.class);
    for (MoRef vm : new TreeSet<>(seen)) {
      EnumSet<Severity> now = EnumSet.noneOf(Severity.class);
      have.forEach(
          (severity, vms) -> {
            if (vms.contains(vm)) {
              now.add(severity);
            }
          });
      Wish wish = state.wishes().get(vm);
      Severity wanted = wish == null ? null : wish.worst();
      if (!state.mayFall().contains(vm) && isLess(wanted, now)) {
        continue;
      }
      for (Severity severity : now) {
        if (severity != wanted) {
          detach.computeIfAbsent(severity, s -> new ArrayList<>()).add(vm);
        }
      }
      if (wanted != null && !now.contains(wanted)) {
        attach.computeIfAbsent(wanted, s -> new ArrayList<>()).add(vm);
      }
    }
    return new Tags(detach, attach);
  }

  private static boolean isLess(@Nullable Severity wanted, Set<Severity> now) {
    return !now.isEmpty() && (wanted == null || Collections.max(now).compareTo(wanted) > 0);
  }

  /** What to do about the attribute. */
  static Values values(WriteBackState state, Machines machines) {
    Map<MoRef, String> values = new TreeMap<>();
    int foreign = 0;
    for (MoRef vm : machines.seen()) {
      String now = machines.values().getOrDefault(vm, "");
      Mark mark = Mark.read(now);
      Wish wish = state.wishes().get(vm);
      Mark wanted = wish == null ? null : Mark.of(wish);
      if (mark == null && !now.isEmpty()) {
        foreign++;
      } else if (!Objects.equals(mark, wanted)
          && (state.mayFall().contains(vm) || !isLess(wanted, mark))) {
        values.put(vm, wanted == null ? "" : wanted.written(state.at()));
      }
    }
    return new Values(values, foreign);
  }

  private static boolean isLess(@Nullable Mark wanted, @Nullable Mark now) {
    return now != null
        && (wanted == null
            || now.worst().compareTo(wanted.worst()) > 0
            || now.findings() > wanted.findings());
  }
}
