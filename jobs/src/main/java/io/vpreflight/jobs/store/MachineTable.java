// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.store.MachineStates.Seen;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * States of machines in their table: one row for each schedule and vCenter, one array a machine.
 */
final class MachineTable implements MachineStates {
  private final Database database;

  MachineTable(Database database) {
    this.database = database;
  }

  @Override
  public void keep(List<Seen> seen) {
    database.writeInLine(
        handle -> {
          for (Seen one : seen) {
            handle
                .createUpdate(
                    "delete from machine_state where schedule = :schedule and vcenter = :vcenter")
                .bind("schedule", one.schedule())
                .bind("vcenter", one.vcenter())
                .execute();
            handle
                .createUpdate(
                    """
                    insert into machine_state (schedule, vcenter, name, profile, read_at, machines)
                    values (:schedule, :vcenter, :name, :profile, :at, :machines)
                    """)
                .bind("schedule", one.schedule())
                .bind("vcenter", one.vcenter())
                .bind("name", one.vcenterName())
                .bind("profile", one.profile())
                .bind("at", Database.time(one.at()))
                .bind("machines", json(one.machines()))
                .execute();
          }
          return seen.size();
        });
  }

  @Override
  public List<Seen> list() {
    return database.read(
        handle ->
            handle
                .createQuery("select * from machine_state order by schedule, vcenter")
                .map(MachineTable::seen)
                .list());
  }

  private static Seen seen(ResultSet row, StatementContext context) throws SQLException {
    return new Seen(
        row.getString("schedule"),
        row.getString("vcenter"),
        row.getString("name"),
        row.getString("profile"),
        row.getObject("read_at", OffsetDateTime.class).toInstant(),
        machines(row.getString("machines")));
  }

  private static String json(List<MachineState> machines) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginArray();
      for (MachineState one : machines.subList(0, Math.min(MOST, machines.size()))) {
        json.beginArray();
        json.value(one.id()).value(one.name());
        json.value(one.datacenter()).value(one.cluster()).value(one.host());
        json.value(one.tracked()).value(one.disksMissing()).value(one.consolidationNeeded());
        Instant oldest = one.oldestSnapshot();
        json.value(one.chainDepth()).value(oldest == null ? null : oldest.toString());
        json.value(one.eligible());
        json.endArray();
      }
      json.endArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static List<MachineState> machines(String text) {
    List<MachineState> machines = new ArrayList<>();
    try (JsonReader json = new JsonReader(new StringReader(text))) {
      json.beginArray();
      while (json.hasNext()) {
        json.beginArray();
        machines.add(
            new MachineState(
                json.nextString(),
                json.nextString(),
                json.nextString(),
                json.nextString(),
                json.nextString(),
                flag(json),
                number(json),
                flag(json),
                number(json),
                time(json),
                flag(json)));
        json.endArray();
      }
      json.endArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return machines;
  }

  private static boolean isNull(JsonReader json) throws IOException {
    if (json.peek() != JsonToken.NULL) {
      return false;
    }
    json.nextNull();
    return true;
  }

  private static @Nullable Boolean flag(JsonReader json) throws IOException {
    return isNull(json) ? null : json.nextBoolean();
  }

  private static @Nullable Integer number(JsonReader json) throws IOException {
    return isNull(json) ? null : json.nextInt();
  }

  private static @Nullable Instant time(JsonReader json) throws IOException {
    return isNull(json) ? null : Instant.parse(json.nextString());
  }
}
