// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.store.SeenFinding.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Audits and findings page by page. A page begins after the last row of the page before, so that
 * what is added or forgotten in between moves nothing. Safe for several threads.
 */
public final class AuditPages {
  private final Database database;

  AuditPages(Database database) {
    this.database = database;
  }

  /** Where a page of audits begins: after this one. */
  public record AuditPlace(Instant startedAt, String id) {}

  /** Where a page of findings begins: after this one. */
  public record FindingPlace(Instant firstSeenAt, String schedule, Identity identity) {
    /** After that one. */
    public static FindingPlace of(HeldFinding finding) {
      return new FindingPlace(
          finding.history().firstSeenAt(),
          finding.schedule(),
          finding.history().finding().identity());
    }
  }

  /**
   * Audits, newest first.
   *
   * @param schedule only of this one; empty for all
   * @param after null for the first page
   */
  public List<Audits.Entry> audits(String schedule, @Nullable AuditPlace after, int atMost) {
    String from = after == null ? "" : " and (started_at, id) < (:at, :id)";
    return database.read(
        handle -> {
          var query =
              handle
                  .createQuery(
                      "select * from audit where (:schedule = '' or schedule = :schedule)"
                          + from
                          + " order by started_at desc, id desc limit :atMost")
                  .bind("schedule", schedule)
                  .bind("atMost", atMost);
          if (after != null) {
            query.bind("at", Database.time(after.startedAt())).bind("id", after.id());
          }
          return query.map(AuditTable::entry).list();
        });
  }

  /**
   * Schedules that anything is known of, sorted: those that stand in the timetable, and those of
   * which an audit, a finding or a run is kept.
   */
  public SortedSet<String> schedules() {
    return database.read(
        handle ->
            new TreeSet<>(
                handle
                    .createQuery(
                        """
                        select schedule from audit union select schedule from finding
                        union select schedule from job_run
                        union select job_name from qrtz_job_details
                        """)
                    .mapTo(String.class)
                    .list()));
  }

  /** Ids of the checks of which a finding is kept, sorted. */
  public SortedSet<String> checks() {
    return database.read(
        handle ->
            new TreeSet<>(
                handle
                    .createQuery("select distinct check_id from finding")
                    .mapTo(String.class)
                    .list()));
  }

  /** One audit. */
  public Optional<Audits.Entry> audit(String id) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from audit where id = :id")
                .bind("id", id)
                .map(AuditTable::entry)
                .findOne());
  }

  /**
   * Findings, the oldest first.
   *
   * @param after null for the first page
   */
  public List<HeldFinding> findings(FindingQuery wanted, @Nullable FindingPlace after, int atMost) {
    String state =
        switch (wanted.state()) {
          case OPEN -> " and resolved_at is null";
          case RESOLVED -> " and resolved_at is not null";
          case ALL -> "";
        };
    String from =
        after == null
            ? ""
            : " and (first_seen, schedule, check_id, vcenter, object, part)"
                + " > (:at, :afterSchedule, :afterCheck, :afterVcenter, :afterObject, :afterPart)";
    return database.read(
        handle -> {
          var query =
              handle
                  .createQuery(
                      """
                      select * from finding where (:schedule = '' or schedule = :schedule)
                      and (:check = '' or check_id = :check)
                      and (:severity = '' or lower(severity) = :severity)
                      and (:vm = '' or name = :vm or object = :object)
                      """
                          + state
                          + from
                          + " order by first_seen, schedule, check_id, vcenter, object, part"
                          + " limit :atMost")
                  .bind("schedule", wanted.schedule())
                  .bind("check", wanted.check())
                  .bind("severity", wanted.severity().toLowerCase(Locale.ROOT))
                  .bind("vm", wanted.vm())
                  .bind("object", "VirtualMachine:" + wanted.vm())
                  .bind("atMost", atMost);
          if (after != null) {
            query
                .bind("at", Database.time(after.firstSeenAt()))
                .bind("afterSchedule", after.schedule())
                .bind("afterCheck", after.identity().check())
                .bind("afterVcenter", after.identity().vcenter())
                .bind("afterObject", after.identity().object())
                .bind("afterPart", after.identity().part());
          }
          NotChecked notChecked = NotChecked.of(handle);
          Map<String, String> names = ReadingTable.names(handle);
          return query
              .map(
                  (row, context) -> {
                    String schedule = row.getString("schedule");
                    FindingHistory history = AuditTable.history(row, context);
                    return new HeldFinding(
                        schedule,
                        history,
                        names.get(history.finding().vcenter()),
                        notChecked.since(schedule, history));
                  })
              .list();
        });
  }
}
