// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.CheckRun;
import io.vpreflight.jobs.audit.FailedSource;
import io.vpreflight.jobs.audit.Finding;
import io.vpreflight.jobs.audit.Incompleteness;
import io.vpreflight.jobs.audit.NotObservable;
import io.vpreflight.jobs.audit.Scope;
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
import io.vpreflight.vsphere.inventory.UnparsedObject;
import io.vpreflight.vsphere.inventory.VCenter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes an audit for a terminal: at the top how much was read and found; what is wrong, grouped,
 * worst first; healthy objects only as a number; at the end, where the eye is, how whole the audit
 * is and what to do first.
 */
public final class TextReport {
  /** Columns of a line when nobody says how many there are. */
  public static final int WIDTH = 100;

  private static final int NARROWEST = 60;
  private static final int OBJECTS_SHOWN = 8;

  /** What needs no action takes little room. */
  private static final int INFOS_SHOWN = 3;

  private final Tool tool;
  private final Texts texts;
  private final Style style;
  private final int width;

  /** Writes in that language and style, in lines of 100 columns. */
  public TextReport(Tool tool, Texts texts, Style style) {
    this(tool, texts, style, WIDTH);
  }

  /**
   * Writes in that language and style.
   *
   * @param width columns of a line; less than 60 count as 60, and long names are never broken
   */
  public TextReport(Tool tool, Texts texts, Style style, int width) {
    this.tool = tool;
    this.texts = texts;
    this.style = style;
    this.width = Math.max(NARROWEST, width);
  }

  /** Writes the whole audit; the writer stays open. */
  public void write(Audit audit, PrintWriter out) {
    write(audit, null, out);
  }

  /**
   * The same.
   *
   * @param verdict what the command comes to, said at the top; null when it comes to nothing
   */
  public void write(Audit audit, @Nullable Text verdict, PrintWriter out) {
    List<FindingGroup> groups = FindingGroup.of(audit.findings());
    header(audit, verdict, out);
    incomplete(audit, out);
    scope(audit.scope(), out);
    for (Text note : audit.notes()) {
      wrapped("", texts.say("report.note") + " " + texts.say(note), UnaryOperator.identity(), out);
    }
    groups.forEach(group -> group(group, out));
    undetermined(audit, out);
    unknownWords(UnknownWord.of(audit), out);
    notObservable(audit.notObservable(), out);
    broke(audit, out);
    if (!audit.waived().isEmpty()) {
      out.println();
      out.println(style.dim(texts.say("report.waived", audit.waived().size())));
    }
    summary(audit, groups, out);
    out.flush();
  }

  private void header(Audit audit, @Nullable Text verdict, PrintWriter out) {
    out.println(
        style.bold(tool.name() + " " + tool.version())
            + "  "
            + texts.shown(audit.profile().id())
            + "  "
            + texts.shown(audit.startedAt()));
    wrapped("", Headline.of(audit, texts), UnaryOperator.identity(), out);
    if (verdict != null) {
      wrapped("", texts.say(verdict), UnaryOperator.identity(), out);
    }
    for (Scene scene : audit.estate().scenes()) {
      Inventory inventory = scene.inventory();
      VCenter vcenter = inventory.vcenter();
      Coverage coverage = inventory.coverage();
      String line =
          audit.isFromFile(vcenter)
              ? texts.say(
                  "report.vcenter.file",
                  vcenter.name(),
                  vcenter.about().version(),
                  inventory.virtualMachines().size(),
                  inventory.hosts().size(),
                  vcenter.collectedAt())
              : texts.say(
                  "report.vcenter",
                  vcenter.name(),
                  vcenter.about().version(),
                  inventory.virtualMachines().size(),
                  inventory.hosts().size(),
                  coverage.calls(),
                  new Bytes(coverage.bytes()));
      wrapped("  ", line, UnaryOperator.identity(), out);
      notRead(coverage.unparsed(), out);
    }
    for (FailedSource failed : audit.failed()) {
      wrapped("  ", texts.say(Problems.of(failed.name(), failed.problem())), this::alarming, out);
    }
    for (Scene remembered : audit.estate().remembered()) {
      VCenter vcenter = remembered.inventory().vcenter();
      String line = texts.say("report.compared-with", vcenter.name(), vcenter.collectedAt());
      wrapped("  ", line, style::dim, out);
    }
  }

