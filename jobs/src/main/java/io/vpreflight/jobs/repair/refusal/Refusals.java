// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.Refusal;
import io.vpreflight.jobs.repair.plan.Refusal.Answer;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.vsphere.inventory.ApiVersion;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds a virtual machine or a host against the whole list of refusals. What is not known refuses
 * too.
 */
public final class Refusals {
  private Refusals() {}

  /** What must be read to judge that repair. */
  public static Set<Property> reads(RepairKind kind) {
    Set<Property> reads = new HashSet<>();
    for (RefusalRule rule : RefusalList.all()) {
      if (rule.kinds().contains(kind)) {
        reads.addAll(rule.reads());
      }
    }
    return reads;
  }

  /** What that repair is held against, by id, in the order of the list. */
  public static List<String> ids(RepairKind kind) {
    return RefusalList.all().stream()
        .filter(rule -> rule.kinds().contains(kind))
        .map(RefusalRule::id)
        .toList();
  }

  /**
   * Every reason to leave it alone; those that hold it back first, else in the order of the list.
   */
  public static List<Refusal> of(RepairSubject candidate) {
    List<Refusal> refusals = new ArrayList<>();
    for (RefusalRule rule : RefusalList.all()) {
      if (rule.kinds().contains(candidate.kind())) {
        Refusal refusal = judge(rule, candidate);
        if (refusal != null) {
          refusals.add(refusal);
        }
      }
    }
    refusals.addAll(InstallationRefusals.of(candidate));
    refusals.sort(Comparator.comparing(refusal -> !refusal.holdsBack()));
    return refusals;
  }

  /** Why vCenter let go of a host, as its event says; null when nobody tells. */
  public static @Nullable String disconnectedBy(HostCandidate candidate) {
    return HostRefusals.reason(candidate);
  }

  /** A refusal that is made elsewhere, such as by what the targets of a plan are together. */
  public static Refusal of(RefusalRule rule, RepairSubject candidate, Outcome.Hit hit) {
    return refusal(rule, candidate, List.of(hit));
  }

  private static @Nullable Refusal judge(RefusalRule rule, RepairSubject candidate) {
    Text unknown = unknown(rule, candidate);
    if (unknown != null) {
      return unknown(rule, candidate, unknown);
    }
    List<Outcome> outcomes = rule.judge().apply(candidate);
    List<Outcome.Hit> hits = new ArrayList<>();
    Text reason = null;
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.Hit hit) {
        hits.add(hit);
      } else if (outcome instanceof Outcome.Undetermined open) {
        reason = reason == null ? open.reason() : reason;
      } else if (outcome instanceof Outcome.NotObservable blind) {
        reason = reason == null ? blind.reason() : reason;
      }
    }
    if (!hits.isEmpty()) {
      return refusal(rule, candidate, hits);
    }
    return reason == null ? null : unknown(rule, candidate, reason);
  }

  /** Why one of the properties that the rule requires is not known; null when all are. */
  private static @Nullable Text unknown(RefusalRule rule, RepairSubject candidate) {
    Scene scene = candidate.scene();
    Set<Property> known = new LinkedHashSet<>(rule.required());
    ApiVersion spoken = new ApiVersion(scene.inventory().vcenter().apiVersion());
    known.removeIf(p -> p.since() != null && !spoken.atLeast(p.since()));
    Text uncollected = Gaps.uncollected(known, scene);
    if (uncollected != null) {
      return uncollected;
    }
    Text refused =
        candidate instanceof Candidate of
            ? Gaps.unreadable(VmProperty.class, known, of.vm().unreadable())
            : null;
    Host host = candidate.host();
    return refused != null || host == null
        ? refused
        : Gaps.unreadable(HostProperty.class, known, host.unreadable());
  }

  private static Refusal unknown(RefusalRule rule, RepairSubject candidate, Text reason) {
    return new Refusal(
        rule.id(),
        Text.of("refusal.unknown", Text.of("refusal." + rule.id() + ".title"), reason),
        Map.of(),
        answer(rule, candidate));
  }

  private static Refusal refusal(
      RefusalRule rule, RepairSubject candidate, List<Outcome.Hit> hits) {
    Map<String, String> evidence = new TreeMap<>();
    Set<String> first = new LinkedHashSet<>();
    for (Outcome.Hit hit : hits) {
      hit.evidence().forEach((path, value) -> evidence.put(path, String.valueOf(value)));
      if (!hit.args().isEmpty()) {
        first.add(String.valueOf(hit.args().get(0)));
      }
    }
    List<Object> args = new ArrayList<>(hits.get(0).args());
    if (hits.size() > 1 && !args.isEmpty()) {
      args.set(0, String.join(", ", first));
    }
    return new Refusal(
        rule.id(), new Text("refusal." + rule.id(), args), evidence, answer(rule, candidate));
  }

  private static Answer answer(RefusalRule rule, RepairSubject candidate) {
    if (!rule.canBeAcknowledged()) {
      return Answer.NEVER;
    }
    return candidate
            .request()
            .acknowledged()
            .getOrDefault(candidate.ref(), Set.of())
            .contains(rule.id())
        ? Answer.ACKNOWLEDGED
        : Answer.CAN_BE_ACKNOWLEDGED;
  }
}
