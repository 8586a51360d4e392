// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.report.diff.AuditDiff;
import io.vpreflight.jobs.report.diff.PastAudit;
import io.vpreflight.jobs.report.diff.PastAudits;
import io.vpreflight.jobs.store.Audits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The audits of the schedules as their reports in JSON tell them, and what changed between two.
 * Safe for several threads.
 */
public final class KeptAudits {
  /** Name of the file that is read. */
  public static final String REPORT = "report.json";

  private final History history;

  /** Of that history. */
  public KeptAudits(History history) {
    this.history = history;
  }

  /**
   * What changed from one audit to another.
   *
   * @param from id of the older one
   * @param to id of the newer one
   * @throws NotKept when one is not known, or its report is not there
   */
  public AuditDiff diff(String from, String to) throws IOException {
    return AuditDiff.of(audit(from), audit(to));
  }

  /**
   * What changed from the last but one audit of a schedule to the last.
   *
   * @throws NotKept when there is no such schedule, or there are not two
   */
  public AuditDiff newest(String schedule) throws IOException {
    Text problem = history.problem(schedule);
    if (problem != null) {
      throw new NotKept(problem);
    }
    List<Audits.Entry> two = history.audits(schedule, null, 2).rows();
    if (two.size() < 2) {
      throw new NotKept(Text.of("history.too-few", schedule, two.size()));
    }
    return AuditDiff.of(read(report(two.get(1))), read(report(two.get(0))));
  }

  /**
   * An audit, by its id.
   *
   * @throws NotKept when it is not known, or its report is not there
   */
  public PastAudit audit(String id) throws IOException {
    return read(
        history
            .audit(id)
            .map(KeptAudits::report)
            .orElseThrow(() -> new NotKept(Text.of("history.no-such-audit", id))));
  }

  private static Path report(Audits.Entry entry) {
    return Path.of(entry.audit().report()).resolve(REPORT);
  }

  /**
   * What such a report says, whoever wrote it.
   *
   * @throws NotKept when it is not there, or is none
   */
  public static PastAudit read(Path report) throws IOException {
    if (!Files.isRegularFile(report)) {
      throw new NotKept(Text.of("history.no-report", report.toString()));
    }
    PastAudit audit = PastAudits.read(report);
    if (audit == null) {
      throw new NotKept(Text.of("history.bad-report", report.toString()));
    }
    return audit;
  }
}
