// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.writeback;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.UndeterminedResult;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.notify.Seen;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.FindingHistory;
import io.vpreflight.jobs.store.SeenFinding;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what an audit wants written. What is wrong with a machine is what the store knows of it, not
 * what this audit happened to see: a finding that could not be looked at again is still there.
 */
public final class WriteBackStates {
  private static final String VM = "VirtualMachine";

  private final WriteBackRules rules;
  private final Audit audit;
  private final Audits.Change change;
  private final List<FindingHistory> known;
  private final Set<SeenFinding.Identity> accepted;

  /**
   * About an audit that was kept.
   *
   * @param change what changed with it
   * @param known findings of its schedule as the store has them now, resolved ones too
   */
  public WriteBackStates(
      WriteBackRules rules, Audit audit, Audits.Change change, List<FindingHistory> known) {
    this.rules = rules;
    this.audit = audit;
    this.change = change;
    this.known = known;
    accepted =
        audit.waived().stream()
            .map(one -> Seen.of(one.finding()).identity())
            .collect(Collectors.toSet());
  }

  /**
   * What it wants written in one vCenter.
   *
   * @param name as the configuration calls it
   * @return null when the audit did not read it
   */
  public @Nullable WriteBackState of(String name) {
    for (Scene scene : audit.estate().scenes()) {
      if (scene.inventory().vcenter().name().equals(name)) {
        return state(scene.inventory());
      }
    }
    return null;
  }

  private WriteBackState state(Inventory inventory) {
    String vcenter = inventory.vcenter().instanceUuid();
    Map<MoRef, String> names = new HashMap<>();
    for (VirtualMachine vm : inventory.virtualMachines()) {
      names.put(vm.ref(), String.valueOf(vm.name()));
    }
    Map<MoRef, Wish> wishes = wishes(vcenter);
    EventNotes notes =
        new EventNotes(rules, audit.id(), Texts.in(rules.locale(), rules.zone()), wishes, names);
    return new WriteBackState(
        vcenter,
        audit.startedAt(),
        names,
        wishes,
        mayFall(vcenter, names.keySet()),
        rules.events() ? notes.of(vcenter, change) : List.of());
  }

  private Map<MoRef, Wish> wishes(String vcenter) {
    Map<MoRef, Wish> wishes = new HashMap<>();
    for (FindingHistory history : known) {
      SeenFinding finding = history.finding();
      MoRef vm = vm(finding, vcenter);
      Severity severity = Severity.of(finding.severity());
      if (vm != null
          && history.resolvedAt() == null
          && severity.atLeast(rules.minimum())
          && !accepted.contains(finding.identity())) {
        Wish none = new Wish(vm, severity, 0, new TreeSet<>());
        wishes.put(vm, wishes.getOrDefault(vm, none).and(severity, finding.check()));
      }
    }
    return wishes;
  }

  /**
   * An audit that is not whole takes nothing away; one in which a check broke is none. Nor does a
   * whole one where something could not be known of a machine of which this store has never known
   * anything: then what stands there was written with the knowledge of another store.
   */
  private Set<MoRef> mayFall(String vcenter, Set<MoRef> vms) {
    if (!audit.incomplete().isEmpty()) {
      return Set.of();
    }
    Set<MoRef> ours = new HashSet<>();
    for (FindingHistory history : known) {
      MoRef vm = vm(history.finding(), vcenter);
      if (vm != null) {
        ours.add(vm);
      }
    }
    Set<MoRef> mayFall = new HashSet<>(vms);
    for (UndeterminedResult open : audit.undetermined()) {
      if (open.object().vcenter().equals(vcenter) && !ours.contains(open.object().ref())) {
        mayFall.remove(open.object().ref());
      }
    }
    return mayFall;
  }

  /** The virtual machine of that vCenter that a finding is about, or null. */
  static @Nullable MoRef vm(SeenFinding finding, String vcenter) {
    String object = finding.object();
    return finding.vcenter().equals(vcenter) && object.startsWith(VM + ":")
        ? new MoRef(VM, object.substring(VM.length() + 1))
        : null;
  }
}
