// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.report.Style;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.doctor.Status;
import io.vpreflight.plugin.doctor.Step;
import io.vpreflight.plugin.doctor.Visits;
import io.vpreflight.plugin.terminal.Console;
import io.vpreflight.vsphere.VCenterEndpoint;
import java.io.PrintWriter;
import java.util.Arrays;

/** For a person: a line a step, and what to do below it. */
final class DoctorText implements DoctorOutput {
  private final PrintWriter out;
  private final Texts texts;
  private final Style style;
  private final int statusWidth;
  private final int nameWidth;

  DoctorText(Console console) {
    out = console.out();
    texts = console.texts();
    style = console.style();
    statusWidth = Arrays.stream(Status.values()).mapToInt(s -> word(s).length()).max().orElse(0);
    nameWidth = Visits.ids().stream().mapToInt(id -> name(id).length()).max().orElse(0);
  }

  @Override
  public void begin() {}

  @Override
  public void local() {
    out.println(style.bold(texts.say("doctor.local")));
  }

  @Override
  public void vcenter(VCenterEndpoint endpoint) {
    out.println();
    out.println(style.bold(endpoint.name()) + "  " + endpoint.sdk());
    out.flush();
  }

  @Override
  public void step(Step step) {
    out.println(
        "  "
            + colored(step.status(), padded(word(step.status()), statusWidth))
            + "  "
            + padded(name(step.id()), nameWidth)
            + "  "
            + texts.say(step.said()));
    Text remedy = step.remedy();
    if (remedy != null) {
      String indent = " ".repeat(statusWidth + nameWidth + 6);
      out.println(indent + "-> " + texts.say(remedy).replace("\n", "\n" + indent + "   "));
    }
    out.flush();
  }

  @Override
  public void end(boolean well, int undetermined) {
    out.println();
    out.println(
        !well
            ? texts.say("doctor.not-well")
            : undetermined == 0
                ? texts.say("doctor.well")
                : texts.say("doctor.unsure", undetermined));
    out.flush();
  }

  private String word(Status status) {
    return texts.say("doctor.status." + status.label());
  }

  private String name(String id) {
    return texts.say("doctor." + id);
  }

  private String colored(Status status, String text) {
    return switch (status) {
      case OK -> style.good(text);
      case WARNING -> style.severity(Severity.WARNING, text);
      case PROBLEM -> style.severity(Severity.ERROR, text);
      case UNDETERMINED -> style.severity(Severity.INFO, text);
      case SKIPPED -> style.dim(text);
    };
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
