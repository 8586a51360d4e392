// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.report.Style;
import io.vpreflight.jobs.text.Names;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.access.AccountAnswer;
import io.vpreflight.plugin.access.FeatureAccess;
import io.vpreflight.plugin.access.FeatureAccess.Lack;
import io.vpreflight.plugin.access.Role;
import io.vpreflight.plugin.terminal.Console;
import io.vpreflight.vsphere.inventory.MoRef;
import java.io.PrintWriter;
import java.util.List;

/** For a person: what lacks where, then the role, ready to be copied. */
final class PrivilegesText {
  private static final int MOST_SHOWN = 10;

  private final PrintWriter out;
  private final Texts texts;
  private final Style style;

  PrivilegesText(Console console) {
    out = console.out();
    texts = console.texts();
    style = console.style();
  }

  void print(Role role, List<AccountAnswer> answers) {
    answers.forEach(this::answer);
    String user =
        answers.stream()
            .map(AccountAnswer::userName)
            .filter(name -> name != null)
            .findFirst()
            .orElse(Role.exampleUser());
    out.println(style.bold(texts.say("privileges.role", role.name())));
    role.yaml().forEach(line -> out.println("  " + line));
    out.println();
    out.println(style.bold(texts.say("privileges.govc")));
    out.println("  " + role.createCommand());
    out.println("  " + role.grantCommand(user));
    out.println();
    out.println(style.bold(texts.say("privileges.client")));
    texts
        .say(
            role.repairs()
                ? "privileges.client.repair"
                : role.writesBack() ? "privileges.client.write-back" : "privileges.client.steps",
            role.name(),
            user,
            labels(role))
        .lines()
        .forEach(line -> out.println("  " + line));
    out.flush();
  }

  private void answer(AccountAnswer answer) {
    String user = answer.userName();
    out.println(style.bold(answer.vcenter()) + (user == null ? "" : "  " + Names.shown(user)));
    Text problem = answer.problem();
    if (problem != null) {
      out.println("  " + style.severity(Severity.ERROR, texts.say(problem)));
    }
    for (FeatureAccess feature : answer.features()) {
      feature(feature, answer);
    }
    out.println();
  }

  private void feature(FeatureAccess feature, AccountAnswer answer) {
    Text reason = feature.reason();
    String said =
        switch (feature.state()) {
          case GRANTED -> style.good(texts.say("privileges.granted", feature.asked()));
          case LACKING -> style.severity(Severity.ERROR, texts.say("privileges.lacking"));
          case UNDETERMINED ->
              style.severity(
                  Severity.INFO,
                  texts.say("privileges.undetermined", reason == null ? "" : reason));
        };
    out.println("  " + feature.feature() + "  " + said);
    for (Lack lack : feature.lacks()) {
      out.println(
          "    "
              + texts.say("privileges.lack", lack.privilege(), lack.objects().size(), lack.of()));
      List<MoRef> shown = lack.objects().subList(0, Math.min(MOST_SHOWN, lack.objects().size()));
      for (MoRef object : shown) {
        String path = answer.paths().get(object);
        out.println("      " + (path == null ? "" : Names.shown(path) + "  ") + object);
      }
      if (shown.size() < lack.objects().size()) {
        out.println("      " + texts.say("privileges.more", lack.objects().size() - shown.size()));
      }
    }
  }

  /** What the vSphere Client calls them; those of every role cannot be chosen there. */
  private String labels(Role role) {
    List<String> labels =
        role.privileges().stream()
            .filter(privilege -> !privilege.startsWith("System."))
            .map(privilege -> texts.say("privileges.label." + privilege))
            .toList();
    return labels.isEmpty() ? texts.say("privileges.label.none") : String.join(", ", labels);
  }
}
