// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.ObjectRef;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link PlanWriter} wrote. It need not be strict: whoever reads a plan writes it again
 * and compares.
 */
final class PlanReader {
  private PlanReader() {}

  static RepairPlan plan(String json) {
    try {
      JsonObject plan = JsonParser.parseString(json).getAsJsonObject();
      long format = number(plan, "format");
      if (format != PlanWriter.FORMAT) {
        throw new PlanException(Text.of("plan.problem.format", format));
      }
      return plan(plan);
    } catch (JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | UnsupportedOperationException
        | ArithmeticException
        | DateTimeException e) {
      throw new PlanException(Text.of("plan.problem.not-a-plan", String.valueOf(e.getMessage())));
    }
  }

  private static RepairPlan plan(JsonObject plan) {
    return new RepairPlan(
        kind(plan),
        vcenter(object(plan, "vcenter")),
        time(plan, "createdAt"),
        time(plan, "expiresAt"),
        string(plan, "planner"),
        options(object(plan, "options")),
        limits(object(plan, "limits")),
        WindowText.read(
            string(object(plan, "window"), "spans"), string(object(plan, "window"), "zone")),
        list(plan, "targets", element -> target(element.getAsJsonObject())),
        list(plan, "warnings", element -> text(element.getAsJsonObject())),
        activity(object(plan, "activity")));
  }

  private static RepairKind kind(JsonObject plan) {
    RepairKind kind = RepairKind.of(string(plan, "kind"));
    if (kind == null) {
      throw new PlanException(Text.of("plan.problem.kind", string(plan, "kind")));
    }
    return kind;
  }

  private static PlanVCenter vcenter(JsonObject json) {
    return new PlanVCenter(
        string(json, "instanceUuid"),
        string(json, "name"),
        string(json, "version"),
        string(json, "apiVersion"),
        time(json, "readAt"));
  }

  private static PlanOptions options(JsonObject json) {
    return new PlanOptions(
        flag(json, "prove"), flag(json, "deepProbe"), flag(json, "consolidateAfter"));
  }

  private static RunLimits limits(JsonObject json) {
    return new RunLimits(
        integer(json, "perHost"),
        integer(json, "perDatastore"),
        integer(json, "openSnapshotsPerDatastore"),
        integer(json, "perVCenter"),
        list(json, "waves", JsonElement::getAsInt),
        integer(json, "stopAfterFailures"),
        number(json, "readAgainBytesPerNight"),
        Duration.ofSeconds(number(json, "deadlineSeconds")),
        new RunLimits.Guests(
            Duration.ofSeconds(number(json, "longestStunSeconds")),
            Duration.ofSeconds(number(json, "addressBackSeconds"))));
  }

  private static SnapshotHours activity(JsonObject json) {
    return new SnapshotHours(
        ZoneId.of(string(json, "zone")),
        json.has("since") ? time(json, "since") : null,
        list(json, "counts", JsonElement::getAsInt));
  }

  private static PlanTarget target(JsonObject json) {
    return new PlanTarget(
        reference(object(json, "object")),
        string(json, "role"),
        integer(json, "wave"),
        baseline(object(json, "baseline")),
        list(json, "steps", element -> step(element.getAsJsonObject())),
        list(json, "refusals", element -> refusal(element.getAsJsonObject())),
        list(json, "warnings", element -> text(element.getAsJsonObject())),
        list(json, "datastores", element -> datastore(element.getAsJsonObject())),
        privileges(object(json, "privileges")),
        number(json, "readAgainBytes"));
  }

  private static ObjectRef reference(JsonObject json) {
    return new ObjectRef(
        string(json, "vcenter"),
        new MoRef(string(json, "type"), string(json, "moId")),
        string(json, "name"),
        string(json, "path"));
  }

  private static Baseline baseline(JsonObject json) {
    return new Baseline(
        maybe(json, "instanceUuid"),
        maybe(json, "uuid"),
        maybe(json, "changeVersion"),
        maybeFlag(json, "changeTrackingEnabled"),
        maybe(json, "powerState"),
        maybe(json, "host"),
        maybeFlag(json, "consolidationNeeded"),
        list(json, "snapshots", JsonElement::getAsString),
        list(json, "disks", element -> disk(element.getAsJsonObject())),
        maybe(json, "attribute"),
        json.has("ofHost") ? ofHost(object(json, "ofHost")) : null);
  }

