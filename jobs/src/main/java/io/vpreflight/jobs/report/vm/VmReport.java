// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.vm;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.Checks;
import io.vpreflight.jobs.audit.Eligibility;
import io.vpreflight.jobs.audit.Finding;
import io.vpreflight.jobs.audit.Incompleteness;
import io.vpreflight.jobs.audit.NotObservable;
import io.vpreflight.jobs.audit.UndeterminedResult;
import io.vpreflight.jobs.audit.VmVerdict;
import io.vpreflight.jobs.audit.Waiver;
import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.check.Roles;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Staleness;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.check.VmRole;
import io.vpreflight.jobs.report.Style;
import io.vpreflight.jobs.report.TextReport;
import io.vpreflight.jobs.report.UndeterminedGroup;
import io.vpreflight.jobs.report.html.Fact;
import io.vpreflight.jobs.text.Names;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.inventory.ObjectRef;
import io.vpreflight.vsphere.inventory.VCenter;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes, for a terminal, everything that an audit knows of one virtual machine: its verdict and
 * what decides it first, then the facts that this rests on.
 */
public final class VmReport {
  private final Texts texts;
  private final Style style;

  /** Writes in that language and style. */
  public VmReport(Texts texts, Style style) {
    this.texts = texts;
    this.style = style;
  }

  /** Writes it; the writer stays open. */
  public void write(Audit audit, VmSubject subject, PrintWriter out) {
    new Pen(audit, subject, new Sheet(out, texts, style, TextReport.WIDTH)).all();
    out.flush();
  }

  private final class Pen {
    private final Audit audit;
    private final VmSubject subject;
    private final Sheet sheet;
    private final ObjectRef self;
    private final Set<ObjectRef> surroundings;

    Pen(Audit audit, VmSubject subject, Sheet sheet) {
      this.audit = audit;
      this.subject = subject;
      this.sheet = sheet;
      this.self = subject.ref();
      this.surroundings = subject.surroundings();
    }

    void all() {
      title();
      verdict();
      new VmFacts(sheet, subject).print();
      new VmDisks(sheet, subject).print();
      findings();
      undetermined();
      coverage();
    }

    private void title() {
      VCenter vcenter = subject.scene().inventory().vcenter();
      sheet.line(style.bold(VmFinder.path(subject)));
      String key = audit.isFromFile(vcenter) ? "why.in-file" : "why.in";
      sheet.wrapped(
          "  ",
          texts.say(key, vcenter.name(), vcenter.about().version(), vcenter.collectedAt()),
          UnaryOperator.identity());
      Text stale = Staleness.in(subject.scene()).of(subject.vm());
      if (stale != null) {
        sheet.wrapped("  ", texts.say(stale), this::alarming);
      }
      for (Incompleteness reason : audit.incomplete()) {
        sheet.wrapped(
            "  ", texts.say("report.incomplete") + " " + texts.say(reason.text()), this::alarming);
      }
    }

    private void verdict() {
      String profile = audit.profile().id();
      if (!audit.profile().verdict()) {
        sheet.heading("why.no-verdict", profile);
        Severity worst = worst();
        sheet.wrapped(
            "  ",
            worst == null
                ? texts.say("why.nothing-found")
                : texts.say("why.worst", texts.say("severity." + worst.label())),
            UnaryOperator.identity());
        return;
      }
      for (VmVerdict verdict : audit.verdicts().vms()) {
        if (verdict.object().equals(self)) {
          sheet.heading("why.verdict", profile, texts.say("verdict." + verdict.verdict().label()));
          reasons("why.decided-by", verdict, true);
          reasons("why.besides", verdict, false);
          return;
        }
      }
      VmRole role = Roles.in(subject.scene()).of(subject.vm()).role();
      sheet.heading("why.no-candidate", profile, texts.say("role." + role.label()));
    }

    private @Nullable Severity worst() {
      return audit.findings().stream()
          .filter(finding -> finding.object().equals(self))
          .map(Finding::severity)
          .reduce((one, other) -> one.atLeast(other) ? one : other)
          .orElse(null);
    }

