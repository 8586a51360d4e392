// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify.webhook;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.vpreflight.jobs.notify.Notice;
import io.vpreflight.jobs.notify.Notice.Group;
import io.vpreflight.jobs.notify.Notice.Part;
import io.vpreflight.jobs.notify.NoticeText;
import io.vpreflight.jobs.notify.Rules;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An adaptive card for a workflow of Teams. Everything is in runs of text, which know no Markdown:
 * a name cannot become a link.
 */
public final class TeamsForm implements Form {
  private static final int GROUPS = 10;
  private static final int NAMES = 8;

  private final NoticeText text;

  /** In the language of the channel. */
  public TeamsForm(Rules rules) {
    text = new NoticeText(rules);
  }

  @Override
  public List<String> bodies(Notice notice) {
    JsonArray body = new JsonArray();
    body.add(block(text.subject(notice), "Bolder", "Large", "Default"));
    int groups = 0;
    for (Part part : notice.parts()) {
      if (groups >= GROUPS) {
        break;
      }
      for (String line : text.head(notice, part)) {
        body.add(block(line, "Bolder", "Default", "Default"));
      }
      part.concerns()
          .forEach(one -> body.add(block(text.concern(one), "Default", "Default", "Attention")));
      for (Group group : part.groups()) {
        if (groups++ < GROUPS) {
          group(group, part, body);
        }
      }
      for (String line : text.numbers(notice, part)) {
        body.add(block(line, "Lighter", "Small", "Default"));
      }
    }
    int left = notice.parts().stream().mapToInt(part -> part.groups().size()).sum() - GROUPS;
    if (left > 0) {
      String more = text.texts().say("notify.more", left);
      body.add(block(more, "Lighter", "Default", "Default"));
    }
    return List.of(message(body, notice.lang()).toString());
  }

  private static JsonObject message(JsonArray body, String lang) {
    JsonObject card = new JsonObject();
    card.addProperty("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.addProperty("type", "AdaptiveCard");
    card.addProperty("version", "1.4");
    card.addProperty("lang", lang);
    JsonObject wide = new JsonObject();
    wide.addProperty("width", "Full");
    card.add("msteams", wide);
    card.add("body", body);
    JsonObject attachment = new JsonObject();
    attachment.addProperty("contentType", "application/vnd.microsoft.card.adaptive");
    attachment.add("contentUrl", JsonNull.INSTANCE);
    attachment.add("content", card);
    JsonArray attachments = new JsonArray();
    attachments.add(attachment);
    JsonObject message = new JsonObject();
    message.addProperty("type", "message");
    message.add("attachments", attachments);
    return message;
  }

  private void group(Group group, Part part, JsonArray body) {
    String heading = text.heading(group) + " (" + text.severity(group) + ", " + group.total() + ")";
    body.add(block(heading, "Bolder", "Default", colour(group)));
    boolean several = NoticeText.isOfSeveral(part);
    String names =
        group.lines().stream()
            .limit(NAMES)
            .map(line -> text.name(line, several))
            .collect(Collectors.joining(", "));
    int more = group.total() - Math.min(NAMES, group.lines().size());
    String rest = more > 0 ? ", " + text.texts().say("notify.more", more) : "";
    body.add(block(names + rest, "Default", "Default", "Default"));
    if (!group.remedy().isEmpty()) {
      body.add(block("→ " + group.remedy(), "Default", "Small", "Default"));
    }
  }

  private static String colour(Group group) {
    if (!group.turn().isBad()) {
      return "Good";
    }
    return switch (group.level()) {
      case CRITICAL, ERROR -> "Attention";
      case WARNING -> "Warning";
      case INFO -> "Accent";
    };
  }

  private static JsonObject block(String words, String weight, String size, String colour) {
    JsonObject run = new JsonObject();
    run.addProperty("type", "TextRun");
    run.addProperty("text", words);
    run.addProperty("weight", weight);
    run.addProperty("size", size);
    run.addProperty("color", colour);
    JsonArray runs = new JsonArray();
    runs.add(run);
    JsonObject block = new JsonObject();
    block.addProperty("type", "RichTextBlock");
    block.add("inlines", runs);
    return block;
  }
}
