// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.store.Audits.Change;
import io.vpreflight.jobs.store.Audits.Teller;
import io.vpreflight.jobs.store.Audits.Trouble;
import io.vpreflight.jobs.store.Audits.Troubles;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Runs in their table: one row a schedule. */
final class JobTable implements JobRuns {
  private final Database database;

  JobTable(Database database) {
    this.database = database;
  }

  @Override
  public void good(
      String schedule, Instant startedAt, Instant finishedAt, Set<Trouble> found, Teller teller) {
    database.writeInLine(
        handle -> {
          put(handle, new JobRun(schedule, startedAt, finishedAt, true, finishedAt));
          return tell(
              handle, schedule, TroubleTable.replace(handle, schedule, found, finishedAt), teller);
        });
  }

  @Override
  public void failed(
      String schedule, Instant startedAt, Instant finishedAt, Trouble trouble, Teller teller) {
    database.writeInLine(
        handle -> {
          Instant good =
              all(handle).stream()
                  .filter(run -> run.schedule().equals(schedule))
                  .findFirst()
                  .map(JobRun::lastGoodAt)
                  .orElse(null);
          put(handle, new JobRun(schedule, startedAt, finishedAt, false, good));
          return tell(
              handle, schedule, TroubleTable.add(handle, schedule, trouble, finishedAt), teller);
        });
  }

  private static Change tell(Handle handle, String schedule, Troubles troubles, Teller teller) {
    Change change = new Change(List.of(), List.of(), List.of(), List.of(), troubles);
    OutboxTable.put(handle, schedule, change, teller);
    return change;
  }

  private static void put(Handle handle, JobRun run) {
    handle
        .createUpdate("delete from job_run where schedule = :schedule")
        .bind("schedule", run.schedule())
        .execute();
    Instant good = run.lastGoodAt();
    handle
        .createUpdate(
            """
            insert into job_run (schedule, started_at, finished_at, good, last_good_at)
            values (:schedule, :startedAt, :finishedAt, :good, :lastGoodAt)
            """)
        .bind("schedule", run.schedule())
        .bind("startedAt", Database.time(run.startedAt()))
        .bind("finishedAt", Database.time(run.finishedAt()))
        .bind("good", run.good())
        .bind("lastGoodAt", good == null ? null : Database.time(good))
        .execute();
  }

  @Override
  public List<JobRun> list() {
    return database.read(JobTable::all);
  }

  private static List<JobRun> all(Handle handle) {
    return handle.createQuery("select * from job_run order by schedule").map(JobTable::run).list();
  }

  private static JobRun run(ResultSet row, StatementContext context) throws SQLException {
    OffsetDateTime good = row.getObject("last_good_at", OffsetDateTime.class);
    return new JobRun(
        row.getString("schedule"),
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        row.getObject("finished_at", OffsetDateTime.class).toInstant(),
        row.getBoolean("good"),
        good == null ? null : good.toInstant());
  }
}
