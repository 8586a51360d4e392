// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.FailedSource;
import io.vpreflight.jobs.audit.Finding;
import io.vpreflight.jobs.audit.Incompleteness;
import io.vpreflight.jobs.audit.NotObservable;
import io.vpreflight.jobs.audit.UndeterminedResult;
import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.text.Names;
import io.vpreflight.jobs.text.Problems;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.ObjectRef;
import io.vpreflight.vsphere.inventory.VCenter;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes an audit for a terminal: what is wrong, grouped, worst first; healthy objects only as a
 * number; at the end what to do first.
 */
public final class TextReport {
  private static final int OBJECTS_SHOWN = 8;
  private static final int FIRST_STEPS = 5;
  private static final int WIDTH = 100;

  private final Tool tool;
  private final Texts texts;
  private final Style style;

  /** Writes in that language and style. */
  public TextReport(Tool tool, Texts texts, Style style) {
    this.tool = tool;
    this.texts = texts;
    this.style = style;
  }

  /** Writes the whole audit; the writer stays open. */
  public void write(Audit audit, PrintWriter out) {
    List<FindingGroup> groups = FindingGroup.of(audit.findings());
    header(audit, out);
    groups.forEach(group -> group(group, out));
    undetermined(audit.undetermined(), out);
    notObservable(audit.notObservable(), out);
    audit.runs().stream()
        .filter(run -> run.broke() != null)
        .forEach(
            run ->
                out.println(
                    style.severity(
                        Severity.CRITICAL,
                        texts.say("report.broke", run.check(), String.valueOf(run.broke())))));
    if (!audit.waived().isEmpty()) {
      out.println();
      out.println(style.dim(texts.say("report.waived", audit.waived().size())));
    }
    summary(audit, groups, out);
    out.flush();
  }

  private void header(Audit audit, PrintWriter out) {
    out.println(
        style.bold(tool.name() + " " + tool.version())
            + "  "
            + audit.profile().id()
            + "  "
            + texts.shown(audit.startedAt()));
    for (Scene scene : audit.estate().scenes()) {
      Inventory inventory = scene.inventory();
      VCenter vcenter = inventory.vcenter();
      Coverage coverage = inventory.coverage();
      out.println(
          "  "
              + texts.say(
                  "report.vcenter",
                  vcenter.name(),
                  vcenter.about().version(),
                  inventory.virtualMachines().size(),
                  inventory.hosts().size(),
                  coverage.calls(),
                  new Bytes(coverage.bytes())));
    }
    for (FailedSource failed : audit.failed()) {
      String problem = texts.say(Problems.of(failed.name(), failed.problem()));
      out.println("  " + style.severity(Severity.ERROR, problem));
    }
  }

  private void group(FindingGroup group, PrintWriter out) {
    out.println();
    String label = texts.say("severity." + group.severity().label()).toUpperCase(Locale.ROOT);
    out.println(
        style.severity(group.severity(), " " + label + " ")
            + " "
            + style.bold(texts.say(group.titleKey()))
            + "  "
            + style.dim(texts.say("report.group", group.check(), group.objects())));
    Map<String, List<Finding>> bySummary = new LinkedHashMap<>();
    for (Finding finding : group.findings()) {
      bySummary
          .computeIfAbsent(texts.say(finding.summary()), s -> new java.util.ArrayList<>())
          .add(finding);
    }
    int shown = 0;
    for (Map.Entry<String, List<Finding>> entry : bySummary.entrySet()) {
      for (Finding finding : entry.getValue()) {
        if (shown++ < OBJECTS_SHOWN) {
          out.println("  " + path(finding.object()) + "  " + style.dim(entry.getKey()));
        }
      }
    }
    if (shown > OBJECTS_SHOWN) {
      out.println("  " + style.dim(texts.say("report.more", shown - OBJECTS_SHOWN)));
    }
    wrapped("  → ", texts.say(group.findings().get(0).remedy()), out);
  }

  private void undetermined(List<UndeterminedResult> undetermined, PrintWriter out) {
    if (undetermined.isEmpty()) {
      return;
    }
    out.println();
    out.println(style.bold(texts.say("report.undetermined", undetermined.size())));
    Map<Text, List<UndeterminedResult>> byReason = new LinkedHashMap<>();
    undetermined.forEach(
        u -> byReason.computeIfAbsent(u.reason(), r -> new java.util.ArrayList<>()).add(u));
    byReason.entrySet().stream()
        .sorted((a, b) -> b.getValue().size() - a.getValue().size())
        .limit(OBJECTS_SHOWN)
        .forEach(
            entry -> {
              long objects =
                  entry.getValue().stream().map(UndeterminedResult::object).distinct().count();
              long checks =
                  entry.getValue().stream().map(UndeterminedResult::check).distinct().count();
              out.println(
                  "  "
                      + texts.say("report.undetermined.reason", objects, checks)
                      + "  "
                      + texts.say(entry.getKey()));
            });
    if (byReason.size() > OBJECTS_SHOWN) {
      out.println("  " + style.dim(texts.say("report.more", byReason.size() - OBJECTS_SHOWN)));
    }
  }

  private void notObservable(List<NotObservable> blind, PrintWriter out) {
    if (blind.isEmpty()) {
      return;
    }
    out.println();
    out.println(style.bold(texts.say("report.not-observable")));
    for (NotObservable one : blind) {
      String title = texts.say("check." + one.check() + ".title");
      wrapped("  ", title + " (" + one.count() + "): " + texts.say(one.reason()), out);
    }
  }

  private void summary(Audit audit, List<FindingGroup> groups, PrintWriter out) {
    out.println();
    StringBuilder counts = new StringBuilder();
    audit
        .bySeverity()
        .forEach(
            (severity, n) ->
                counts
                    .append(
                        style.severity(
                            severity,
                            " " + n + " " + texts.say("severity." + severity.label()) + " "))
                    .append("  "));
    if (audit.findings().isEmpty() && audit.incomplete().isEmpty()) {
      counts.append(style.good(texts.say("report.clean")));
    }
    out.println(
        counts.append(style.dim(texts.say("report.undetermined", audit.undetermined().size()))));
    for (Incompleteness reason : audit.incomplete()) {
      out.println(
          style.severity(Severity.ERROR, texts.say("report.incomplete"))
              + " "
              + texts.say(reason.text()));
    }
    List<FindingGroup> first =
        groups.stream()
            .filter(g -> g.severity().atLeast(Severity.WARNING))
            .limit(FIRST_STEPS)
            .toList();
    if (!first.isEmpty()) {
      out.println();
      out.println(style.bold(texts.say("report.first")));
      int n = 1;
      for (FindingGroup group : first) {
        String step = texts.say("report.first.step", texts.say(group.titleKey()), group.objects());
        wrapped("  " + n++ + ". ", step + " " + texts.say(group.findings().get(0).remedy()), out);
      }
    }
  }

  private static String path(ObjectRef object) {
    return Names.shown(object.path() + "/" + object.name());
  }

  /** Breaks a text at spaces, with what follows under what began. */
  private static void wrapped(String begin, String text, PrintWriter out) {
    String indent = " ".repeat(begin.length());
    StringBuilder line = new StringBuilder(begin);
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() > WIDTH && line.length() > begin.length()) {
        out.println(line.toString().stripTrailing());
        line = new StringBuilder(indent);
      }
      line.append(word).append(' ');
    }
    out.println(line.toString().stripTrailing());
  }
}