    private void reasons(String key, VmVerdict verdict, boolean deciding) {
      List<VmVerdict.Reason> reasons =
          verdict.reasons().stream()
              .filter(reason -> decides(reason, verdict.verdict()) == deciding)
              .toList();
      if (!reasons.isEmpty()) {
        sheet.line("  " + texts.say(key));
      }
      for (VmVerdict.Reason reason : reasons) {
        String label =
            reason.found()
                ? texts.say("severity." + reason.severity().label())
                : texts.say("html.undetermined.short");
        sheet.wrapped(
            "  - ",
            label.toUpperCase(Locale.ROOT)
                + " "
                + texts.say(
                    "why.line", texts.title(reason.check()) + where(reason.object()), reason.text())
                + " ("
                + reason.check()
                + ")",
            UnaryOperator.identity());
      }
    }

    private static boolean decides(VmVerdict.Reason reason, Eligibility verdict) {
      boolean stops = reason.severity().atLeast(Severity.ERROR);
      return switch (verdict) {
        case NOT_ELIGIBLE -> reason.found() && stops;
        case UNDETERMINED -> !reason.found() && stops;
        case ELIGIBLE_WITH_WARNINGS -> reason.found();
        case ELIGIBLE -> false;
      };
    }

    private void findings() {
      List<Finding> findings =
          audit.findings().stream().filter(f -> surroundings.contains(f.object())).toList();
      sheet.heading("why.findings", findings.size());
      findings.forEach(finding -> finding(finding, null));
      for (Audit.WaivedFinding waived : audit.waived()) {
        if (surroundings.contains(waived.finding().object())) {
          finding(waived.finding(), waived.waiver());
        }
      }
    }

    private void finding(Finding finding, @Nullable Waiver waiver) {
      String label = texts.say("severity." + finding.severity().label()).toUpperCase(Locale.ROOT);
      sheet.line(
          "  "
              + style.severity(finding.severity(), " " + label + " ")
              + " "
              + style.bold(texts.title(finding.check()) + where(finding.object()))
              + "  "
              + style.dim(finding.check()));
      sheet.wrapped("    ", texts.say(finding.summary()), UnaryOperator.identity());
      for (Fact fact : Fact.of(finding.evidence())) {
        sheet.line("      " + style.dim(fact.property() + " = " + fact.value()));
      }
      if (waiver != null) {
        sheet.wrapped(
            "    ",
            texts.say("why.waived", waiver.owner(), waiver.until(), waiver.reason()),
            UnaryOperator.identity());
        return;
      }
      sheet.wrapped("    → ", texts.say(finding.remedy()), UnaryOperator.identity());
    }

    private void undetermined() {
      List<UndeterminedResult> unknown =
          audit.undetermined().stream().filter(u -> surroundings.contains(u.object())).toList();
      if (unknown.isEmpty()) {
        return;
      }
      sheet.heading("why.undetermined", unknown.size());
      for (UndeterminedGroup group : UndeterminedGroup.of(unknown)) {
        sheet.wrapped("  - ", texts.say(group.reason()), UnaryOperator.identity());
        sheet.wrapped("      ", String.join(", ", group.checks()), style::dim);
      }
    }

    private void coverage() {
      sheet.heading("why.coverage");
      sheet.wrapped("  ", view(), UnaryOperator.identity());
      VmRole role = Roles.in(subject.scene()).of(subject.vm()).role();
      Set<String> ran = audit.runs().stream().map(run -> run.check()).collect(Collectors.toSet());
      long others =
          Checks.all().stream()
              .map(Check::info)
              .filter(info -> ran.contains(info.id()) && info.id().startsWith("vm."))
              .filter(info -> !info.roles().contains(role))
              .count();
      sheet.wrapped(
          "  ",
          others == 0
              ? texts.say("why.checks", ran.size())
              : texts.say("why.checks.role", ran.size(), others, texts.say("role." + role.label())),
          UnaryOperator.identity());
      audit.runs().stream()
          .filter(run -> run.broke() != null)
          .forEach(
              run ->
                  sheet.wrapped(
                      "  ", texts.say("report.broke", run.check(), run.broke()), this::alarming));
      for (NotObservable blind : Blind.of(audit, subject)) {
        sheet.wrapped(
            "  ",
            texts.say("why.line", texts.title(blind.check()), blind.reason()),
            UnaryOperator.identity());
      }
    }

    private String view() {
      String view = subject.scene().inventory().coverage().view().name();
      return texts.say(
          "why.view", texts.say("html.view." + view.toLowerCase(Locale.ROOT).replace('_', '-')));
    }

    private String where(ObjectRef object) {
      return object.equals(self) ? "" : " " + texts.say("why.on", Names.shown(object.name()));
    }

    private String alarming(String text) {
      return style.severity(Severity.ERROR, text);
    }
  }
}
