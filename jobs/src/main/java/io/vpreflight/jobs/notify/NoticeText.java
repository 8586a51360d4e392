// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.notify.Notice.Concern;
import io.vpreflight.jobs.notify.Notice.Group;
import io.vpreflight.jobs.notify.Notice.Line;
import io.vpreflight.jobs.notify.Notice.Part;
import io.vpreflight.jobs.text.Names;
import io.vpreflight.jobs.text.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A message in words: its subject, and all of it as plain text. Safe for several threads. */
public final class NoticeText {
  /** As many names as a person reads. */
  public static final int NAMED = 20;

  private static final int SUBJECTS = 3;

  private final Texts texts;
  private final Severity minimum;

  /** In the language of the channel. */
  public NoticeText(Rules rules) {
    texts = Texts.in(rules.locale(), rules.zone());
    minimum = rules.minimum();
  }

  /** The words. */
  public Texts texts() {
    return texts;
  }

  /** What it is about, in one line. */
  public String subject(Notice notice) {
    if (notice.isTest()) {
      return texts.say("notify.test.subject");
    }
    List<String> parts = new ArrayList<>();
    notice.parts().stream().limit(SUBJECTS).forEach(part -> parts.add(title(part)));
    if (notice.parts().size() > SUBJECTS) {
      parts.add(texts.say("notify.more", notice.parts().size() - SUBJECTS));
    }
    return String.join(" · ", parts);
  }

  /** Something, and what is said of it, as the language sets a colon. */
  public String about(String what, String said) {
    return what + texts.say("notify.colon") + " " + said;
  }

  /** Which schedule, and what changed, in numbers. */
  public String title(Part part) {
    return about(part.schedule(), change(part));
  }

  /** What changed, in numbers: {@code 3 new, 1 resolved; not whole}. */
  public String change(Part part) {
    List<String> counts = new ArrayList<>();
    for (Turn turn : Turn.values()) {
      int count = part.count(turn);
      if (count > 0) {
        counts.add(texts.say("notify.count." + turn.label(), count));
      }
    }
    boolean isOver = part.concerns().stream().anyMatch(c -> c.state() == Concern.State.OVER);
    if (part.isOfJob()) {
      boolean isBad = part.concerns().stream().anyMatch(c -> c.state() != Concern.State.OVER);
      counts.add(texts.say(isBad ? "notify.job-bad" : "notify.job-well"));
    } else if (part.audit().isEmpty()) {
      counts.add(texts.say("notify.no-audit"));
    } else if (!part.isWhole()) {
      counts.add(texts.say("notify.not-whole"));
    } else if (isOver) {
      counts.add(texts.say("notify.whole-again"));
    } else if (counts.isEmpty()) {
      counts.add(texts.say("notify.unchanged"));
    }
    return String.join(", ", counts);
  }

  /**
   * What stands above what changed for one schedule. A message that is a test says so, and tells
   * nothing of an audit that nobody made.
   */
  public List<String> head(Notice notice, Part part) {
    return notice.isTest()
        ? List.of(texts.say("notify.test.body"), texts.say("notify.test.example"))
        : List.of(part.schedule() + ", " + at(part), change(part));
  }

  /**
   * All there is, in numbers, or that nothing was read; empty when no audit came about, and in a
   * test.
   */
  public String state(Notice notice, Part part) {
    if (notice.isTest() || part.audit().isEmpty()) {
      return "";
    }
    Notice.Counts all = part.counts();
    if (!part.isWhole() && all.equals(Notice.Counts.NONE)) {
      return texts.say("notify.nothing-read");
    }
    return texts.say(
        "notify.state",
        all.vms(),
        all.critical(),
        all.error(),
        all.warning(),
        all.info(),
        all.undetermined());
  }

  /** How many findings changed that the channel does not want to hear of; empty for none. */
  public String belowMinimum(Part part) {
    if (part.belowMinimum() == 0) {
      return "";
    }
    return texts.say(
        part.report().isEmpty() ? "notify.below-minimum" : "notify.below-minimum.reports",
        part.belowMinimum(),
        texts.say("severity." + minimum.label()));
  }

  /** How many findings changed of which it hears by another schedule; empty for none. */
  private String elsewhere(Part part) {
    return part.elsewhere() == 0 ? "" : texts.say("notify.elsewhere", part.elsewhere());
  }

  /** What there is in all, and what is not told, each in a line of its own. */
  public List<String> numbers(Notice notice, Part part) {
    return Stream.of(state(notice, part), belowMinimum(part), elsewhere(part))
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** When the audit began. */
  public String at(Part part) {
    return texts.shown(Instant.parse(part.at()));
  }

  /** What stands above the findings of a group. */
  public String heading(Group group) {
    return about(texts.say("notify.turn." + group.turn().label(), group.total()), group.title());
  }

  /** How bad, in one word. */
  public String severity(Group group) {
    return texts.say("severity." + group.severity());
  }

  /** The name of an object, made harmless, with its vCenter where there are several. */
  public String name(Line line, boolean withVCenter) {
    String name = Names.shown(line.name());
    return withVCenter ? name + " (" + Names.shown(line.vcenterName()) + ")" : name;
  }

  /** True when the findings are not all of one vCenter. */
  public static boolean isOfSeveral(Part part) {
    return part.groups().stream()
            .flatMap(group -> group.lines().stream())
            .map(Line::vcenter)
            .distinct()
            .count()
        > 1;
  }

  /** What was in the way, with since when. */
  public String concern(Concern concern) {
    String key = "notify.concern." + concern.state().name().toLowerCase(Locale.ROOT);
    return texts.say(key, Names.shown(concern.text()));
  }

  /** All of it. */
  public String plain(Notice notice) {
    StringBuilder out = new StringBuilder();
    for (Part part : notice.parts()) {
      if (!out.isEmpty()) {
        out.append('\n');
      }
      part(notice, part, out);
    }
    return out.toString();
  }

  private void part(Notice notice, Part part, StringBuilder out) {
    head(notice, part).forEach(line -> out.append(line).append('\n'));
    numbers(notice, part).forEach(line -> out.append(line).append('\n'));
    part.concerns().forEach(one -> out.append("  ! ").append(concern(one)).append('\n'));
    if (!part.isWhole()) {
      out.append("  ").append(texts.say("notify.resolves-nothing")).append('\n');
    }
    boolean several = isOfSeveral(part);
    for (Group group : part.groups()) {
      out.append('\n').append(heading(group));
      out.append(" (").append(severity(group)).append(", ").append(group.total()).append(")\n");
      group.lines().stream().limit(NAMED).forEach(line -> line(line, several, out));
      if (group.total() > Math.min(NAMED, group.lines().size())) {
        int more = group.total() - Math.min(NAMED, group.lines().size());
        out.append("  ").append(texts.say("notify.more", more)).append('\n');
      }
      if (!group.remedy().isEmpty()) {
        out.append("  → ").append(group.remedy()).append('\n');
      }
    }
    if (!part.report().isEmpty()) {
      out.append('\n').append(texts.say("notify.report", part.report())).append('\n');
    }
  }

  private void line(Line line, boolean several, StringBuilder out) {
    String name = name(line, several);
    String said = line.summary().isEmpty() ? name : about(name, line.summary());
    out.append("  - ").append(said).append('\n');
  }
}
