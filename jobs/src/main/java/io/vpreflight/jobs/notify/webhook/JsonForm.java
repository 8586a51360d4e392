// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify.webhook;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.vpreflight.jobs.notify.Notice;
import io.vpreflight.jobs.notify.Notice.Alert;
import io.vpreflight.jobs.notify.Notice.Concern;
import io.vpreflight.jobs.notify.Notice.Group;
import io.vpreflight.jobs.notify.Notice.Line;
import io.vpreflight.jobs.notify.Notice.Part;
import io.vpreflight.jobs.notify.NoticeText;
import io.vpreflight.jobs.notify.Rules;
import java.util.List;
import java.util.Locale;

/** All of a message as JSON, for whoever reads it by a program. Keys are added, never changed. */
public final class JsonForm implements Form {
  private static final int VERSION = 1;

  private final NoticeText text;

  /** In the language of the channel. */
  public JsonForm(Rules rules) {
    text = new NoticeText(rules);
  }

  @Override
  public List<String> bodies(Notice notice) {
    JsonObject all = new JsonObject();
    all.addProperty("version", VERSION);
    all.addProperty("id", notice.id());
    all.addProperty("test", notice.isTest());
    all.addProperty("lang", notice.lang());
    all.addProperty("subject", text.subject(notice));
    JsonArray parts = new JsonArray();
    notice.parts().forEach(part -> parts.add(part(part)));
    all.add("schedules", parts);
    JsonArray over = new JsonArray();
    notice.over().forEach(alert -> over.add(over(alert)));
    all.add("over", over);
    return List.of(all.toString());
  }

  private JsonObject part(Part part) {
    JsonObject one = new JsonObject();
    one.addProperty("schedule", part.schedule());
    one.addProperty("audit", part.audit());
    one.addProperty("profile", part.profile());
    one.addProperty("startedAt", part.at());
    one.addProperty("complete", part.isWhole());
    one.addProperty("summary", text.change(part));
    one.addProperty("report", part.report());
    JsonObject counts = new JsonObject();
    counts.addProperty("vms", part.counts().vms());
    counts.addProperty("critical", part.counts().critical());
    counts.addProperty("error", part.counts().error());
    counts.addProperty("warning", part.counts().warning());
    counts.addProperty("info", part.counts().info());
    counts.addProperty("undetermined", part.counts().undetermined());
    one.add("counts", counts);
    one.addProperty("belowMinimum", part.belowMinimum());
    one.addProperty("elsewhere", part.elsewhere());
    JsonArray groups = new JsonArray();
    part.groups().forEach(group -> groups.add(group(group)));
    one.add("changes", groups);
    JsonArray concerns = new JsonArray();
    part.concerns().forEach(concern -> concerns.add(concern(concern)));
    one.add("troubles", concerns);
    return one;
  }

  private static JsonObject group(Group group) {
    JsonObject one = new JsonObject();
    one.addProperty("change", group.turn().label());
    one.addProperty("check", group.check());
    one.addProperty("kind", group.kind());
    one.addProperty("severity", group.severity());
    one.addProperty("title", group.title());
    one.addProperty("remedy", group.remedy());
    one.addProperty("total", group.total());
    one.addProperty("open", group.open());
    JsonArray lines = new JsonArray();
    group.lines().forEach(line -> lines.add(line(line)));
    one.add("findings", lines);
    return one;
  }

  private static JsonObject line(Line line) {
    JsonObject one = new JsonObject();
    one.addProperty("vcenter", line.vcenter());
    one.addProperty("vcenterName", line.vcenterName());
    one.addProperty("object", line.object());
    one.addProperty("part", line.part());
    one.addProperty("name", line.name());
    one.addProperty("path", line.path());
    one.addProperty("summary", line.summary());
    return one;
  }

  private static JsonObject over(Alert alert) {
    JsonObject one = new JsonObject();
    one.addProperty("schedule", alert.schedule());
    one.addProperty("check", alert.check());
    return one;
  }

  private static JsonObject concern(Concern concern) {
    JsonObject one = new JsonObject();
    one.addProperty("state", concern.state().name().toLowerCase(Locale.ROOT));
    one.addProperty("cause", concern.cause());
    one.addProperty("name", concern.name());
    one.addProperty("text", concern.text());
    return one;
  }
}
