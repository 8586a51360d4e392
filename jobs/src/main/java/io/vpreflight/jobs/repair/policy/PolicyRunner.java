// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.policy;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.AuditRequest;
import io.vpreflight.jobs.audit.AuditRunner;
import io.vpreflight.jobs.audit.Checks;
import io.vpreflight.jobs.audit.Finding;
import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.ApprovalKey;
import io.vpreflight.jobs.repair.plan.Computed;
import io.vpreflight.jobs.repair.plan.Here;
import io.vpreflight.jobs.repair.plan.Installations;
import io.vpreflight.jobs.repair.plan.Known;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanOptions;
import io.vpreflight.jobs.repair.plan.PlanRequest;
import io.vpreflight.jobs.repair.plan.PlanState;
import io.vpreflight.jobs.repair.plan.PlanTarget;
import io.vpreflight.jobs.repair.plan.Privileges;
import io.vpreflight.jobs.repair.plan.Refusal;
import io.vpreflight.jobs.repair.plan.RepairPlan;
import io.vpreflight.jobs.repair.planner.Planner;
import io.vpreflight.jobs.repair.run.OwnPast;
import io.vpreflight.jobs.repair.run.StoredConsent;
import io.vpreflight.jobs.store.Approval;
import io.vpreflight.jobs.store.CancelRequests;
import io.vpreflight.jobs.store.Journal;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.Logins;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.ObjectRef;
import io.vpreflight.vsphere.inventory.Property;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A policy from its findings to an approved plan. The caller reads the vCenter and carries the plan
 * out; whether it is a command or a scheduler makes no difference. In this order: {@link #idle},
 * {@link #plan}, {@link #approve}, {@link #begin}.
 */
public final class PolicyRunner {
  private static final String VM = "VirtualMachine";

  private final PolicyOrder order;
  private final RepairPolicy policy;
  private final Clock clock;

  /** What a plan needs to know besides what the inventory and the journal tell. */
  public interface Asked {
    /** Who triggers it: the user of the operating system. */
    String planner();

    /** The machine that this process runs on. */
    Here here(Scene scene);

    /** What the account may do on these; a target that is not in the map was not asked about. */
    Map<MoRef, Privileges> privileges(Set<MoRef> targets);

    /** Who has logged in there of late. */
    Logins logins();
  }

  /** For one trigger of one policy. */
  public PolicyRunner(PolicyOrder order, Clock clock) {
    this.order = order;
    this.policy = order.policy();
    this.clock = clock;
  }

  /**
   * Why nothing is to be done now; null when something may be. Asked before anything is read: a
   * policy that is off costs a vCenter nothing.
   */
  public @Nullable Text idle() {
    if (!policy.enabled()) {
      return Text.of("policy.off", policy.name());
    }
    if (!policy.window().isOpen(clock.instant())) {
      return Text.of("policy.outside", policy.name());
    }
    return order.withdrawn().get();
  }

  /** Why it has done enough for now, by what the journal tells; null when it has not. */
  public @Nullable Text resting(Journal journal) {
    PolicyPast past = PolicyPast.of(journal, policy.name(), clock.instant());
    if (past.failures() >= policy.limits().stopAfterFailures()) {
      return Text.of("policy.failures", policy.name(), past.failures(), past.restsUntil());
    }
    return past.begun() >= policy.limits().perDay()
        ? Text.of("policy.enough", policy.name(), past.begun())
        : null;
  }

  /** The audit of its one check, by the profile, the waivers and the baselines of that request. */
  public AuditRequest audit(AuditRequest base) {
    Check check =
        Checks.all().stream()
            .filter(one -> one.info().id().equals(policy.check()))
            .findFirst()
            .orElseThrow();
    return new AuditRequest(
        base.profile().including(policy.check()),
        List.of(check),
        List.of(),
        base.earlier(),
        policy.scope(),
        base.waivers(),
        Set.of());
  }

  /** What must be read of the vCenter. */
  public CollectionRequest reads(AuditRequest audit) {
    CollectionRequest repair = Planner.reads(policy.kind());
    Set<Property> properties = new HashSet<>(repair.properties());
    properties.addAll(audit.reads().properties());
    return new CollectionRequest(properties, repair.history());
  }

  /**
   * What is to be done: a plan for what the check found in the scope, as far as the limits go.
   *
   * @param audit as {@link #audit} gives it
   * @param asked asks for what a plan needs to know besides
   * @throws PlanException when the policy is not about that vCenter
   */
  public PolicyPlan plan(Inventory inventory, AuditRequest audit, Asked asked, Store store) {
    Journal journal = store.journal();
    if (!policy.isAbout(inventory.vcenter())) {
      throw new PlanException(
          Text.of("policy.other-vcenter", policy.name(), inventory.vcenter().name()));
    }
    Instant now = clock.instant();
    PolicyPast past = PolicyPast.of(journal, policy.name(), now);
    // How whole a reading is, the planner asks of the inventory itself.
    Audit found = new AuditRunner(clock, 1).judge(audit, List.of(inventory), List.of(), now);
    List<ObjectRef> machines = machines(found);
    Map<ObjectRef, Text> leftAlone = new LinkedHashMap<>();
    for (ObjectRef machine : machines) {
      Text why = past.leftAlone(machine.vcenter(), machine.ref().toString(), policy.kind());
      if (why != null) {
        leftAlone.put(machine, why);
      }
    }
    List<MoRef> targets =
        machines.stream().filter(one -> !leftAlone.containsKey(one)).map(ObjectRef::ref).toList();
    if (targets.isEmpty()) {
      return new PolicyPlan(machines, leftAlone, List.of(), null);
    }
    Scene scene = found.estate().scenes().get(0);
    Here here = asked.here(scene);
    String planner = asked.planner();
    // A policy answers for no other installation: that is for a person.
    Computed computed =
        new Computed(
            Map.of(), Map.of(), Installations.of(asked.logins(), store.installation(), Set.of()));
    OwnPast own = OwnPast.of(journal, inventory.vcenter().instanceUuid());
    RepairPlan all =
        Planner.plan(scene, request(targets, Map.of(), here, own, past, computed, planner), now);
    List<ObjectRef> waiting = waiting(all, past);
    Set<MoRef> chosen = new LinkedHashSet<>(targets);
    waiting.forEach(machine -> chosen.remove(machine.ref()));
    PlanRequest request =
        request(List.copyOf(chosen), asked.privileges(chosen), here, own, past, computed, planner);
    return new PolicyPlan(
        machines, leftAlone, waiting, PlanFile.of(Planner.plan(scene, request, now)));
  }

  private static List<ObjectRef> machines(Audit found) {
    Map<MoRef, ObjectRef> machines = new LinkedHashMap<>();
    for (Finding finding : found.findings()) {
      if (finding.object().ref().type().equals(VM)) {
        machines.putIfAbsent(finding.object().ref(), finding.object());
      }
    }
    return List.copyOf(machines.values());
  }

  /** Those for which the limits leave no room, in the order of the plan. */
  private List<ObjectRef> waiting(RepairPlan all, PolicyPast past) {
    int room = Math.min(policy.limits().perRun(), policy.limits().perDay() - past.begun());
    return all.repaired().stream().skip(Math.max(0, room)).map(PlanTarget::object).toList();
  }

  /** Nothing is acknowledged, nothing proven with more snapshots: a policy dares nothing. */
  private PlanRequest request(
      List<MoRef> targets,
      Map<MoRef, Privileges> privileges,
      Here here,
      OwnPast own,
      PolicyPast past,
      Computed computed,
      String planner) {
    return new PlanRequest(
        policy.kind(),
        targets,
        PlanOptions.DEFAULT,
        policy.limits().run(past.failures()),
        policy.window(),
        Map.of(),
        here,
        new Known(own.repairedAt(), own.operations(), Set.of(), Map.of(), Set.of()),
        privileges,
        computed,
        planner);
  }

  /**
   * Writes down what it comes to, and approves the plan in the name of the policy, if there is
   * anything to be done. Nobody is authenticated by that: whoever may write the file is believed.
   */
  public void approve(PolicyPlan made, Store store, ApprovalKey key) {
    tell(made, store.journal());
    PlanFile file = made.plan();
    if (file == null || !made.hasWork()) {
      return;
    }
    Instant now = clock.instant();
    RepairPlan plan = file.plan();
    String vcenter = plan.vcenter().instanceUuid();
    store.plans().save(file.made());
    Map<String, String> planned = order.details();
    planned.put("kind", plan.kind().label());
    planned.put("planner", plan.planner());
    planned.put("targets", Integer.toString(plan.repaired().size()));
    planned.put("refused", Integer.toString(plan.refused().size()));
    planned.put("waiting", Integer.toString(made.waiting().size()));
    store.journal().append(line(JournalEvent.PLANNED, now, file.digest(), vcenter, planned));
    Approval approval = key.approve(file, order.approver(), order.reason(), now);
    if (!store.plans().saveApproval(approval)) {
      throw new PlanException(Text.of("policy.approved-already", file.digest()));
    }
    store.plans().change(file.digest(), PlanState.PLANNED.name(), PlanState.APPROVED.name());
    Map<String, String> approved = order.details();
    approved.put("approver", approval.approver());
    approved.put("authenticated", Boolean.toString(approval.authenticated()));
    approved.put("reason", approval.reason());
    Instant until = order.until();
    if (until != null) {
      approved.put(PolicyOrder.UNTIL, until.toString());
    }
    store
        .journal()
        .append(line(JournalEvent.APPROVED, approval.at(), file.digest(), vcenter, approved));
  }

  /** The consent to its plan, which ends with the policy: switched off, changed or removed. */
  public StoredConsent consent(
      PlanFile plan, Store store, ApprovalKey key, CancelRequests requests) {
    return new StoredConsent(plan, store.plans(), key, requests, clock, order.withdrawn());
  }

  /**
   * Begins the plan: from now on it counts as run.
   *
   * @param by who triggered it
   * @param more details of the line that tells so
   * @throws PlanException when it may not begin, with the reason; nothing is written then
   */
  public void begin(
      PlanFile plan, StoredConsent consent, Store store, String by, Map<String, String> more) {
    Text refusal = consent.refusal();
    Text why = refusal == null ? idle() : refusal;
    if (why != null) {
      throw new PlanException(why);
    }
    if (!store.plans().change(plan.digest(), PlanState.APPROVED.name(), PlanState.RUNNING.name())) {
      throw new PlanException(Text.of("repair.reason.not-approved", plan.digest()));
    }
    Map<String, String> started = order.details();
    started.putAll(more);
    started.put("by", by);
    started.put("reason", order.reason());
    String vcenter = plan.plan().vcenter().instanceUuid();
    store
        .journal()
        .append(line(JournalEvent.STARTED, clock.instant(), plan.digest(), vcenter, started));
  }

  /**
   * Why machines are left alone is told once a day, however often the policy is triggered. Refusals
   * stand in the plan; where there is nothing to be done, no plan is kept, and they are told so.
   */
  private void tell(PolicyPlan made, Journal journal) {
    PolicyPast past = PolicyPast.of(journal, policy.name(), clock.instant());
    Map<ObjectRef, String> reasons = new LinkedHashMap<>();
    made.leftAlone().forEach((machine, why) -> reasons.put(machine, why.key()));
    PlanFile file = made.plan();
    if (file != null && !made.hasWork()) {
      for (PlanTarget target : file.plan().refused()) {
        reasons.put(
            target.object(),
            target.refusals().stream()
                .filter(Refusal::holdsBack)
                .map(Refusal::id)
                .collect(Collectors.joining(" ")));
      }
    }
    reasons.forEach(
        (machine, why) -> {
          JournalEntry line = refused(machine, why);
          if (!past.isTold(line)) {
            journal.append(line);
          }
        });
  }

  private JournalEntry refused(ObjectRef machine, String why) {
    Map<String, String> details = order.details();
    details.put("name", machine.name());
    details.put("why", why);
    return new JournalEntry(
        0,
        clock.instant(),
        "",
        "",
        0,
        JournalEvent.REFUSED,
        machine.vcenter(),
        machine.ref().toString(),
        "",
        details);
  }

  private static JournalEntry line(
      JournalEvent event, Instant at, String digest, String vcenter, Map<String, String> details) {
    return new JournalEntry(0, at, "", digest, 0, event, vcenter, "", "", details);
  }
}