  private void notRead(List<UnparsedObject> objects, PrintWriter out) {
    for (UnparsedObject one : objects.subList(0, Math.min(OBJECTS_SHOWN, objects.size()))) {
      wrapped("    ", NotRead.say(one, texts), this::alarming, out);
    }
    if (objects.size() > OBJECTS_SHOWN) {
      out.println("    " + style.dim(texts.say("report.more", objects.size() - OBJECTS_SHOWN)));
    }
  }

  private void group(FindingGroup group, PrintWriter out) {
    out.println();
    String label = texts.say("severity." + group.severity().label()).toUpperCase(Locale.ROOT);
    String title = texts.say(group.titleKey());
    String source = texts.say("report.group", group.check(), group.objects());
    boolean fits = label.length() + title.length() + source.length() + 5 <= width;
    out.println(
        style.severity(group.severity(), " " + label + " ")
            + " "
            + style.bold(title)
            + (fits ? "  " + style.dim(source) : ""));
    if (!fits) {
      out.println("  " + style.dim(source));
    }
    List<Finding> findings = group.findings();
    boolean same = findings.stream().map(Finding::summary).distinct().limit(2).count() == 1;
    if (same) {
      wrapped("  ", texts.say(findings.get(0).summary()), UnaryOperator.identity(), out);
    }
    int most = group.severity() == Severity.INFO ? INFOS_SHOWN : OBJECTS_SHOWN;
    // One more costs no more room than the line that counts it.
    int shown = findings.size() == most + 1 ? most + 1 : Math.min(most, findings.size());
    String remedy = remedy(group);
    for (int i = 0; i < shown; i++) {
      Finding finding = findings.get(i);
      object(path(finding.object()), same ? "" : texts.say(finding.summary()), out);
      if (remedy == null) {
        wrapped("      → ", texts.say(finding.remedy()), UnaryOperator.identity(), out);
      }
    }
    if (shown < findings.size()) {
      out.println("    " + style.dim(texts.say("report.more", findings.size() - shown)));
    }
    if (remedy != null) {
      wrapped("  → ", remedy, UnaryOperator.identity(), out);
    }
  }

  /** An object and what is wrong with it, on one line if it fits. */
  private void object(String path, String summary, PrintWriter out) {
    if (summary.isEmpty()) {
      out.println("    " + path);
    } else if (path.length() + summary.length() + 6 <= width) {
      out.println("    " + path + "  " + style.dim(summary));
    } else {
      out.println("    " + path);
      wrapped("      ", summary, style::dim, out);
    }
  }

  private void undetermined(Audit audit, PrintWriter out) {
    List<UndeterminedGroup> groups = UndeterminedGroup.of(audit.undetermined());
    if (groups.isEmpty()) {
      return;
    }
    out.println();
    out.println(style.bold(texts.say("report.undetermined", audit.undetermined().size())));
    for (UndeterminedGroup group : groups.subList(0, Math.min(OBJECTS_SHOWN, groups.size()))) {
      int objects = group.objects().size();
      int checks = group.checks().size();
      String begin = texts.say("report.undetermined.reason", objects, checks);
      wrapped("  ", begin + " " + texts.say(group.reason()), UnaryOperator.identity(), out);
    }
    if (groups.size() > OBJECTS_SHOWN) {
      out.println("  " + style.dim(texts.say("report.more", groups.size() - OBJECTS_SHOWN)));
    }
  }

  private void unknownWords(List<UnknownWord> words, PrintWriter out) {
    if (words.isEmpty()) {
      return;
    }
    out.println();
    String title = texts.say("report.unknown-words", UnknownWord.sum(words));
    wrapped("", title, style::bold, out);
    for (UnknownWord word : words.subList(0, Math.min(OBJECTS_SHOWN, words.size()))) {
      ObjectRef example = word.example();
      String line =
          example == null
              ? texts.say("report.unknown-word", word.what(), word.count())
              : texts.say("report.unknown-word.of", word.what(), word.count(), path(example));
      wrapped("  ", line, UnaryOperator.identity(), out);
    }
    if (words.size() > OBJECTS_SHOWN) {
      out.println("  " + style.dim(texts.say("report.more", words.size() - OBJECTS_SHOWN)));
    }
  }

