// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.store.Audits.Trouble;
import io.vpreflight.jobs.store.Audits.Troubles;
import io.vpreflight.jobs.store.Known.InTheWay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** What was in the way of the last audit of each schedule, within the step that keeps an audit. */
final class TroubleTable {
  private TroubleTable() {}

  /** These and no others from now on. */
  static Troubles replace(Handle handle, String schedule, Set<Trouble> now, Instant at) {
    Set<Trouble> before = known(handle, schedule);
    List<Trouble> news = new ArrayList<>();
    List<Trouble> still = new ArrayList<>();
    now.forEach(one -> (before.contains(one) ? still : news).add(one));
    List<Trouble> over = before.stream().filter(one -> !now.contains(one)).toList();
    for (Trouble one : over) {
      handle
          .createUpdate(
              "delete from trouble where schedule = :schedule and cause = :cause and name = :name")
          .bind("schedule", schedule)
          .bind("cause", one.cause())
          .bind("name", one.name())
          .execute();
    }
    unlooked(handle, schedule);
    news.forEach(one -> insert(handle, schedule, one, at));
    return new Troubles(news, still, over);
  }

  /** This one, too, from now on. */
  static Troubles add(Handle handle, String schedule, Trouble one, Instant at) {
    unlooked(handle, schedule);
    if (known(handle, schedule).contains(one)) {
      return new Troubles(List.of(), List.of(one), List.of());
    }
    insert(handle, schedule, one, at);
    return new Troubles(List.of(one), List.of(), List.of());
  }

  /** What was looked at since the audit before, this one has not. */
  private static void unlooked(Handle handle, String schedule) {
    handle
        .createUpdate(
            "update trouble set looked_at = null"
                + " where schedule = :schedule and looked_at is not null")
        .bind("schedule", schedule)
        .execute();
  }

  private static Set<Trouble> known(Handle handle, String schedule) {
    return new HashSet<>(
        handle
            .createQuery("select cause, name from trouble where schedule = :schedule")
            .bind("schedule", schedule)
            .map((row, context) -> new Trouble(row.getString("cause"), row.getString("name")))
            .list());
  }

  /** Those of them that are in the way of other schedules, whether or not there are any more. */
  static List<InTheWay> elsewhere(Handle handle, String schedule, Set<Trouble> wanted) {
    return handle
        .createQuery("select schedule, cause, name from trouble where schedule <> :schedule")
        .bind("schedule", schedule)
        .map(
            (row, context) ->
                new InTheWay(
                    row.getString("schedule"),
                    new Trouble(row.getString("cause"), row.getString("name"))))
        .filter(one -> wanted.contains(one.trouble()))
        .list();
  }

  private static void insert(Handle handle, String schedule, Trouble one, Instant at) {
    handle
        .createUpdate(
            """
            insert into trouble (schedule, cause, name, since)
            values (:schedule, :cause, :name, :since)
            """)
        .bind("schedule", schedule)
        .bind("cause", one.cause())
        .bind("name", one.name())
        .bind("since", Database.time(at))
        .execute();
  }
}
