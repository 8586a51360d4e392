// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * One reason to leave a virtual machine or a host alone, as data and a small predicate. Texts are
 * found by its id: {@code refusal.<id>.title} and {@code refusal.<id>}.
 *
 * @param id such as {@code snapshots-present}
 * @param kinds the repairs that it is about
 * @param canBeAcknowledged true when an admin may name it for a virtual machine and go on
 * @param required properties without which nobody can tell, so that the repair is refused; those
 *     that this API version does not have are passed over
 * @param optional properties that it looks at besides
 * @param judge a hit refuses, and so does what is undetermined
 */
public record RefusalRule(
    String id,
    Set<RepairKind> kinds,
    boolean canBeAcknowledged,
    Set<Property> required,
    Set<Property> optional,
    Function<RepairSubject, List<Outcome>> judge) {
  public RefusalRule {
    kinds = Set.copyOf(kinds);
    required = Set.copyOf(required);
    optional = Set.copyOf(optional);
  }

  /** Everything that it reads. */
  public Set<Property> reads() {
    Set<Property> all = new HashSet<>(required);
    all.addAll(optional);
    return all;
  }

  /** Begins a rule that no plan goes past. */
  static Builder never(String id, Set<RepairKind> kinds) {
    return new Builder(id, kinds, false);
  }

  /** Begins a rule that an admin may answer for, virtual machine by virtual machine. */
  static Builder unlessAcknowledged(String id, Set<RepairKind> kinds) {
    return new Builder(id, kinds, true);
  }

  /** Puts a rule together. */
  static final class Builder {
    private final String id;
    private final Set<RepairKind> kinds;
    private final boolean canBeAcknowledged;
    private final Set<Property> required = new LinkedHashSet<>();
    private final Set<Property> optional = new LinkedHashSet<>();

    private Builder(String id, Set<RepairKind> kinds, boolean canBeAcknowledged) {
      this.id = id;
      this.kinds = kinds;
      this.canBeAcknowledged = canBeAcknowledged;
    }

    Builder requires(Property... properties) {
      required.addAll(List.of(properties));
      return this;
    }

    Builder mayRead(Property... properties) {
      optional.addAll(List.of(properties));
      return this;
    }

    /** About virtual machines. */
    RefusalRule when(Function<Candidate, List<Outcome>> judge) {
      return whatever(subject -> judge.apply((Candidate) subject));
    }

    /** About hosts. */
    RefusalRule whenHost(Function<HostCandidate, List<Outcome>> judge) {
      return whatever(subject -> judge.apply((HostCandidate) subject));
    }

    /** About whatever is to be repaired. */
    RefusalRule whatever(Function<RepairSubject, List<Outcome>> judge) {
      return new RefusalRule(id, kinds, canBeAcknowledged, required, optional, judge);
    }

    /** What a check finds, in one of those kinds; all kinds when none is named. */
    RefusalRule found(ObjectCheck<VirtualMachine> check, String... checkKinds) {
      Set<String> wanted = Set.of(checkKinds);
      required.addAll(check.info().required());
      optional.addAll(check.info().optional());
      return when(
          candidate ->
              check.check(candidate.vm(), candidate.scene()).stream()
                  .filter(outcome -> counts(outcome, wanted))
                  .toList());
    }

    private static boolean counts(Outcome outcome, Set<String> kinds) {
      return outcome instanceof Outcome.Hit hit
          ? kinds.isEmpty() || kinds.contains(hit.kind())
          : outcome instanceof Outcome.Undetermined;
    }
  }
}
