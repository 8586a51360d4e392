// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Readings in their table: one row a vCenter. */
final class ReadingTable implements Readings {
  private final Database database;

  ReadingTable(Database database) {
    this.database = database;
  }

  @Override
  public void keep(List<Reading> readings) {
    database.writeInLine(
        handle -> {
          Map<String, Reading> known =
              all(handle).stream().collect(Collectors.toMap(Reading::vcenter, Function.identity()));
          for (Reading reading : readings) {
            handle
                .createUpdate("delete from reading where vcenter = :vcenter")
                .bind("vcenter", reading.vcenter())
                .execute();
            insert(handle, reading, known.get(reading.vcenter()));
          }
          return readings.size();
        });
  }

  private static void insert(Handle handle, Reading reading, @Nullable Reading before) {
    Duration took = reading.took();
    Reading known = reading.reached() || before == null ? reading : before;
    handle
        .createUpdate(
            """
            insert into reading
              (vcenter, schedule, audit_id, read_at, reached, uuid, version, hosts, vms, took_ms)
            values
              (:vcenter, :schedule, :audit, :at, :reached, :uuid, :version, :hosts, :vms, :took)
            """)
        .bind("vcenter", reading.vcenter())
        .bind("schedule", reading.schedule())
        .bind("audit", reading.audit())
        .bind("at", Database.time(reading.at()))
        .bind("reached", reading.reached())
        .bind("uuid", known.uuid())
        .bind("version", known.version())
        .bind("hosts", reading.hosts())
        .bind("vms", reading.vms())
        .bind("took", took == null ? null : took.toMillis())
        .execute();
  }

  @Override
  public List<Reading> list() {
    return database.read(ReadingTable::all);
  }

  private static List<Reading> all(Handle handle) {
    return handle
        .createQuery("select * from reading order by vcenter")
        .map(ReadingTable::reading)
        .list();
  }

  /** Names by instance UUID; of a vCenter that had several, the one it was read by last. */
  static Map<String, String> names(Handle handle) {
    return all(handle).stream()
        .filter(one -> !one.uuid().isEmpty())
        .sorted(Comparator.comparing(Reading::at))
        .collect(Collectors.toMap(Reading::uuid, Reading::vcenter, (before, last) -> last));
  }

  private static Reading reading(ResultSet row, StatementContext context) throws SQLException {
    long took = row.getLong("took_ms");
    Duration known = row.wasNull() ? null : Duration.ofMillis(took);
    return new Reading(
        row.getString("vcenter"),
        row.getString("schedule"),
        row.getString("audit_id"),
        row.getObject("read_at", OffsetDateTime.class).toInstant(),
        row.getBoolean("reached"),
        row.getString("uuid"),
        row.getString("version"),
        row.getInt("hosts"),
        row.getInt("vms"),
        known);
  }
}
