// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.notify.ANotice;
import io.vpreflight.jobs.notify.Notice;
import io.vpreflight.jobs.notify.Notice.Concern;
import io.vpreflight.jobs.notify.Notice.Part;
import io.vpreflight.jobs.notify.NoticeText;
import io.vpreflight.jobs.notify.Rules;
import io.vpreflight.jobs.notify.Sample;
import io.vpreflight.jobs.notify.Secret;
import io.vpreflight.jobs.notify.Turn;
import io.vpreflight.jobs.report.Hostile;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What each receiver is sent. */
class FormsTest {
  private static final Rules RULES = ANotice.rules("hook");
  private static final Notice HOSTILE =
      ANotice.of(Turn.NEW, Severity.ERROR, Hostile.NAMES.toArray(String[]::new))
          .and(Turn.RESOLVED, Severity.ERROR, "vm.cbt.off", 0, "<!channel> [x](http://x) *b*")
          .build();

  private static JsonObject only(List<String> bodies) {
    assertEquals(1, bodies.size());
    return JsonParser.parseString(bodies.get(0)).getAsJsonObject();
  }

  private static List<JsonObject> events(ANotice notice) throws Exception {
    return events(notice.build());
  }

  private static List<JsonObject> events(Notice notice) throws Exception {
    return new PagerDutyForm(RULES, Secret.of("R0UT1NG"))
        .bodies(notice).stream().map(one -> JsonParser.parseString(one).getAsJsonObject()).toList();
  }

  private static String text(JsonObject event, String key) {
    return event.get(key).getAsString();
  }

  @Test
  void json_says_all_of_it_and_names_as_they_are() {
    JsonObject all = only(new JsonForm(RULES).bodies(HOSTILE));
    JsonObject schedule = all.getAsJsonArray("schedules").get(0).getAsJsonObject();
    JsonArray changes = schedule.getAsJsonArray("changes");
    JsonObject first = changes.get(0).getAsJsonObject();
    assertEquals("new", text(first, "change"));
    assertEquals(
        Hostile.NAMES,
        first.getAsJsonArray("findings").asList().stream()
            .map(one -> text(one.getAsJsonObject(), "name"))
            .toList());
    assertEquals("resolved", text(changes.get(1).getAsJsonObject(), "change"));
    assertEquals(262, schedule.getAsJsonObject("counts").get("vms").getAsInt());
  }

  @Test
  void slack_gets_plain_text_within_its_limits() {
    JsonObject all = only(new SlackForm(RULES).bodies(HOSTILE));
    JsonArray blocks = all.getAsJsonArray("blocks");
    assertTrue(blocks.size() <= 50);
    for (JsonElement block : blocks) {
      JsonObject words = block.getAsJsonObject().getAsJsonObject("text");
      assertEquals("plain_text", text(words, "type"));
      assertTrue(text(words, "text").length() <= 3000);
      assertFalse(text(words, "text").contains("<"), text(words, "text"));
    }
    assertEquals("nightly: 26 new, 1 resolved", text(all, "text"));
  }

  @Test
  void slack_gets_fifty_blocks_at_most_however_much_changed() {
    ANotice much = new ANotice();
    for (int i = 0; i < 100; i++) {
      much.and(Turn.NEW, Severity.ERROR, "check." + i, 1, "&".repeat(200), "<".repeat(4000));
    }
    JsonArray blocks = only(new SlackForm(RULES).bodies(much.build())).getAsJsonArray("blocks");
    assertTrue(blocks.size() <= 50, "" + blocks.size());
    for (JsonElement block : blocks) {
      String words = text(block.getAsJsonObject().getAsJsonObject("text"), "text");
      assertTrue(words.length() <= 3000, words);
    }
  }

  @Test
  void teams_gets_a_card_without_markdown_that_is_not_too_large() {
    JsonObject message = only(new TeamsForm(RULES).bodies(HOSTILE));
    assertEquals("message", text(message, "type"));
    JsonObject attachment = message.getAsJsonArray("attachments").get(0).getAsJsonObject();
    assertEquals("application/vnd.microsoft.card.adaptive", text(attachment, "contentType"));
    JsonObject card = attachment.getAsJsonObject("content");
    assertEquals("AdaptiveCard", text(card, "type"));
    for (JsonElement block : card.getAsJsonArray("body")) {
      assertEquals("RichTextBlock", text(block.getAsJsonObject(), "type"));
    }
    assertTrue(message.toString().length() < 28_000);
  }

  @Test
  void pagerduty_has_one_alert_a_check_that_is_resolved_when_nothing_of_it_is_left()
      throws Exception {
    JsonObject trigger = events(ANotice.of(Turn.NEW, Severity.CRITICAL, "a", "b")).get(0);
    assertEquals("trigger", text(trigger, "event_action"));
    assertEquals("R0UT1NG", text(trigger, "routing_key"));
    JsonObject payload = trigger.getAsJsonObject("payload");
    assertEquals("critical", text(payload, "severity"));
    assertEquals("vc1", text(payload, "source"));

    String check = "vm.snapshot.consolidation-needed";
    assertEquals(
        List.of(),
        events(new ANotice().and(Turn.RESOLVED, Severity.CRITICAL, check, 1, "a")),
        "b is still there");
    JsonObject resolve =
        events(new ANotice().and(Turn.RESOLVED, Severity.CRITICAL, check, 0, "b")).get(0);
    assertEquals("resolve", text(resolve, "event_action"));
    assertEquals(text(trigger, "dedup_key"), text(resolve, "dedup_key"));
  }

