// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.report.JsonParts;
import io.vpreflight.jobs.report.diff.AuditDiff;
import io.vpreflight.jobs.report.diff.AuditDiff.Change;
import io.vpreflight.jobs.report.diff.AuditDiff.Changed;
import io.vpreflight.jobs.report.diff.AuditDiff.Silence;
import io.vpreflight.jobs.report.diff.PastAudit;
import io.vpreflight.jobs.text.Names;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.inventory.ObjectRef;
import java.io.PrintWriter;
import java.util.List;

/** What changed between two audits, to be read: what got worse first. */
final class DiffText {
  private final PrintWriter out;
  private final Texts texts;

  DiffText(PrintWriter out, Texts texts) {
    this.out = out;
    this.texts = texts;
  }

  void print(AuditDiff diff) {
    audit("diff.from", diff.from());
    audit("diff.to", diff.to());
    for (Change change : Change.values()) {
      List<Changed> those = diff.findings().stream().filter(one -> one.change() == change).toList();
      heading("diff." + JsonParts.label(change), those.size());
      those.forEach(this::finding);
    }
    heading("diff.verdicts", diff.verdicts().size());
    diff.verdicts()
        .forEach(
            one ->
                out.println(
                    "  "
                        + texts.say(
                            "diff.verdict",
                            shown(one.object()),
                            texts.say("verdict." + one.was()),
                            texts.say("verdict." + one.now()))));
    machines("diff.appeared", diff.appeared());
    machines("diff.gone", diff.gone());
    boolean same =
        diff.findings().isEmpty()
            && diff.verdicts().isEmpty()
            && diff.appeared().isEmpty()
            && diff.gone().isEmpty();
    if (same) {
      say("diff.same");
    }
  }

  private void audit(String key, PastAudit audit) {
    say(
        key,
        audit.startedAt(),
        audit.profile(),
        audit.id(),
        texts.say(audit.complete() ? "diff.whole" : "diff.not-whole"));
  }

  private void heading(String key, int count) {
    if (count > 0) {
      out.println();
      say(key, count);
    }
  }

  private void finding(Changed one) {
    Silence silence = one.silence();
    String part = one.question().key();
    out.println(
        "  "
            + texts.say(
                "diff.finding",
                texts.say("severity." + one.answer().severity().label()),
                shown(one.question().object()),
                part.isEmpty()
                    ? one.question().check()
                    : one.question().check() + " (" + part + ")"));
    detail(Names.shown(one.answer().summary()));
    if (one.was() != null) {
      detail(texts.say("diff.was", texts.say("severity." + one.was().label())));
    }
    if (silence != null) {
      detail(texts.say("diff.silence." + JsonParts.label(silence)));
    }
  }

  private void detail(String line) {
    out.println("      " + line);
  }

  private void machines(String key, List<ObjectRef> machines) {
    heading(key, machines.size());
    machines.forEach(machine -> out.println("  " + shown(machine)));
  }

  private static String shown(ObjectRef object) {
    return Names.shown(
        object.path().isEmpty() ? object.name() : object.path() + "/" + object.name());
  }

  private void say(String key, Object... args) {
    out.println(texts.say(key, args));
  }
}
