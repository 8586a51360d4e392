// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.diff;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.vsphere.inventory.ObjectRef;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An audit as its report in JSON tells it. Cannot change.
 *
 * @param id unique; sorts by time
 * @param startedAt by the clock of the machine that audited
 * @param profile id of the profile
 * @param complete false when something was not seen
 * @param vcenters instance UUIDs of those that were read
 * @param checks ids of the checks that ran and did not break
 * @param findings what is wrong and not accepted
 * @param waived what is wrong and accepted
 * @param undetermined of what nothing could be said
 * @param verdicts of each machine that was judged, as in the report: {@code eligible} ...
 * @param machines every virtual machine that was read
 */
public record PastAudit(
    String id,
    Instant startedAt,
    String profile,
    boolean complete,
    Set<String> vcenters,
    Set<String> checks,
    Map<Question, Answer> findings,
    Set<Question> waived,
    Set<Question> undetermined,
    Map<ObjectRef, String> verdicts,
    Set<ObjectRef> machines) {
  private static final String VM = "VirtualMachine";

  /**
   * What a check asks about a part of an object.
   *
   * @param key the part, such as a disk; empty for the whole object
   */
  public record Question(String check, ObjectRef object, String key) {}

  /**
   * A finding.
   *
   * @param kind cause or grade
   * @param summary in the language of the report
   */
  public record Answer(String kind, Severity severity, String summary) {}

  public PastAudit {
    vcenters = Set.copyOf(vcenters);
    checks = Set.copyOf(checks);
    findings = Map.copyOf(findings);
    waived = Set.copyOf(waived);
    undetermined = Set.copyOf(undetermined);
    verdicts = Map.copyOf(verdicts);
    machines = Set.copyOf(machines);
  }

  /** The virtual machines that something is wrong with: moIds by the UUID of their vCenter. */
  public SortedMap<String, SortedSet<String>> machinesFound() {
    SortedMap<String, SortedSet<String>> found = new TreeMap<>();
    for (Question question : findings.keySet()) {
      ObjectRef object = question.object();
      if (object.ref().type().equals(VM)) {
        found.computeIfAbsent(object.vcenter(), uuid -> new TreeSet<>()).add(object.ref().moId());
      }
    }
    return found;
  }
}