  @Test
  void an_alert_of_a_schedule_is_resolved_by_what_another_one_found_mended() throws Exception {
    String check = "vm.snapshot.consolidation-needed";
    Notice mended = new ANotice().and(Turn.RESOLVED, Severity.CRITICAL, check, 0, "a").build();
    Notice.Alert alert = new Notice.Alert("hourly", check);
    Notice notice = new Notice("id", "en", false, mended.parts(), List.of(alert));
    List<JsonObject> events = events(notice);
    assertEquals(1, events.size(), events.toString());
    assertEquals("resolve", text(events.get(0), "event_action"));
    assertEquals("vpreflight/hourly/" + check, text(events.get(0), "dedup_key"));
    JsonObject over =
        only(new JsonForm(RULES).bodies(notice)).getAsJsonArray("over").get(0).getAsJsonObject();
    assertEquals("hourly", text(over, "schedule"));
    assertEquals(check, text(over, "check"));
  }

  @Test
  void a_message_of_an_earlier_version_still_resolves_its_alert() throws Exception {
    String check = "vm.snapshot.consolidation-needed";
    Notice mended = new ANotice().and(Turn.RESOLVED, Severity.CRITICAL, check, 0, "a").build();
    String kept = mended.toJson().replaceFirst(",\"over\":\\[.*?]", "");
    assertFalse(kept.contains("\"over\""), kept);
    assertEquals("resolve", text(events(Notice.fromJson(kept)).get(0), "event_action"));
  }

  @Test
  void pagerduty_hears_of_a_vcenter_that_cannot_be_read_and_when_it_can_again() throws Exception {
    String longest = "v".repeat(900);
    List<JsonObject> begin =
        events(new ANotice().concern(Concern.State.NEW, "unreachable", longest));
    List<JsonObject> still =
        events(new ANotice().concern(Concern.State.STILL, "unreachable", longest));
    List<JsonObject> over =
        events(new ANotice().concern(Concern.State.OVER, "unreachable", longest));
    assertEquals("trigger", text(begin.get(0), "event_action"));
    assertEquals(List.of(), still);
    assertEquals("resolve", text(over.get(0), "event_action"));
    assertEquals(text(begin.get(0), "dedup_key"), text(over.get(0), "dedup_key"));
    assertTrue(text(begin.get(0), "dedup_key").length() <= 255);
  }

  @Test
  void an_alert_of_a_vcenter_is_resolved_by_whichever_schedule_can_read_it_last() throws Exception {
    ANotice later = new ANotice().concern(Concern.State.OVER, "unreachable", "vc1");
    later.schedule = "hourly";
    List<JsonObject> over = events(later);
    String begun =
        text(
            events(new ANotice().concern(Concern.State.NEW, "unreachable", "vc1")).get(0),
            "dedup_key");
    assertEquals(begun, text(over.get(0), "dedup_key"));
    assertEquals(
        "vpreflight/hourly/unreachable/vc1", text(over.get(1), "dedup_key"), "of earlier versions");
    ANotice failed = new ANotice().concern(Concern.State.OVER, "failed", "");
    failed.schedule = "hourly";
    assertEquals("vpreflight/hourly/failed", text(events(failed).get(0), "dedup_key"));
  }

  @Test
  void a_test_says_that_nothing_happened_and_nothing_else() {
    for (Locale language : List.of(Locale.ENGLISH, Locale.FRENCH)) {
      Rules rules = ANotice.rules("hook", Severity.INFO, language);
      Notice test = Sample.of(rules, Instant.EPOCH);
      NoticeText text = new NoticeText(rules);
      Part part = test.parts().get(0);
      String change = text.change(part);
      for (String said :
          List.of(
              text.plain(test),
              new SlackForm(rules).bodies(test).get(0),
              new TeamsForm(rules).bodies(test).get(0))) {
        assertTrue(said.contains(text.texts().say("notify.test.body")), said);
        assertTrue(said.contains(text.texts().say("notify.test.title")), said);
        assertFalse(said.contains(change), said);
        assertFalse(said.contains("notify-test"), said);
      }
      assertEquals("", text.state(test, part));
    }
  }

  @Test
  void pagerduty_is_not_left_with_a_test() throws Exception {
    List<JsonObject> events = events(Sample.of(RULES, Instant.EPOCH));
    assertEquals(
        List.of("trigger", "resolve"),
        events.stream().map(event -> text(event, "event_action")).toList());
  }

  @Test
  void a_template_is_filled_with_values_that_cannot_break_out_of_their_quotes() {
    String template =
        "{\"title\": \"${subject}\", \"body\": \"${text}\", \"cost\": \"$5\", \"new\": ${new}}";
    JsonObject filled = only(new TemplateForm(template, RULES).bodies(HOSTILE));
    assertEquals("nightly: 26 new, 1 resolved", text(filled, "title"));
    assertTrue(text(filled, "body").contains("\"><img src=x"), text(filled, "body"));
    assertEquals("$5", text(filled, "cost"));
    assertEquals(26, filled.get("new").getAsInt());
    assertTrue(TemplateForm.isJson(template, RULES));
    assertFalse(TemplateForm.isJson("{\"title\": ${subject}}", RULES));
  }

  @Test
  void a_placeholder_that_stands_for_nothing_is_found_with_its_line() {
    assertEquals(
        List.of(new TemplateForm.Unknown(2, "subjcet"), new TemplateForm.Unknown(3, "")),
        TemplateForm.unknown("{\"a\": \"${id}\",\n\"b\": \"${subjcet}\",\n\"c\": \"${}\"}"));
  }

  @Test
  void every_placeholder_has_a_value() {
    for (String name : TemplateForm.NAMES) {
      String filled = new TemplateForm("${" + name + "}", RULES).bodies(HOSTILE).get(0);
      assertFalse(filled.isEmpty(), name);
    }
  }
}
