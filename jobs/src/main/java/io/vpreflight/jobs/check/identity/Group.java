// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.identity;

import io.vpreflight.jobs.check.VmRole;
import io.vpreflight.jobs.check.identity.Holder.Standing;
import io.vpreflight.vsphere.inventory.ManagedBy;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Machines that share one value: how bad that is for each of them, and which is likely the copy.
 */
final class Group {
  private static final List<String> COPY_WORDS =
      List.of("replica", "restore", "backup", "copy", "clone");

  private final Map<String, Integer> liveByVCenter = new HashMap<>();
  private final EnumSet<Standing> standings = EnumSet.noneOf(Standing.class);
  private final @Nullable Suggestion copy;
  private int live;

  Group(Collection<Holder> holders) {
    for (Holder holder : holders) {
      Standing standing = holder.standing();
      if (standing == Standing.LIVE) {
        live++;
        liveByVCenter.merge(holder.vcenter(), 1, Integer::sum);
      } else {
        standings.add(standing);
      }
    }
    copy = suggest(List.copyOf(holders));
  }

  /**
   * Which machine is likely the copy, as evidence only: nobody but the admin knows.
   *
   * @param copy the machine
   * @param by the properties that set it apart, the one that decided last
   */
  record Suggestion(Holder copy, List<String> by) {}

  /** The copy, or null when nothing sets one machine apart. */
  @Nullable Suggestion copy() {
    return copy;
  }

  /** What it is for one of them. */
  String kind(Holder holder) {
    Standing standing = holder.standing();
    if (standing != Standing.LIVE) {
      return standing.kind();
    }
    if (liveByVCenter.getOrDefault(holder.vcenter(), 0) > 1) {
      return Standing.LIVE.kind();
    }
    return live > 1 ? "across-vcenters" : standings.iterator().next().kind();
  }

  private static @Nullable Suggestion suggest(List<Holder> all) {
    List<String> by = new java.util.ArrayList<>();
    List<Holder> left =
        narrow(
            all,
            VmProperty.POWER_STATE.path(),
            h -> h.vm().runtime().powerState() == VmPowerState.POWERED_OFF,
            by);
    if (left.size() > 1 && left.stream().allMatch(h -> created(h) != null)) {
      Instant newest = left.stream().map(Group::created).max(Instant::compareTo).orElseThrow();
      left = narrow(left, VmProperty.CREATE_DATE.path(), h -> newest.equals(created(h)), by);
    }
    left = narrow(left, VmProperty.NAME.path(), Group::isNamedAsCopy, by);
    left = narrow(left, VmProperty.MANAGED_BY.path(), Group::isManaged, by);
    return left.size() == 1 ? new Suggestion(left.get(0), List.copyOf(by)) : null;
  }

  /** Those of which it is true, if that divides them. */
  private static List<Holder> narrow(
      List<Holder> holders, String property, Predicate<Holder> which, List<String> by) {
    List<Holder> some = holders.stream().filter(which).toList();
    if (some.isEmpty() || some.size() == holders.size()) {
      return holders;
    }
    by.add(property);
    return some;
  }

  private static @Nullable Instant created(Holder holder) {
    return holder.vm().config().origin().createDate();
  }

  private static boolean isNamedAsCopy(Holder holder) {
    String name = holder.vm().name().toLowerCase(Locale.ROOT);
    return COPY_WORDS.stream().anyMatch(name::contains) || holder.role() == VmRole.REPLICA;
  }

  private static boolean isManaged(Holder holder) {
    ManagedBy by = holder.vm().config().origin().managedBy();
    return by != null && !by.extensionKey().isEmpty();
  }
}
