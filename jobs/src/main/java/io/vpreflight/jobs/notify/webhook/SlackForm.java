// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify.webhook;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.vpreflight.jobs.notify.Notice;
import io.vpreflight.jobs.notify.Notice.Group;
import io.vpreflight.jobs.notify.Notice.Part;
import io.vpreflight.jobs.notify.NoticeText;
import io.vpreflight.jobs.notify.Rules;
import java.util.List;
import java.util.stream.Collectors;

/**
 * For an incoming webhook of Slack. Names are plain text there, so that none can call a whole room
 * or hide a link.
 */
public final class SlackForm implements Form {
  private static final int GROUPS = 12;
  private static final int NAMES = 10;
  private static final int HEADER = 150;
  private static final int SECTION = 3000;

  private final NoticeText text;

  /** In the language of the channel. */
  public SlackForm(Rules rules) {
    text = new NoticeText(rules);
  }

  @Override
  public List<String> bodies(Notice notice) {
    JsonArray blocks = new JsonArray();
    blocks.add(block("header", text.subject(notice), HEADER));
    int groups = 0;
    for (Part part : notice.parts()) {
      if (groups >= GROUPS) {
        break;
      }
      blocks.add(block("section", head(notice, part), SECTION));
      for (Group group : part.groups()) {
        if (groups++ < GROUPS) {
          blocks.add(block("section", group(group, part), SECTION));
        }
      }
    }
    int left = notice.parts().stream().mapToInt(part -> part.groups().size()).sum() - GROUPS;
    if (left > 0) {
      blocks.add(block("section", text.texts().say("notify.more", left), SECTION));
    }
    JsonObject all = new JsonObject();
    all.addProperty("text", harmless(text.subject(notice)));
    all.add("blocks", blocks);
    return List.of(all.toString());
  }

  private String head(Notice notice, Part part) {
    StringBuilder head = new StringBuilder(String.join("\n", text.head(notice, part)));
    part.concerns().forEach(one -> head.append('\n').append(text.concern(one)));
    text.numbers(notice, part).forEach(line -> head.append('\n').append(line));
    return head.toString();
  }

  private String group(Group group, Part part) {
    boolean several = NoticeText.isOfSeveral(part);
    String names =
        group.lines().stream()
            .limit(NAMES)
            .map(line -> text.name(line, several))
            .collect(Collectors.joining(", "));
    int more = group.total() - Math.min(NAMES, group.lines().size());
    return text.heading(group)
        + " ("
        + text.severity(group)
        + ", "
        + group.total()
        + ")\n"
        + names
        + (more > 0 ? ", " + text.texts().say("notify.more", more) : "")
        + (group.remedy().isEmpty() ? "" : "\n→ " + group.remedy());
  }

  private static JsonObject block(String type, String words, int longest) {
    JsonObject plain = new JsonObject();
    plain.addProperty("type", "plain_text");
    plain.addProperty("text", cut(words, longest));
    plain.addProperty("emoji", false);
    JsonObject block = new JsonObject();
    block.addProperty("type", type);
    block.add("text", plain);
    return block;
  }

  /** Cut before it is made harmless, so that nothing of that is cut in two. */
  private static String cut(String words, int longest) {
    String all = harmless(words);
    int length = words.length();
    while (all.length() > longest) {
      length -= Math.max(1, (all.length() - longest) / 5);
      all = harmless(words.substring(0, length)) + "…";
    }
    return all;
  }

  /** Slack reads these three as the beginning of something. */
  private static String harmless(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
