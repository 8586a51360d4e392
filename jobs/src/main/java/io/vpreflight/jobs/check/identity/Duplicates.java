// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.identity;

import io.vpreflight.jobs.check.Estate;
import io.vpreflight.jobs.check.EstateCheck.Located;
import io.vpreflight.jobs.check.EstateCheck.Verdict;
import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.FaultToleranceInfo;
import io.vpreflight.vsphere.inventory.VimConstant;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds virtual machines of an estate that share what should be theirs alone. */
final class Duplicates {
  private static final int NAMED = 5;

  private final VmProperty property;
  private final Function<VirtualMachine, @Nullable String> value;
  private final @Nullable String faultToleranceKind;

  /**
   * Looks for duplicates of one property.
   *
   * @param property what should be unique
   * @param value reads it
   * @param faultToleranceKind what to call it among the members of one fault tolerance group, which
   *     are one machine; null to say nothing
   */
  Duplicates(
      VmProperty property,
      Function<VirtualMachine, @Nullable String> value,
      @Nullable String faultToleranceKind) {
    this.property = property;
    this.value = value;
    this.faultToleranceKind = faultToleranceKind;
  }

  Verdict in(Estate estate) {
    List<Located> outcomes = new ArrayList<>();
    SharedValues<String, Holder> values = new SharedValues<>();
    int evaluated = 0;
    for (Scene scene : Scopes.apart(estate)) {
      Text uncollected = Gaps.uncollected(List.of(property), scene);
      for (VirtualMachine vm : scene.inventory().virtualMachines()) {
        String uuid = value.apply(vm);
        Text refused =
            uncollected != null ? uncollected : Gaps.unreadable(property, vm.unreadable());
        if (refused == null && uuid != null && !uuid.isEmpty()) {
          evaluated++;
          values.add(uuid.toLowerCase(Locale.ROOT), new Holder(scene, vm));
        } else {
          Text reason = refused != null ? refused : Text.of("reason.unset", property.path());
          outcomes.add(
              new Located(scene.locations().refOf(vm.ref()), new Outcome.Undetermined("", reason)));
        }
      }
    }
    for (Scene scene : Scopes.remembered(estate)) {
      for (VirtualMachine vm : scene.inventory().virtualMachines()) {
        String uuid = value.apply(vm);
        if (uuid != null && !uuid.isEmpty()) {
          values.add(uuid.toLowerCase(Locale.ROOT), new Holder(scene, vm, true));
        }
      }
    }
    values.shared().forEach((uuid, holders) -> judge(uuid, holders, outcomes));
    return new Verdict(evaluated, outcomes);
  }

  private void judge(String uuid, List<Holder> holders, List<Located> outcomes) {
    Collection<Holder> machines = machines(holders);
    if (machines.size() > 1) {
      Group group = new Group(machines);
      machines.stream()
          .filter(holder -> !holder.isRemembered())
          .map(holder -> hit(group.kind(holder), uuid, holder, machines, group.copy()))
          .forEach(outcomes::add);
    } else if (faultToleranceKind != null) {
      holders.stream()
          .filter(holder -> !holder.isRemembered())
          .map(holder -> hit(faultToleranceKind, uuid, holder, holders, null))
          .forEach(outcomes::add);
    }
  }

  /** The members of one fault tolerance group count as one machine: its primary, if it is there. */
  private static Collection<Holder> machines(List<Holder> holders) {
    Map<Object, Holder> machines = new LinkedHashMap<>();
    for (Holder holder : holders) {
      FaultToleranceInfo group = holder.vm().config().origin().ftInfo();
      Object machine =
          group == null || group.instanceUuids().isEmpty() ? holder.ref() : group.instanceUuids();
      machines.merge(machine, holder, Duplicates::primary);
    }
    return machines.values();
  }

  private static Holder primary(Holder one, Holder other) {
    FaultToleranceInfo group = other.vm().config().origin().ftInfo();
    return group != null && group.role() == 1 ? other : one;
  }

  private Located hit(
      String kind,
      String uuid,
      Holder holder,
      Collection<Holder> all,
      Group.@Nullable Suggestion copy) {
    List<Holder> others = all.stream().filter(o -> !o.isSameAs(holder)).limit(NAMED + 1L).toList();
    String names =
        others.stream().limit(NAMED).map(holder::nameOf).collect(Collectors.joining(", "));
    Outcome.HitBuilder hit =
        Outcome.hit(kind)
            .with(uuid, others.size() > NAMED ? names + ", …" : names, all.size() - 1)
            .evidence(property, uuid)
            .evidence("role", holder.role().label())
            .evidence(VmProperty.CONNECTION_STATE, vim(holder.vm().runtime().connectionState()))
            .evidence(VmProperty.POWER_STATE, vim(holder.vm().runtime().powerState()))
            .evidence(VmProperty.CREATE_DATE, holder.vm().config().origin().createDate())
            .evidence("sharedWith", others.stream().limit(NAMED).map(Holder::describe).toList())
            .evidence("sharedWith.count", all.size() - 1);
    Instant asOf = Holder.asOf(all);
    if (asOf != null) {
      hit.evidence("sharedWith.asOf", asOf);
    }
    if (copy != null) {
      hit.evidence("likelyCopy", copy.copy().describe()).evidence("likelyCopy.by", copy.by());
    }
    return new Located(holder.ref(), hit.build(), uuid);
  }

  private static @Nullable String vim(@Nullable VimConstant state) {
    return state == null ? null : state.vim();
  }
}
