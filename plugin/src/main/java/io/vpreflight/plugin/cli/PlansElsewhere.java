// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.Installations;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.service.PlanEntry;
import io.vpreflight.jobs.store.Approval;
import io.vpreflight.jobs.store.CancelRequest;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.StoredPlan;
import io.vpreflight.plugin.http.ServiceClient;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Plans of a service that runs, as the commands ask for them: over its API. */
final class PlansElsewhere {
  static final Gson GSON = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
  private static final String PLANS = "/api/v1/plans";
  private static final Duration AGAIN = Duration.ofSeconds(2);
  private static final int PAGE = 500;

  private final ServiceClient service;

  PlansElsewhere(ServiceClient service) {
    this.service = service;
  }

  /**
   * Has a plan made, and waits for it: a large vCenter is read for minutes.
   *
   * @param wish as {@link PlanBody} writes it
   */
  PlanFile make(JsonObject wish) throws InterruptedException {
    Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    String body = wish.toString();
    while (true) {
      String answer = service.post(PLANS, body, key);
      if (object(answer).has("format")) {
        return read(answer);
      }
      Thread.sleep(AGAIN.toMillis());
    }
  }

  /** The plan of that digest, of the only one that begins so, or of that file. */
  PlanFile plan(String name) throws IOException {
    if (Files.isRegularFile(Path.of(name))) {
      return PlanFile.read(Files.readAllBytes(Path.of(name)));
    }
    return read(service.get(PLANS + "/" + digest(name)));
  }

  private String digest(String name) {
    if (name.matches("[0-9a-f]{64}")) {
      return name;
    }
    List<String> found = new ArrayList<>();
    for (JsonElement one : object(list(true)).getAsJsonArray("plans")) {
      String digest = text(one.getAsJsonObject(), "digest");
      if (!name.isEmpty() && digest.startsWith(name)) {
        found.add(digest);
      }
    }
    if (found.isEmpty()) {
      throw new PlanException(Text.of("repair.no-such-plan", name));
    }
    if (found.size() > 1) {
      throw new PlanException(Text.of("store.ambiguous", name, found.get(0), found.get(1)));
    }
    return found.get(0);
  }

  /**
   * All of them, or those from which something may still come; as one page.
   *
   * @return JSON
   */
  String list(boolean all) {
    String path = PLANS + "?limit=" + PAGE + (all ? "&state=all" : "");
    String first = service.get(path);
    JsonObject page = object(first);
    if (page.get("next").isJsonNull()) {
      return first;
    }
    JsonArray plans = page.getAsJsonArray("plans");
    while (!page.get("next").isJsonNull()) {
      page = object(service.get(path + "&after=" + ServiceClient.part(text(page, "next"))));
      plans.addAll(page.getAsJsonArray("plans"));
    }
    JsonObject whole = object(first);
    whole.add("plans", plans);
    whole.add("next", JsonNull.INSTANCE);
    StringWriter out = new StringWriter();
    JsonWriter json = new JsonWriter(out);
    json.setIndent("  ");
    GSON.toJson(whole, json);
    return out + "\n";
  }

  /** The same, as the store would give them. */
  List<PlanEntry> entries(boolean all) {
    List<PlanEntry> entries = new ArrayList<>();
    for (JsonElement one : object(list(all)).getAsJsonArray("plans")) {
      entries.add(entry(one.getAsJsonObject()));
    }
    return entries;
  }

  private PlanEntry entry(JsonObject said) {
    String digest = text(said, "digest");
    StoredPlan plan =
        new StoredPlan(
            digest,
            text(said, "kind"),
            service.get(PLANS + "/" + digest),
            text(said, "planner"),
            time(said, "createdAt"),
            time(said, "expiresAt"),
            text(said, "state").toUpperCase(Locale.ROOT));
    Map<String, JournalEntry> operations = new LinkedHashMap<>();
    for (JsonElement each : said.getAsJsonArray("operations")) {
      JsonObject one = each.getAsJsonObject();
      String outcome = text(one, "outcome");
      operations.put(
          text(one, "id"),
          new JournalEntry(
              0,
              time(one, "at"),
              text(one, "id"),
              digest,
              0,
              JournalEvent.valueOf(text(one, "event")),
              "",
              text(one, "object"),
              text(one, "step"),
              outcome.isEmpty() ? Map.of() : Map.of("outcome", outcome)));
    }
    JsonObject approval = said.getAsJsonObject("approval");
    return new PlanEntry(
        plan,
        text(said, "state"),
        approval == null ? null : approval(digest, approval),
        operations,
        said.has("goesOnAt") ? time(said, "goesOnAt") : null);
  }

  private static Approval approval(String digest, JsonObject said) {
    return new Approval(
        digest,
        text(said, "approver"),
        said.get("authenticated").getAsBoolean(),
        text(said, "reason"),
        time(said, "approvedAt"),
        "",
        "");
  }

  /** Approves it. */
  Approval approve(PlanFile plan, String reason) {
    String answer = service.post(path(plan) + "/approval", because(reason), Map.of());
    return approval(plan.digest(), object(answer));
  }

  /** Asks that it stops. */
  CancelRequest cancel(PlanFile plan, String reason) {
    JsonObject said = object(service.post(path(plan) + "/cancellation", because(reason), Map.of()));
    return new CancelRequest(
        text(said, "plan"), text(said, "by"), text(said, "reason"), time(said, "askedAt"));
  }

  /**
   * Has it begun.
   *
   * @param wait how long to stay with machines that others work on; null when nothing was said
   */
  void run(PlanFile plan, String reason, @Nullable String wait) {
    JsonObject body = waiting(wait);
    body.addProperty("reason", reason);
    service.post(path(plan) + "/run", body.toString(), Map.of());
  }

  /**
   * Has it taken up again; waits as {@link #run} does.
   *
   * @param answered other installations, by id, that whoever resumes answers for
   */
  void resume(PlanFile plan, @Nullable String wait, Set<String> answered) {
    JsonObject body = waiting(wait);
    if (!answered.isEmpty()) {
      JsonArray answers = new JsonArray();
      answered.forEach(id -> answers.add(Installations.REFUSAL + "=" + id));
      body.add("acknowledge", answers);
    }
    service.post(path(plan) + "/resumption", body.toString(), Map.of());
  }

  private static JsonObject waiting(@Nullable String wait) {
    JsonObject body = new JsonObject();
    if (wait != null) {
      body.addProperty("wait", wait);
    }
    return body;
  }

  /** How it stands. */
  JsonObject state(PlanFile plan) {
    return object(service.get(path(plan) + "/run"));
  }

  private static String path(PlanFile plan) {
    return PLANS + "/" + plan.digest();
  }

  private static String because(String reason) {
    JsonObject body = new JsonObject();
    body.addProperty("reason", reason);
    return body.toString();
  }

  private static PlanFile read(String json) {
    return PlanFile.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonObject object(String json) {
    return JsonParser.parseString(json).getAsJsonObject();
  }

  private static String text(JsonObject said, String key) {
    return said.get(key).getAsString();
  }

  private static Instant time(JsonObject said, String key) {
    return Instant.parse(text(said, key));
  }
}
