// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.runbook;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.text.Names;
import io.vpreflight.jobs.text.Texts;
import java.io.PrintWriter;
import java.util.List;

/** A runbook as a person reads it. */
public final class RunbookPage {
  private final Texts texts;
  private final PrintWriter out;

  /** Writes in the language of the texts. */
  public RunbookPage(Texts texts, PrintWriter out) {
    this.texts = texts;
    this.out = out;
  }

  /** Writes it. */
  public void write(Runbook page) {
    out.println(texts.say("runbook.title", texts.say("runbook." + page.kind().label() + ".title")));
    out.println(
        "  "
            + Names.shown(page.object().path())
            + "/"
            + Names.shown(page.object().name())
            + "  "
            + Names.shown(page.object().ref().moId()));
    out.println("  " + texts.say("runbook.nothing-sent"));
    list("runbook.findings", "! ", page.findings());
    if (!page.evidence().isEmpty()) {
      head("runbook.evidence");
      page.evidence()
          .forEach((path, value) -> out.println("  " + path + " = " + Names.shown(value)));
    }
    list("runbook.before", "[ ] ", page.before());
    list("runbook.withheld", "x ", page.withheld());
    if (!page.commands().isEmpty()) {
      head("runbook.commands");
      page.commands().forEach(command -> out.println("  " + command));
    }
    out.flush();
  }

  private void list(String title, String mark, List<Text> lines) {
    if (!lines.isEmpty()) {
      head(title);
      lines.forEach(line -> out.println("  " + mark + texts.say(line)));
    }
  }

  private void head(String title) {
    out.println();
    out.println(texts.say(title));
  }
}
