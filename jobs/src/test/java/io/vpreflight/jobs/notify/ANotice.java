// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.notify.Notice.Concern;
import io.vpreflight.jobs.notify.Notice.Group;
import io.vpreflight.jobs.notify.Notice.Line;
import io.vpreflight.jobs.notify.Notice.Part;
import io.vpreflight.jobs.testing.AnAudit;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A message, and rules of a channel, for tests of what becomes of them. */
public final class ANotice {
  public String schedule = "nightly";
  public String id = "0b7c9a52-6d4e-4a53-9c39-3c9b6a3f5d10";
  public boolean isWhole = true;
  public Notice.Counts counts = new Notice.Counts(262, 1, 2, 3, 4, 5);
  public final List<Group> groups = new ArrayList<>();
  public final List<Concern> concerns = new ArrayList<>();
  private String summary = "disks need consolidation";
  private int belowMinimum;

  /** One with a finding of each of these machines that went that way. */
  public static ANotice of(Turn turn, Severity severity, String... machines) {
    return new ANotice().and(turn, severity, AnAudit.CHECK, machines.length, machines);
  }

  /** The same for another check; {@code open} are there after it. */
  public ANotice and(Turn turn, Severity severity, String check, int open, String... machines) {
    List<Line> lines = new ArrayList<>();
    for (String machine : machines) {
      lines.add(
          new Line(
              "vc-uuid",
              "vc1",
              "VirtualMachine:vm-" + lines.size(),
              "",
              machine,
              "/Paris",
              turn == Turn.RESOLVED ? "" : summary));
    }
    groups.add(
        new Group(
            turn,
            check,
            turn == Turn.RESOLVED ? "" : AnAudit.KIND,
            severity.label(),
            "Title of " + check,
            turn.isBad() ? "Consolidate." : "",
            machines.length,
            open,
            lines));
    return this;
  }

  /** So many virtual machines were read. */
  public ANotice vms(int count) {
    counts = new Notice.Counts(count, 1, 2, 3, 4, 5);
    return this;
  }

  /** So many changed that are less severe than the channel wants. */
  public ANotice belowMinimum(int count) {
    belowMinimum = count;
    return this;
  }

  /** What is said of the findings that come next. */
  public ANotice summary(String words) {
    summary = words;
    return this;
  }

  /** Something was in the way. */
  public ANotice concern(Concern.State state, String cause, String name) {
    isWhole = state == Concern.State.OVER;
    concerns.add(new Concern(state, cause, name, name + " could not be read"));
    return this;
  }

  public Notice build() {
    Part part =
        new Part(
            schedule,
            "20261120T060000Z-abcdef",
            "cbt-health",
            "2026-11-20T06:00:00Z",
            isWhole,
            counts,
            "/srv/reports/nightly",
            groups,
            belowMinimum,
            concerns);
    return new Notice(id, "en", false, List.of(part));
  }

  /** A channel of that name that wants everything. */
  public static Rules rules(String name) {
    return rules(name, Severity.INFO, Locale.ENGLISH);
  }

  public static Rules rules(String name, Severity minimum, Locale locale) {
    return new Rules(name, minimum, Set.of(), null, false, locale, ZoneOffset.UTC);
  }

  /** Tells these channels of schedules that have nothing to do with each other. */
  static Telling telling(Clock clock, Rules... channels) {
    return new Telling(List.of(channels), clock, UnaryOperator.identity(), Map::of);
  }
}
