// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.store.SeenFinding.Identity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
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
    return database.write(
        handle -> {
          Map<Identity, FindingHistory> known = new HashMap<>();
          histories(handle, audit.schedule(), true)
              .forEach(one -> known.put(one.finding().identity(), one));
          List<SeenFinding> news = new ArrayList<>();
          List<SeenFinding> returned = new ArrayList<>();
          List<Still> still = new ArrayList<>();
          Set<Identity> now = new HashSet<>();
          PreparedBatch inserts = handle.prepareBatch(INSERT);
          PreparedBatch updates = handle.prepareBatch(UPDATE);
          for (SeenFinding finding : seen) {
            if (!now.add(finding.identity())) {
              continue;
            }
            FindingHistory before = known.get(finding.identity());
            boolean back = before != null && before.resolvedAt() != null;
            if (before == null || back) {
              news.add(finding);
            } else {
              still.add(new Still(finding, before.finding().severity()));
            }
            if (back) {
              returned.add(finding);
            }
            if (before == null) {
              bind(inserts, audit.schedule(), finding)
                  .bind("at", Database.time(audit.startedAt()))
                  .add();
            } else {
              bind(updates, audit.schedule(), finding)
                  .bind("at", Database.time(audit.startedAt()))
                  .bind("back", back ? 1 : 0)
                  .add();
            }
          }
          List<SeenFinding> resolved = new ArrayList<>();
          if (audit.complete()) {
            for (FindingHistory before : known.values()) {
              Identity identity = before.finding().identity();
              if (before.resolvedAt() == null
                  && !now.contains(identity)
                  && !isUnknown(identity, unknown)
                  && checks.contains(identity.check())) {
                resolved.add(before.finding());
              }
            }
          }
          PreparedBatch ends = handle.prepareBatch(RESOLVE);
          resolved.forEach(
              one ->
                  bind(ends, audit.schedule(), one)
                      .bind("at", Database.time(audit.startedAt()))
                      .add());
          for (PreparedBatch batch : List.of(inserts, updates, ends)) {
            if (batch.size() > 0) {
              batch.execute();
            }
          }
          insert(handle, audit, news.size(), resolved.size());
          Change change =
              new Change(
                  news,
                  resolved,
                  returned,
                  still,
                  TroubleTable.replace(handle, audit.schedule(), troubles, audit.startedAt()));
          OutboxTable.put(handle, change, teller);
          return change;
        });
  }

  @Override
  public Change failed(String schedule, Trouble trouble, Instant at, Teller teller) {
    return database.write(
        handle -> {
          Troubles troubles = TroubleTable.add(handle, schedule, trouble, at);
          Change change = new Change(List.of(), List.of(), List.of(), List.of(), troubles);
          OutboxTable.put(handle, change, teller);
          return change;
        });
  }

  /** Who could not be asked about the whole object could not be asked about a part of it. */
  private static boolean isUnknown(Identity identity, Set<Identity> unknown) {
    return unknown.contains(identity)
        || unknown.contains(
            new Identity(identity.check(), identity.vcenter(), identity.object(), ""));
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
    return database.write(
        handle ->
            handle
                .createUpdate("delete from finding where resolved_at < :before")
                .bind("before", Database.time(before))
                .execute());
  }

  private static final String IDENTITY =
      "schedule = :schedule and check_id = :check and vcenter = :vcenter and object = :object"
          + " and part = :part";

  private static final String INSERT =
      """
      insert into finding
        (schedule, check_id, vcenter, object, part, name, severity, first_seen, last_seen,
         resolved_at, times_back)
      values
        (:schedule, :check, :vcenter, :object, :part, :name, :severity, :at, :at, null, 0)
      """;

  private static final String UPDATE =
      "update finding set name = :name, severity = :severity, last_seen = :at,"
          + " resolved_at = null, times_back = times_back + :back where "
          + IDENTITY;

  private static final String RESOLVE =
      "update finding set name = :name, severity = :severity, resolved_at = :at where " + IDENTITY;

  private static PreparedBatch bind(PreparedBatch batch, String schedule, SeenFinding finding) {
    return batch
        .bind("schedule", schedule)
        .bind("check", finding.check())
        .bind("vcenter", finding.vcenter())
        .bind("object", finding.object())
        .bind("part", finding.part())
        .bind("name", finding.name())
        .bind("severity", finding.severity());
  }

  private static void insert(Handle handle, StoredAudit audit, int news, int resolved) {
    handle
        .createUpdate(
            """
            insert into audit
              (id, schedule, profile, started_at, finished_at, complete, vms, critical, error,
               warning, info, undetermined, new_findings, resolved, report)
            values
              (:id, :schedule, :profile, :startedAt, :finishedAt, :complete, :vms, :critical,
               :error, :warning, :info, :undetermined, :news, :resolved, :report)
            """)
        .bind("id", audit.id())
        .bind("schedule", audit.schedule())
        .bind("profile", audit.profile())
        .bind("startedAt", Database.time(audit.startedAt()))
        .bind("finishedAt", Database.time(audit.finishedAt()))
        .bind("complete", audit.complete())
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

  private static List<FindingHistory> histories(
      Handle handle, String schedule, boolean resolvedToo) {
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
            row.getString("severity")),
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
