// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.jobs.check.Estate;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.profile.Profile;
import io.vpreflight.vsphere.inventory.VCenter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One audit, finished: everything that a report says.
 *
 * @param id of the audit, unique and sortable by time
 * @param startedAt by our clock
 * @param finishedAt by our clock
 * @param profile the purpose
 * @param scope which objects were asked about
 * @param estate what was looked at
 * @param failed vCenters of which nothing is known
 * @param runs how each check went
 * @param findings what is wrong, worst first
 * @param waived what is wrong and accepted
 * @param undetermined what could not be known
 * @param notObservable what no vCenter can show
 * @param verdicts the virtual machines judged as a whole, where the profile wants that
 * @param incomplete why this audit is not whole; empty when it is
 * @param notes what does not make it incomplete, and yet has to be known to read it rightly
 */
public record Audit(
    String id,
    Instant startedAt,
    Instant finishedAt,
    Profile profile,
    Scope scope,
    Estate estate,
    List<FailedSource> failed,
    List<CheckRun> runs,
    List<Finding> findings,
    List<WaivedFinding> waived,
    List<UndeterminedResult> undetermined,
    List<NotObservable> notObservable,
    Verdicts verdicts,
    List<Incompleteness> incomplete,
    List<Text> notes) {
  /** How far a clock can be from what it was measured to be. */
  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  public Audit {
    failed = List.copyOf(failed);
    runs = List.copyOf(runs);
    findings = List.copyOf(findings);
    waived = List.copyOf(waived);
    undetermined = List.copyOf(undetermined);
    notObservable = List.copyOf(notObservable);
    incomplete = List.copyOf(incomplete);
    notes = List.copyOf(notes);
  }

  /** A finding that somebody has accepted. */
  public record WaivedFinding(Finding finding, Waiver waiver) {}

  /**
   * True when what is known of a vCenter was not collected during this audit, by our clock: then it
   * came from a file.
   */
  public boolean isFromFile(VCenter vcenter) {
    Instant collectedAt = vcenter.collectedAt().minus(vcenter.clockOffset());
    return collectedAt.isBefore(startedAt.minus(TOLERANCE))
        || collectedAt.isAfter(finishedAt.plus(TOLERANCE));
  }

  /**
   * True when no vCenter could be read at all: then nothing is known, and no count means a thing.
   */
  public boolean readNothing() {
    return estate.scenes().isEmpty();
  }

  /** True when nothing was found, and everything was seen and could be judged. */
  public boolean isClean() {
    return findings.isEmpty() && incomplete.isEmpty() && undetermined.isEmpty();
  }

  /** True when some finding is that bad or worse; waived ones do not count. */
  public boolean hasFindings(Severity atLeast) {
    return findings.stream().anyMatch(f -> f.severity().atLeast(atLeast));
  }

  /** Number of findings of each severity that occurs, worst first. */
  public Map<Severity, Integer> bySeverity() {
    Map<Severity, Integer> counts = new TreeMap<>(java.util.Comparator.reverseOrder());
    findings.forEach(f -> counts.merge(f.severity(), 1, Integer::sum));
    return counts;
  }
}