  private static Baseline.OfHost ofHost(JsonObject json) {
    return new Baseline.OfHost(
        maybe(json, "connectionState"),
        maybe(json, "standbyMode"),
        maybeFlag(json, "inMaintenanceMode"));
  }

  private static PlanDisk disk(JsonObject json) {
    return new PlanDisk(
        integer(json, "key"),
        string(json, "label"),
        maybeNumber(json, "capacityBytes"),
        maybe(json, "fileName"),
        maybe(json, "datastore"),
        maybe(json, "changeId"),
        maybe(json, "excluded"));
  }

  private static PlanStep step(JsonObject json) {
    StepAction action = StepAction.of(string(json, "action"));
    if (action == null) {
      throw new PlanException(Text.of("plan.problem.action", string(json, "action")));
    }
    return new PlanStep(string(json, "id"), action, maybe(json, "about"), flag(json, "stuns"));
  }

  private static Refusal refusal(JsonObject json) {
    Map<String, String> evidence = new HashMap<>();
    object(json, "evidence")
        .entrySet()
        .forEach(entry -> evidence.put(entry.getKey(), entry.getValue().getAsString()));
    String answer = string(json, "answer").toUpperCase(Locale.ROOT).replace('-', '_');
    return new Refusal(
        string(json, "id"), text(object(json, "text")), evidence, Refusal.Answer.valueOf(answer));
  }

  private static DatastoreNeed datastore(JsonObject json) {
    return new DatastoreNeed(
        string(json, "datastore"),
        string(json, "name"),
        maybeNumber(json, "capacityBytes"),
        maybeNumber(json, "freeBytes"),
        number(json, "neededBytes"));
  }

  private static Privileges privileges(JsonObject json) {
    return new Privileges(
        maybe(json, "account"),
        list(json, "wanted", JsonElement::getAsString),
        json.has("missing") ? list(json, "missing", JsonElement::getAsString) : null);
  }

  private static Text text(JsonObject json) {
    return new Text(string(json, "key"), list(json, "args", PlanReader::argument));
  }

  private static Object argument(JsonElement value) {
    if (value.isJsonObject()) {
      JsonObject json = value.getAsJsonObject();
      if (json.has("bytes")) {
        return new Bytes(number(json, "bytes"));
      }
      if (json.has("seconds")) {
        return Duration.ofSeconds(number(json, "seconds"));
      }
      return json.has("time") ? time(json, "time") : text(object(json, "text"));
    }
    return value.getAsJsonPrimitive().isNumber() ? value.getAsLong() : value.getAsString();
  }

  private static <T> List<T> list(JsonObject json, String key, Function<JsonElement, T> form) {
    JsonArray array = member(json, key).getAsJsonArray();
    List<T> list = new ArrayList<>(array.size());
    array.forEach(element -> list.add(form.apply(element)));
    return list;
  }

  private static JsonElement member(JsonObject json, String key) {
    JsonElement value = json.get(key);
    if (value == null) {
      throw new JsonParseException("no " + key);
    }
    return value;
  }

  private static JsonObject object(JsonObject json, String key) {
    return member(json, key).getAsJsonObject();
  }

  private static String string(JsonObject json, String key) {
    return member(json, key).getAsString();
  }

  private static boolean flag(JsonObject json, String key) {
    return member(json, key).getAsBoolean();
  }

  private static long number(JsonObject json, String key) {
    return member(json, key).getAsLong();
  }

  private static int integer(JsonObject json, String key) {
    return Math.toIntExact(number(json, key));
  }

  private static Instant time(JsonObject json, String key) {
    return Instant.parse(string(json, key));
  }

  private static @Nullable String maybe(JsonObject json, String key) {
    return json.has(key) ? string(json, key) : null;
  }

  private static @Nullable Long maybeNumber(JsonObject json, String key) {
    return json.has(key) ? Long.valueOf(number(json, key)) : null;
  }

  private static @Nullable Boolean maybeFlag(JsonObject json, String key) {
    return json.has(key) ? Boolean.valueOf(flag(json, key)) : null;
  }
}
