// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify.webhook;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.notify.NotSentException;
import io.vpreflight.jobs.notify.Notice;
import io.vpreflight.jobs.notify.Notice.Alert;
import io.vpreflight.jobs.notify.Notice.Concern;
import io.vpreflight.jobs.notify.Notice.Group;
import io.vpreflight.jobs.notify.Notice.Part;
import io.vpreflight.jobs.notify.NoticeText;
import io.vpreflight.jobs.notify.Rules;
import io.vpreflight.jobs.notify.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Events of PagerDuty, version 2. One alert a check and schedule: it is triggered by what is new,
 * and resolved when nothing of that check is left. One for what is in the way of audits, whichever
 * schedule finds it. The same alert has the same key for ever, so that an event that arrives twice
 * is one.
 */
public final class PagerDutyForm implements Form {
  /** Where events are taken. */
  public static final String URL = "https://events.pagerduty.com/v2/enqueue";

  private static final int KEY = 255;
  private static final int SUMMARY = 1024;

  private final NoticeText text;
  private final Secret routingKey;
  private final String channel;

  /** For the service of that key. */
  public PagerDutyForm(Rules rules, Secret routingKey) {
    text = new NoticeText(rules);
    this.routingKey = routingKey;
    channel = rules.name();
  }

  @Override
  public List<String> bodies(Notice notice) throws NotSentException {
    String key = routingKey.reveal();
    List<String> events = new ArrayList<>();
    for (Part part : notice.parts()) {
      Map<String, List<Group>> checks = new LinkedHashMap<>();
      part.groups().forEach(g -> checks.computeIfAbsent(g.check(), k -> new ArrayList<>()).add(g));
      checks.forEach(
          (check, groups) -> {
            String dedup = dedup(part.schedule(), check, "");
            List<Group> bad = groups.stream().filter(group -> group.turn().isBad()).toList();
            if (!bad.isEmpty()) {
              events.add(trigger(key, dedup, part, bad));
            }
            // A test is over as soon as it was seen.
            if (notice.isTest()) {
              events.add(event(key, "resolve", dedup).toString());
            }
          });
      for (Concern concern : part.concerns()) {
        String own = dedup(part.schedule(), concern.cause(), concern.name());
        String dedup = concern.isShared() ? shared(concern) : own;
        if (concern.state() == Concern.State.NEW) {
          events.add(trigger(key, dedup, part, concern));
        } else if (concern.state() == Concern.State.OVER) {
          events.add(event(key, "resolve", dedup).toString());
          if (concern.isShared()) {
            // An earlier version opened one for each schedule.
            events.add(event(key, "resolve", own).toString());
          }
        }
      }
    }
    for (Alert alert : notice.over()) {
      String dedup = dedup(alert.schedule(), alert.check(), "");
      events.add(event(key, "resolve", dedup).toString());
    }
    return events;
  }

  private String trigger(String key, String dedup, Part part, List<Group> groups) {
    Group worst = groups.stream().max(Comparator.comparing(Group::level)).orElseThrow();
    int total = groups.stream().mapToInt(Group::total).sum();
    boolean several = NoticeText.isOfSeveral(part);
    JsonArray names = new JsonArray();
    groups.stream()
        .flatMap(group -> group.lines().stream())
        .limit(NoticeText.NAMED)
        .forEach(line -> names.add(text.name(line, several)));
    JsonObject details = new JsonObject();
    details.addProperty("total", total);
    details.addProperty("open", worst.open());
    details.add("objects", names);
    details.addProperty("remedy", worst.remedy());
    details.addProperty("report", part.report());
    String source = worst.lines().isEmpty() ? part.schedule() : worst.lines().get(0).vcenterName();
    String summary = text.about(part.schedule(), worst.title()) + " (" + total + ")";
    return trigger(
        key, dedup, payload(summary, source, worst.level(), part, worst.check(), details));
  }

  private String trigger(String key, String dedup, Part part, Concern concern) {
    JsonObject details = new JsonObject();
    details.addProperty("text", concern.text());
    String source = concern.name().isEmpty() ? part.schedule() : concern.name();
    String summary = text.about(part.schedule(), concern.text());
    return trigger(
        key, dedup, payload(summary, source, Severity.ERROR, part, concern.cause(), details));
  }

  private static String trigger(String key, String dedup, JsonObject payload) {
    JsonObject event = event(key, "trigger", dedup);
    event.addProperty("client", "vpreflight");
    event.add("payload", payload);
    return event.toString();
  }

  private static JsonObject payload(
      String summary,
      String source,
      Severity severity,
      Part part,
      String cause,
      JsonObject details) {
    JsonObject payload = new JsonObject();
    boolean isLong = summary.length() > SUMMARY;
    payload.addProperty("summary", isLong ? summary.substring(0, SUMMARY) : summary);
    payload.addProperty("source", source);
    payload.addProperty("severity", severity.label());
    payload.addProperty("timestamp", part.at());
    payload.addProperty("group", part.schedule());
    payload.addProperty("class", cause);
    payload.add("custom_details", details);
    return payload;
  }

  private static JsonObject event(String key, String action, String dedup) {
    JsonObject event = new JsonObject();
    event.addProperty("routing_key", key);
    event.addProperty("event_action", action);
    event.addProperty("dedup_key", dedup);
    return event;
  }

  /** One alert, whichever schedule finds it first or last: no schedule has such a name. */
  private String shared(Concern concern) {
    return dedup("channel " + channel, concern.cause(), concern.name());
  }

  private static String dedup(String schedule, String cause, String name) {
    String whole = "vpreflight/" + schedule + "/" + cause + (name.isEmpty() ? "" : "/" + name);
    if (whole.length() <= KEY) {
      return whole;
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8));
      return "vpreflight/" + HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
