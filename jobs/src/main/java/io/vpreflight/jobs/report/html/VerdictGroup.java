// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.html;

import io.vpreflight.jobs.audit.Eligibility;
import io.vpreflight.jobs.audit.Verdicts;
import io.vpreflight.jobs.audit.VmVerdict;
import io.vpreflight.jobs.audit.VmVerdict.Reason;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.report.VerdictCounts;
import io.vpreflight.jobs.text.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The virtual machines that got one verdict.
 *
 * @param verdict which
 * @param total how many there are
 * @param causes what decides it, the most frequent first; empty where nothing does
 * @param rows shown at once
 * @param folded shown when asked for, and on paper
 * @param omitted number of those that only the files hold
 */
public record VerdictGroup(
    Eligibility verdict,
    int total,
    List<Cause> causes,
    List<Row> rows,
    List<Row> folded,
    int omitted) {
  /** Reasons that are said of one machine; the worst come first. */
  static final int REASONS = 6;

  /** Causes that are named. */
  static final int CAUSES = 12;

  /**
   * One virtual machine.
   *
   * @param place which
   * @param reasons what speaks against it
   * @param more reasons that are not said
   * @param unknown what is not known besides, of a machine that is stopped anyway
   */
  public record Row(Place place, List<Because> reasons, int more, int unknown) {}

  /**
   * A reason.
   *
   * @param found false for what could not be known
   * @param severity its label
   * @param text what it is; with the host, cluster or datastore that the machine has it from
   */
  public record Because(boolean found, String severity, String text) {}

  /**
   * What decides the verdict of some machines.
   *
   * @param title of the check
   * @param machines how many; one machine may count for several causes
   */
  public record Cause(String title, int machines) {}

  /** Its place in the page, the same in every report. */
  public String anchor() {
    return verdict == Eligibility.UNDETERMINED ? "undetermined-machines" : verdict.label();
  }

  static List<VerdictGroup> of(Verdicts verdicts, Places places, Texts texts) {
    return VerdictCounts.ORDER.stream()
        .map(verdict -> of(verdict, verdicts, places, texts))
        .filter(group -> group.total() > 0)
        .toList();
  }

  private static VerdictGroup of(
      Eligibility verdict, Verdicts verdicts, Places places, Texts texts) {
    List<VmVerdict> vms = verdicts.vms().stream().filter(vm -> vm.verdict() == verdict).toList();
    List<Row> rows = vms.stream().limit(Group.MOST).map(vm -> row(vm, places, texts)).toList();
    int shown = verdict == Eligibility.ELIGIBLE ? 0 : Math.min(rows.size(), Group.SHOWN);
    return new VerdictGroup(
        verdict,
        vms.size(),
        causes(vms, texts),
        rows.subList(0, shown),
        rows.subList(shown, rows.size()),
        vms.size() - rows.size());
  }

  private static List<Cause> causes(List<VmVerdict> vms, Texts texts) {
    Map<String, Integer> machines = new TreeMap<>();
    for (VmVerdict vm : vms) {
      vm.reasons().stream()
          .filter(reason -> decides(reason, vm.verdict()))
          .map(Reason::check)
          .distinct()
          .forEach(check -> machines.merge(check, 1, Integer::sum));
    }
    return machines.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(CAUSES)
        .map(e -> new Cause(texts.title(e.getKey()), e.getValue()))
        .toList();
  }

  private static boolean decides(Reason reason, Eligibility verdict) {
    boolean stops = reason.severity().atLeast(Severity.ERROR);
    return switch (verdict) {
      case NOT_ELIGIBLE -> reason.found() && stops;
      case UNDETERMINED -> !reason.found() && stops;
      case ELIGIBLE_WITH_WARNINGS -> reason.found();
      case ELIGIBLE -> false;
    };
  }

  private static Row row(VmVerdict vm, Places places, Texts texts) {
    // What stops it is enough to know; what is not known beside that is only counted.
    boolean stopped = vm.verdict() == Eligibility.NOT_ELIGIBLE;
    Map<String, Because> byText = new LinkedHashMap<>();
    int unknown = 0;
    for (Reason reason : vm.reasons()) {
      if (stopped && !reason.found()) {
        unknown++;
      } else {
        Because because = because(reason, vm, texts);
        byText.putIfAbsent(because.text(), because);
      }
    }
    List<Because> said = byText.values().stream().limit(REASONS).toList();
    return new Row(places.of(vm.object(), ""), said, byText.size() - said.size(), unknown);
  }

  private static Because because(Reason reason, VmVerdict vm, Texts texts) {
    boolean own = reason.object().equals(vm.object());
    return new Because(
        reason.found(),
        reason.severity().label(),
        own
            ? texts.say(reason.text())
            : texts.say("html.because", reason.object().name(), reason.text()));
  }
}
