// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.store.Approval;
import io.vpreflight.jobs.store.CancelRequest;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.text.Texts;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plans, approvals and wishes to stop as JSON: the same on the command line and over HTTP. */
public final class PlanJson {
  private PlanJson() {}

  /** A page of plans. */
  public static void plans(Page<PlanEntry> page, Writer out) throws IOException {
    JsonWriter json = ServiceJson.begin(out);
    json.name("plans").beginArray();
    for (PlanEntry entry : page.rows()) {
      json.beginObject();
      plan(json, entry);
      json.endObject();
    }
    json.endArray();
    json.name("next").value(page.next());
    ServiceJson.end(json, out);
  }

  private static void plan(JsonWriter json, PlanEntry entry) throws IOException {
    json.name("digest").value(entry.plan().digest());
    json.name("kind").value(entry.plan().kind());
    json.name("state").value(entry.state());
    json.name("planner").value(entry.plan().planner());
    json.name("createdAt").value(entry.plan().createdAt().toString());
    json.name("expiresAt").value(entry.plan().expiresAt().toString());
    Approval approval = entry.approval();
    if (approval != null) {
      json.name("approval").beginObject();
      approval(json, approval);
      json.endObject();
    }
    Instant goesOnAt = entry.waitsUntil();
    if (goesOnAt != null) {
      json.name("goesOnAt").value(goesOnAt.toString());
    }
    json.name("operations").beginArray();
    for (Map.Entry<String, JournalEntry> operation : entry.operations().entrySet()) {
      JournalEntry line = operation.getValue();
      json.beginObject();
      json.name("id").value(operation.getKey());
      json.name("object").value(line.object());
      json.name("event").value(line.event().name());
      json.name("step").value(line.step());
      json.name("at").value(line.at().toString());
      json.name("outcome").value(line.details().getOrDefault("outcome", ""));
      json.endObject();
    }
    json.endArray();
  }

  private static void approval(JsonWriter json, Approval approval) throws IOException {
    json.name("approver").value(approval.approver());
    json.name("authenticated").value(approval.authenticated());
    json.name("reason").value(approval.reason());
    json.name("approvedAt").value(approval.at().toString());
  }

  /** An approval that was given just now. */
  public static void approved(Approval approval, Instant expiresAt, Writer out) throws IOException {
    JsonWriter json = ServiceJson.begin(out);
    json.name("digest").value(approval.planDigest());
    approval(json, approval);
    json.name("expiresAt").value(expiresAt.toString());
    ServiceJson.end(json, out);
  }

  /** That somebody asked to stop. */
  public static void cancelled(CancelRequest request, Writer out) throws IOException {
    JsonWriter json = ServiceJson.begin(out);
    json.name("plan").value(request.operationId());
    json.name("by").value(request.by());
    json.name("reason").value(request.reason());
    json.name("askedAt").value(request.at().toString());
    ServiceJson.end(json, out);
  }

  /** That a plan is being made. */
  public static void underWay(Writer out) throws IOException {
    JsonWriter json = ServiceJson.begin(out);
    json.name("state").value("planning");
    ServiceJson.end(json, out);
  }

  /**
   * That a plan is on its way, and where to look.
   *
   * @param where address of how it stands
   */
  public static void accepted(PlanFile plan, String where, Writer out) throws IOException {
    JsonWriter json = ServiceJson.begin(out);
    json.name("plan").value(plan.digest());
    json.name("run").value(where);
    ServiceJson.end(json, out);
  }

  /** A text with its key, which scripts may rely on. */
  public static void text(JsonWriter json, @Nullable Text text, Texts texts) throws IOException {
    if (text == null) {
      json.nullValue();
      return;
    }
    json.beginObject();
    json.name("key").value(text.key());
    json.name("text").value(texts.say(text));
    json.endObject();
  }
}
