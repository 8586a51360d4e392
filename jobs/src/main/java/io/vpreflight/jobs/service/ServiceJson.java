// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.store.Reading;
import io.vpreflight.jobs.store.StoredToken;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Schedules, vCenters and tokens as JSON: the same on the command line and over HTTP. */
public final class ServiceJson {
  private static final int SCHEMA = 1;
  private static final int NEXT = 5;

  private ServiceJson() {}

  /** Every answer is an object that says in which form it is. */
  static JsonWriter begin(Writer out) throws IOException {
    JsonWriter json = new JsonWriter(out);
    json.setIndent("  ");
    json.beginObject();
    json.name("schemaVersion").value(SCHEMA);
    return json;
  }

  static void end(JsonWriter json, Writer out) throws IOException {
    json.endObject();
    json.flush();
    out.write('\n');
  }

  /** All schedules. */
  public static void schedules(List<ScheduleState> schedules, Writer out) throws IOException {
    JsonWriter json = begin(out);
    json.name("schedules").beginArray();
    for (ScheduleState state : schedules) {
      json.beginObject();
      schedule(json, state);
      json.endObject();
    }
    json.endArray();
    end(json, out);
  }

  /**
   * What came of reading the file again.
   *
   * @param changed keys of which another value holds now
   */
  public static void reloaded(List<String> changed, Writer out) throws IOException {
    JsonWriter json = begin(out);
    json.name("changed").beginArray();
    for (String key : changed) {
      json.value(key);
    }
    json.endArray();
    end(json, out);
  }

  /** One schedule. */
  public static void schedule(ScheduleState state, Writer out) throws IOException {
    JsonWriter json = begin(out);
    schedule(json, state);
    end(json, out);
  }

  private static void schedule(JsonWriter json, ScheduleState state) throws IOException {
    var schedule = state.standing().schedule();
    json.name("name").value(schedule.name());
    json.name("job").value(schedule.kind().label());
    json.name("cron").value(schedule.cron());
    json.name("timeZone").value(schedule.zone().getId());
    json.name("paused").value(state.standing().paused());
    json.name("running").value(state.standing().running());
    json.name("nextAt").value(text(state.standing().nextAt()));
    json.name("next").beginArray();
    for (Instant time : state.next(NEXT)) {
      json.value(time.toString());
    }
    json.endArray();
    json.name("lastRunAt").value(text(state.lastRunAt()));
    json.name("lastRunGood").value(state.isLastGood());
    json.name("lastGoodAt").value(text(state.lastGoodAt()));
    var last = state.last();
    json.name("lastAudit").value(last == null ? null : last.audit().id());
    json.name("lastAuditAt").value(last == null ? null : last.audit().startedAt().toString());
    json.name("lastAuditComplete");
    if (last == null) {
      json.nullValue();
    } else {
      json.value(last.audit().complete());
    }
    var whole = state.lastWhole();
    json.name("lastWholeAuditAt")
        .value(whole == null ? null : whole.audit().startedAt().toString());
  }

  /**
   * All vCenters.
   *
   * @param names as the configuration has them
   * @param readings what is known of them; others are left out
   */
  public static void vcenters(List<String> names, List<Reading> readings, Writer out)
      throws IOException {
    JsonWriter json = begin(out);
    json.name("vcenters").beginArray();
    for (String name : names) {
      Reading reading =
          readings.stream().filter(one -> one.vcenter().equals(name)).findFirst().orElse(null);
      json.beginObject();
      json.name("name").value(name);
      json.name("reached");
      if (reading == null) {
        json.nullValue();
      } else {
        json.value(reading.reached());
      }
      json.name("lastReadAt").value(reading == null ? null : reading.at().toString());
      json.name("lastAudit").value(reading == null ? null : reading.audit());
      json.name("schedule").value(reading == null ? null : reading.schedule());
      json.name("instanceUuid").value(reading == null ? null : given(reading.uuid()));
      json.name("version").value(reading == null ? null : given(reading.version()));
      json.name("hosts").value(reading == null ? null : reading.hosts());
      json.name("virtualMachines").value(reading == null ? null : reading.vms());
      json.endObject();
    }
    json.endArray();
    end(json, out);
  }

  /** All tokens, by what is known of them. */
  public static void tokens(List<StoredToken> tokens, Writer out) throws IOException {
    JsonWriter json = begin(out);
    json.name("tokens").beginArray();
    for (StoredToken token : tokens) {
      json.beginObject();
      token(json, token);
      json.endObject();
    }
    json.endArray();
    end(json, out);
  }

  /** A token that was made just now, with what will never be shown again. */
  public static void token(TokenBook.Made made, Writer out) throws IOException {
    JsonWriter json = begin(out);
    token(json, made.token());
    json.name("token").value(made.secret());
    end(json, out);
  }

  private static void token(JsonWriter json, StoredToken token) throws IOException {
    json.name("name").value(token.name());
    json.name("scopes").beginArray();
    for (String scope : new TreeSet<>(token.scopes())) {
      json.value(scope);
    }
    json.endArray();
    json.name("createdAt").value(token.createdAt().toString());
    json.name("expiresAt").value(text(token.expiresAt()));
  }

  private static @Nullable String given(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }
}
