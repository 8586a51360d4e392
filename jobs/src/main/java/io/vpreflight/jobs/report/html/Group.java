// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.html;

import io.vpreflight.jobs.audit.Finding;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.report.FindingGroup;
import io.vpreflight.jobs.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A group of findings as a section of the report. What all its rows share is said once, above them.
 *
 * @param anchor its place in the page, the same in every report
 * @param severity of all of it
 * @param check id of the check
 * @param title of the check
 * @param why it matters; empty when there is no text
 * @param objects number of objects
 * @param summary what is wrong, when it is the same for every row; else empty
 * @param remedy what to do, when it is the same for every row; else empty
 * @param errorIds ids of other products
 * @param rows shown at once
 * @param folded shown when asked for, and on paper
 * @param omitted number of those that only the files hold
 */
public record Group(
    String anchor,
    Severity severity,
    String check,
    String title,
    String why,
    int objects,
    String summary,
    String remedy,
    List<String> errorIds,
    List<Row> rows,
    List<Row> folded,
    int omitted) {
  /** Rows that are shown at once. */
  static final int SHOWN = 10;

  /** Rows that a page bears; a file holds the others. */
  static final int MOST = 500;

  /**
   * One finding.
   *
   * @param place where
   * @param summary what is wrong; empty when the group says it
   * @param facts the evidence
   * @param remedy what to do; empty when the group says it
   */
  public record Row(Place place, String summary, List<Fact> facts, String remedy) {}

  static Group of(FindingGroup group, Places places, Texts texts) {
    List<Finding> findings = group.findings();
    List<Finding> kept = findings.subList(0, Math.min(findings.size(), MOST));
    List<String> summaries = kept.stream().map(f -> texts.say(f.summary())).toList();
    List<String> remedies = kept.stream().map(f -> texts.say(f.remedy())).toList();
    boolean sameSummary = summaries.stream().distinct().limit(2).count() == 1;
    boolean sameRemedy = remedies.stream().distinct().limit(2).count() == 1;
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      Finding finding = kept.get(i);
      rows.add(
          new Row(
              places.of(finding.object(), finding.key()),
              sameSummary ? "" : summaries.get(i),
              Fact.of(finding.evidence()),
              sameRemedy ? "" : remedies.get(i)));
    }
    // What needs no action does not push away what does.
    int shown = group.severity() == Severity.INFO ? 0 : Math.min(rows.size(), SHOWN);
    String why = "check." + group.check() + ".why";
    TreeSet<String> ids = new TreeSet<>();
    kept.forEach(finding -> ids.addAll(finding.errorIds()));
    return new Group(
        anchor(group),
        group.severity(),
        group.check(),
        texts.say(group.titleKey()),
        texts.has(why) ? texts.say(why) : "",
        group.objects(),
        sameSummary ? summaries.get(0) : "",
        sameRemedy ? remedies.get(0) : "",
        List.copyOf(ids),
        List.copyOf(rows.subList(0, shown)),
        List.copyOf(rows.subList(shown, rows.size())),
        findings.size() - kept.size());
  }

  private static String anchor(FindingGroup group) {
    return (group.severity().label() + "-" + group.check() + "-" + group.kind()).replace('.', '-');
  }

  /** What is wrong, in one sentence; the first row stands for others like it. */
  public String lead() {
    return summary.isEmpty() ? firstRow().summary() : summary;
  }

  private Row firstRow() {
    return rows.isEmpty() ? folded.get(0) : rows.get(0);
  }

  /** True when the rows have summaries of their own. */
  public boolean hasSummaries() {
    return summary.isEmpty();
  }
}
