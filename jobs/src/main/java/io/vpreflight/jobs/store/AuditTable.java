// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.store.SeenFinding.Identity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Audits and findings in their tables. */
final class AuditTable implements Audits {
  private final Database database;

  AuditTable(Database database) {
    this.database = database;
  }

  @Override
  public Change record(
      StoredAudit audit,
      List<SeenFinding> seen,
      Set<Identity> unknown,
      Set<String> checks,
      Set<Trouble> troubles,
      Teller teller) {
    return database.writeInLine(
        handle -> {
          FindingChanges found =
              FindingChanges.of(handle, audit, seen, unknown, one -> checks.contains(one.check()));
          found.write(handle, true);
          insert(handle, audit, found.news().size(), found.resolved().size());
          Change change =
              found.change(
                  TroubleTable.replace(handle, audit.schedule(), troubles, audit.startedAt()));
          OutboxTable.put(handle, audit.schedule(), change, teller);
          return change;
        });
  }

  @Override
  public Change amend(
      StoredAudit now,
      List<SeenFinding> seen,
      Set<Identity> unknown,
      Looked looked,
      Teller teller) {
    return database.writeInLine(
        handle -> {
          FindingChanges found =
              FindingChanges.of(
                  handle,
                  now,
                  seen,
                  unknown,
                  identity ->
                      looked.checks().contains(identity.check())
                          && looked.vcenters().contains(identity.vcenter()));
          Change change = found.change(Change.NO_TROUBLES);
          NotChecked.lookedAt(handle, now.schedule(), looked, now.startedAt());
          if (found.write(handle, false)) {
            OutboxTable.put(handle, now.schedule(), change, teller);
          }
          return change;
        });
  }

  @Override
  public Change failed(String schedule, Trouble trouble, Instant at, Teller teller) {
    return database.writeInLine(
        handle -> {
          Troubles troubles = TroubleTable.add(handle, schedule, trouble, at);
          Change change = new Change(List.of(), List.of(), List.of(), List.of(), troubles);
          OutboxTable.put(handle, schedule, change, teller);
          return change;
        });
  }

  @Override
  public List<Entry> list(String schedule, int atMost) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select * from audit where :schedule = '' or schedule = :schedule
                    order by started_at desc, id desc limit :atMost
                    """)
                .bind("schedule", schedule)
                .bind("atMost", atMost)
                .map(AuditTable::entry)
                .list());
  }

  @Override
  public List<FindingHistory> findings(String schedule, boolean resolved) {
    return database.read(handle -> histories(handle, schedule, resolved));
  }

  @Override
  public List<StoredAudit> forget(String schedule, int keep) {
    return database.write(
        handle -> {
          List<StoredAudit> old =
              handle
                  .createQuery(
                      """
                      select * from audit where schedule = :schedule
                      order by started_at desc, id desc offset :keep rows
                      """)
                  .bind("schedule", schedule)
                  .bind("keep", keep)
                  .map((row, context) -> entry(row, context).audit())
                  .list();
          for (StoredAudit audit : old) {
            handle
                .createUpdate("delete from audit where id = :id")
                .bind("id", audit.id())
                .execute();
          }
          return old;
        });
  }

  @Override
  public int forgetResolved(Instant before) {
    return database.writeInLine(
        handle ->
            handle
                .createUpdate("delete from finding where resolved_at < :before")
                .bind("before", Database.time(before))
                .execute());
  }

  private static void insert(Handle handle, StoredAudit audit, int news, int resolved) {
    handle
        .createUpdate(
            """
            insert into audit
              (id, schedule, profile, started_at, finished_at, complete, incomplete, vms, critical,
               error, warning, info, undetermined, new_findings, resolved, report)
            values
              (:id, :schedule, :profile, :startedAt, :finishedAt, :complete, :incomplete, :vms,
               :critical, :error, :warning, :info, :undetermined, :news, :resolved, :report)
            """)
        .bind("id", audit.id())
        .bind("schedule", audit.schedule())
        .bind("profile", audit.profile())
        .bind("startedAt", Database.time(audit.startedAt()))
        .bind("finishedAt", Database.time(audit.finishedAt()))
        .bind("complete", audit.complete())
        .bind("incomplete", Reasons.json(audit.incomplete()))
        .bind("vms", audit.counts().vms())
        .bind("critical", audit.counts().critical())
        .bind("error", audit.counts().error())
        .bind("warning", audit.counts().warning())
        .bind("info", audit.counts().info())
        .bind("undetermined", audit.counts().undetermined())
        .bind("news", news)
        .bind("resolved", resolved)
        .bind("report", audit.report())
        .execute();
  }

  static List<FindingHistory> histories(Handle handle, String schedule, boolean resolvedToo) {
    return handle
        .createQuery(
            """
            select * from finding where schedule = :schedule and (:all or resolved_at is null)
            order by first_seen, check_id, vcenter, object, part
            """)
        .bind("schedule", schedule)
        .bind("all", resolvedToo)
        .map(AuditTable::history)
        .list();
  }

  static FindingHistory history(ResultSet row, StatementContext context) throws SQLException {
    return new FindingHistory(
        new SeenFinding(
            row.getString("check_id"),
            row.getString("vcenter"),
            row.getString("object"),
            row.getString("part"),
            row.getString("name"),
            row.getString("severity"),
            row.getString("path")),
        at(row, "first_seen"),
        at(row, "last_seen"),
        row.getObject("resolved_at") == null ? null : at(row, "resolved_at"),
        row.getInt("times_back"));
  }

  static Entry entry(ResultSet row, StatementContext context) throws SQLException {
    StoredAudit audit =
        new StoredAudit(
            row.getString("id"),
            row.getString("schedule"),
            row.getString("profile"),
            at(row, "started_at"),
            at(row, "finished_at"),
            row.getBoolean("complete"),
            Reasons.read(row.getString("incomplete")),
            new StoredAudit.Counts(
                row.getInt("vms"),
                row.getInt("critical"),
                row.getInt("error"),
                row.getInt("warning"),
                row.getInt("info"),
                row.getInt("undetermined")),
            row.getString("report"));
    return new Entry(audit, row.getInt("new_findings"), row.getInt("resolved"));
  }

  private static Instant at(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
