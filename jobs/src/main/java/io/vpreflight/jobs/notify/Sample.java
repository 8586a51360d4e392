// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.notify.Notice.Group;
import io.vpreflight.jobs.notify.Notice.Line;
import io.vpreflight.jobs.notify.Notice.Part;
import io.vpreflight.jobs.text.Texts;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A message that only shows that a channel works, and says so. */
public final class Sample {
  private Sample() {}

  /** One finding of nobody's. */
  public static Notice of(Rules rules, Instant now) {
    Texts texts = Texts.in(rules.locale(), rules.zone());
    Line line =
        new Line(
            "00000000-0000-0000-0000-000000000000",
            "vcenter.example.org",
            "VirtualMachine:vm-0",
            "",
            "example",
            "/",
            texts.say("notify.test.summary"));
    Group group =
        new Group(
            Turn.NEW,
            "vpreflight.test",
            "",
            Severity.INFO.label(),
            texts.say("notify.test.title"),
            "",
            1,
            1,
            List.of(line));
    Part part =
        new Part(
            "notify-test",
            "test",
            "",
            now.toString(),
            true,
            new Notice.Counts(1, 0, 0, 0, 1, 0),
            "",
            List.of(group),
            0,
            List.of());
    String id = UUID.randomUUID().toString();
    return new Notice(id, rules.locale().getLanguage(), true, List.of(part));
  }
}
