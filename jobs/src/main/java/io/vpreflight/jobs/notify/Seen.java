// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.Finding;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.report.JsonParts;
import io.vpreflight.jobs.store.SeenFinding;
import io.vpreflight.jobs.store.StoredAudit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An audit as the store knows it. */
public final class Seen {
  private Seen() {}

  /** What of a finding is kept over time. */
  public static SeenFinding of(Finding finding) {
    return new SeenFinding(
        finding.check(),
        finding.object().vcenter(),
        finding.object().ref().toString(),
        finding.key(),
        finding.object().name(),
        finding.severity().label(),
        finding.object().path());
  }

  /** What an audit could not know, or has accepted: of that, what was known stays as it was. */
  public static Set<SeenFinding.Identity> unknown(Audit audit) {
    Set<SeenFinding.Identity> unknown = new HashSet<>();
    audit
        .undetermined()
        .forEach(
            one ->
                unknown.add(
                    new SeenFinding.Identity(
                        one.check(),
                        one.object().vcenter(),
                        one.object().ref().toString(),
                        one.key())));
    // Accepted is not mended: what is waived stays as it was.
    audit.waived().forEach(one -> unknown.add(of(one.finding()).identity()));
    return unknown;
  }

  /** Ids of the checks that went through. */
  public static Set<String> checks(Audit audit) {
    Set<String> checks = new HashSet<>();
    audit.runs().stream()
        .filter(run -> run.broke() == null)
        .forEach(run -> checks.add(run.check()));
    return checks;
  }

  /** Why it is not whole. */
  public static List<StoredAudit.Reason> incomplete(Audit audit) {
    return audit.incomplete().stream()
        .map(why -> new StoredAudit.Reason(JsonParts.label(why.cause()), why.text()))
        .toList();
  }

  /** How much there was. */
  public static StoredAudit.Counts counts(Audit audit) {
    Map<Severity, Integer> by = audit.bySeverity();
    int vms =
        audit.estate().scenes().stream()
            .map(Scene::inventory)
            .mapToInt(inventory -> inventory.virtualMachines().size())
            .sum();
    return new StoredAudit.Counts(
        vms,
        by.getOrDefault(Severity.CRITICAL, 0),
        by.getOrDefault(Severity.ERROR, 0),
        by.getOrDefault(Severity.WARNING, 0),
        by.getOrDefault(Severity.INFO, 0),
        audit.undetermined().size());
  }
}