  private void notObservable(List<NotObservable> blind, PrintWriter out) {
    if (blind.isEmpty()) {
      return;
    }
    out.println();
    out.println(style.bold(texts.say("report.not-observable")));
    for (NotObservable one : blind) {
      String title = texts.title(one.check());
      String line =
          texts.say("report.not-observable.line", title, one.count())
              + " "
              + texts.say(one.reason());
      wrapped("  ", line, UnaryOperator.identity(), out);
    }
  }

  private void broke(Audit audit, PrintWriter out) {
    for (CheckRun run : audit.runs()) {
      if (run.broke() != null) {
        out.println();
        wrapped("", texts.say("report.broke", run.check(), run.broke()), this::alarming, out);
      }
    }
  }

  private void scope(Scope scope, PrintWriter out) {
    String said = Headline.of(scope, texts);
    if (!said.isEmpty()) {
      wrapped("", said, UnaryOperator.identity(), out);
    }
  }

  private void incomplete(Audit audit, PrintWriter out) {
    for (Incompleteness reason : audit.incomplete()) {
      String line = texts.say("report.incomplete") + " " + texts.say(reason.text());
      wrapped("", line, this::alarming, out);
    }
  }

  private void summary(Audit audit, List<FindingGroup> groups, PrintWriter out) {
    out.println();
    List<String> counts = new ArrayList<>();
    audit
        .bySeverity()
        .forEach(
            (severity, n) ->
                counts.add(
                    style.severity(severity, n + " " + texts.say("severity." + severity.label()))));
    if (audit.isClean()) {
      counts.add(style.good(texts.say("report.clean")));
    }
    if (audit.readNothing()) {
      wrapped("", Headline.nothingRead(audit, texts), this::alarming, out);
    } else {
      counts.add(style.dim(texts.say("report.undetermined", audit.undetermined().size())));
      out.println(String.join("  ", counts));
    }
    MachineCounts machines = MachineCounts.of(audit);
    if (machines.total() > 0) {
      String sentence =
          audit.profile().verdict()
              ? VerdictCounts.of(audit.verdicts()).sentence(texts)
              : machines.sentence(texts);
      wrapped("", sentence, UnaryOperator.identity(), out);
    }
    incomplete(audit, out);
    List<FindingGroup> first = FindingGroup.first(groups);
    if (!first.isEmpty()) {
      out.println();
      out.println(style.bold(texts.say("report.first")));
      int n = 1;
      for (FindingGroup group : first) {
        String step = texts.say("report.first.step", texts.say(group.titleKey()), group.objects());
        String remedy = remedy(group);
        String does = remedy == null ? texts.say("report.first.each") : remedy;
        wrapped("  " + n++ + ". ", step + " " + does, UnaryOperator.identity(), out);
      }
    }
  }

  /** What to do; null when it is something else for each, such as another product to ask. */
  private @Nullable String remedy(FindingGroup group) {
    String one = null;
    for (Finding finding : group.findings()) {
      String said = texts.say(finding.remedy());
      if (one != null && !one.equals(said)) {
        return null;
      }
      one = said;
    }
    return one;
  }

  private String alarming(String text) {
    return style.severity(Severity.ERROR, text);
  }

  /** Each part is cut by itself, so that a long path does not push out the name. */
  private static String path(ObjectRef object) {
    String path = Names.shown(object.path());
    return (path.isEmpty() ? "" : path + "/") + Names.shown(object.name());
  }

  private void wrapped(String begin, String text, UnaryOperator<String> look, PrintWriter out) {
    for (String line : Wrap.lines(begin, text, width)) {
      int indent = line.length() - line.stripLeading().length();
      out.println(line.substring(0, indent) + look.apply(line.substring(indent)));
    }
  }
}
