// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report;

import io.vpreflight.jobs.audit.Finding;
import io.vpreflight.jobs.check.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Findings of one kind, which have one remedy: what a person reads at once.
 *
 * @param check id of the check
 * @param kind kind of the findings
 * @param severity of all of them
 * @param findings at least one
 */
public record FindingGroup(String check, String kind, Severity severity, List<Finding> findings) {
  /** As many as a person takes in at once. */
  private static final int FIRST = 5;

  public FindingGroup {
    findings = List.copyOf(findings);
  }

  /** Groups findings: worst first, and among equals the largest group first. */
  public static List<FindingGroup> of(List<Finding> findings) {
    Map<String, List<Finding>> groups = new LinkedHashMap<>();
    for (Finding finding : findings) {
      groups
          .computeIfAbsent(
              finding.severity() + " " + finding.check() + " " + finding.kind(),
              key -> new ArrayList<>())
          .add(finding);
    }
    return groups.values().stream()
        .map(g -> new FindingGroup(g.get(0).check(), g.get(0).kind(), g.get(0).severity(), g))
        .sorted(
            Comparator.comparing(FindingGroup::severity)
                .reversed()
                .thenComparing(g -> -g.objects())
                .thenComparing(FindingGroup::check)
                .thenComparing(FindingGroup::kind))
        .toList();
  }

  /** The groups to begin with: the worst that have to be mended, one of each check. */
  public static List<FindingGroup> first(List<FindingGroup> groups) {
    Map<String, FindingGroup> first = new LinkedHashMap<>();
    groups.stream()
        .filter(group -> group.severity().atLeast(Severity.WARNING))
        .forEach(group -> first.putIfAbsent(group.check(), group));
    return first.values().stream().limit(FIRST).toList();
  }

  /** Objects concerned; several findings may be about parts of one. */
  public int objects() {
    return (int) findings.stream().map(Finding::object).distinct().count();
  }

  /** Key of the title of the check. */
  public String titleKey() {
    return "check." + check + ".title";
  }
}
