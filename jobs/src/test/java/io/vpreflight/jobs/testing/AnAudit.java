// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.testing;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.CheckRun;
import io.vpreflight.jobs.audit.Eligibility;
import io.vpreflight.jobs.audit.FailedSource;
import io.vpreflight.jobs.audit.Finding;
import io.vpreflight.jobs.audit.Incompleteness;
import io.vpreflight.jobs.audit.NotObservable;
import io.vpreflight.jobs.audit.Scope;
import io.vpreflight.jobs.audit.UndeterminedResult;
import io.vpreflight.jobs.audit.Verdicts;
import io.vpreflight.jobs.audit.VmVerdict;
import io.vpreflight.jobs.audit.Waiver;
import io.vpreflight.jobs.check.Estate;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.profile.Profile;
import io.vpreflight.jobs.profile.ProfileReader;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.ObjectRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A finished audit for what reports on it; a test says what was found, and where. */
public final class AnAudit {
  /** A check that exists, for findings that a test makes up. */
  public static final String CHECK = "vm.snapshot.consolidation-needed";

  public static final String KIND = "flagged";

  public Profile profile = ProfileReader.builtIn("discovery-audit");
  public Instant startedAt = AnInventory.NOW;
  public Instant finishedAt = AnInventory.NOW.plus(Duration.ofSeconds(42));
  public final List<AnInventory> inventories = new ArrayList<>();
  public final List<AnInventory> remembered = new ArrayList<>();
  public final List<FailedSource> failed = new ArrayList<>();
  public final List<CheckRun> runs = new ArrayList<>();
  public final List<Finding> findings = new ArrayList<>();
  public final List<Audit.WaivedFinding> waived = new ArrayList<>();
  public final List<UndeterminedResult> undetermined = new ArrayList<>();
  public final List<NotObservable> notObservable = new ArrayList<>();
  public Verdicts verdicts = Verdicts.NONE;
  public final List<Incompleteness> incomplete = new ArrayList<>();
  public final List<Text> notes = new ArrayList<>();
  public Scope scope = Scope.ALL;

  /** An audit of these vCenters in which nothing was found. */
  public static AnAudit of(AnInventory... inventories) {
    AnAudit audit = new AnAudit();
    audit.inventories.addAll(List.of(inventories));
    audit.runs.add(
        new CheckRun(CHECK, 1, 3, 0, 0, 0, Map.of("template", 1), Duration.ofMillis(2), null));
    return audit;
  }

  /** A virtual machine of the usual vCenter, in the folder Paris. */
  public static ObjectRef machine(String name) {
    return machine(name, "/Paris");
  }

  /** A virtual machine of the usual vCenter. */
  public static ObjectRef machine(String name, String path) {
    MoRef ref = AVm.named(name).ref;
    return new ObjectRef(new AnInventory().instanceUuid, ref, name, path);
  }

  /** A finding with texts that exist. */
  public static Finding aFinding(Severity severity, ObjectRef object) {
    return aFinding(severity, object, Map.of("runtime.consolidationNeeded", true));
  }

  /** A finding with texts that exist, and that evidence. */
  public static Finding aFinding(
      Severity severity, ObjectRef object, Map<String, Object> evidence) {
    return new Finding(
        CHECK,
        1,
        KIND,
        severity,
        object,
        "",
        Text.of("check." + CHECK + "." + KIND + ".summary", 0),
        new LinkedHashMap<>(evidence),
        Text.of("check." + CHECK + "." + KIND + ".remedy", 0),
        List.of("AzureMigrate:572"));
  }

  /** Finds the same on each of these machines. */
  public AnAudit finding(Severity severity, String... machines) {
    for (String machine : machines) {
      findings.add(aFinding(severity, machine(machine)));
    }
    return this;
  }

  /** Could not know something of a machine, for that reason. */
  public AnAudit undetermined(String machine, Text reason) {
    undetermined.add(new UndeterminedResult(CHECK, machine(machine), "", reason));
    return this;
  }

  /**
   * Judged a machine as a whole, for the reason that its finding is that bad; for no reason when it
   * is eligible.
   */
  public AnAudit verdict(Eligibility verdict, String machine) {
    profile = ProfileReader.builtIn("azure-migrate-agentless");
    ObjectRef object = machine(machine);
    Severity severity =
        verdict == Eligibility.ELIGIBLE_WITH_WARNINGS ? Severity.WARNING : Severity.ERROR;
    boolean found = verdict != Eligibility.UNDETERMINED;
    Text text =
        found
            ? aFinding(severity, object).summary()
            : Text.of("reason.unset", "runtime.consolidationNeeded");
    List<VmVerdict> vms = new ArrayList<>(verdicts.vms());
    vms.add(
        new VmVerdict(
            object,
            profile.id(),
            verdict,
            verdict == Eligibility.ELIGIBLE
                ? List.of()
                : List.of(new VmVerdict.Reason(found, severity, CHECK, object, "", text))));
    verdicts = new Verdicts(vms, Map.of("template", 2));
    return this;
  }

  /** Is not whole, for that reason. */
  public AnAudit incomplete(Incompleteness.Cause cause, Text reason) {
    incomplete.add(new Incompleteness(cause, reason));
    return this;
  }

  /** Found something that was accepted. */
  public AnAudit waived(Severity severity, String machine, Waiver waiver) {
    waived.add(new Audit.WaivedFinding(aFinding(severity, machine(machine)), waiver));
    return this;
  }

  private List<Scene> scenes(List<AnInventory> of) {
    return of.stream().map(i -> new Scene(i.build(), profile.limits(), null)).toList();
  }

  /** The audit. */
  public Audit build() {
    return new Audit(
        "20261120T060000Z-abcdef",
        startedAt,
        finishedAt,
        profile,
        scope,
        new Estate(scenes(inventories), scenes(remembered)),
        failed,
        runs,
        findings,
        waived,
        undetermined,
        notObservable,
        verdicts,
        incomplete,
        notes);
  }
}
