// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify.mail;

import io.vpreflight.jobs.notify.Notice;
import io.vpreflight.jobs.notify.Notice.Concern;
import io.vpreflight.jobs.notify.Notice.Group;
import io.vpreflight.jobs.notify.Notice.Line;
import io.vpreflight.jobs.notify.Notice.Part;
import io.vpreflight.jobs.notify.NoticeText;
import java.util.List;

/**
 * What the page of a mail asks for.
 *
 * @param notice the message
 * @param text its words
 * @param lang language of the page
 */
public record MailPage(Notice notice, NoticeText text, String lang) {
  /** A text of the bundles. */
  public String say(String key) {
    return text.texts().say(key);
  }

  /** The lines that are shown of a group. */
  public List<Line> lines(Group group) {
    return group.lines().stream().limit(NoticeText.NAMED).toList();
  }

  /** How many lines are not shown, in words; empty when all are. */
  public String more(Group group) {
    int more = group.total() - lines(group).size();
    return more > 0 ? text.texts().say("notify.more", more) : "";
  }

  /** The name of an object. */
  public String name(Part part, Line line) {
    return text.name(line, NoticeText.isOfSeveral(part));
  }

  /** Where the reports are, in words. */
  public String report(Part part) {
    return text.texts().say("notify.report", part.report());
  }

  /** A colour that is read on white, and never says anything that the words do not. */
  public String colour(Group group) {
    if (!group.turn().isBad()) {
      return "#146c34";
    }
    return switch (group.level()) {
      case CRITICAL -> "#8f1137";
      case ERROR -> "#b3261e";
      case WARNING -> "#7a4b00";
      case INFO -> "#1b4fa8";
    };
  }

  /** The same for what was in the way. */
  public String colour(Concern concern) {
    return concern.state() == Concern.State.OVER ? "#146c34" : "#b3261e";
  }
}
