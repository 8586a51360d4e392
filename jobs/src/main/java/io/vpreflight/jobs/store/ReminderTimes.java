// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * When the reminders of the scheduler come, for whoever only looks at a store. Safe for several
 * threads.
 */
public final class ReminderTimes {
  /** Name of their scheduler, in the tables of every store: it may not change. */
  public static final String SCHEDULER = "vpreflight-repairs";

  /** Their group, likewise. */
  public static final String GROUP = "repairs";

  private final Database database;

  ReminderTimes(Database database) {
    this.database = database;
  }

  /** The next time of each, by its name. */
  public Map<String, Instant> all() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select trigger_name, next_fire_time from qrtz_triggers
                    where sched_name = :scheduler and trigger_group = :group
                    """)
                .bind("scheduler", SCHEDULER)
                .bind("group", GROUP)
                .map(
                    (row, context) ->
                        Map.entry(
                            row.getString("trigger_name"),
                            Instant.ofEpochMilli(row.getLong("next_fire_time"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** None comes any more: nobody knows what was done since the copy was made that they are of. */
  void forgetAll() {
    database.write(
        handle -> {
          for (String table : List.of("qrtz_simple_triggers", "qrtz_triggers")) {
            handle
                .createUpdate(
                    "delete from "
                        + table
                        + " where sched_name = :scheduler and trigger_group = :group")
                .bind("scheduler", SCHEDULER)
                .bind("group", GROUP)
                .execute();
          }
          return true;
        });
  }
}
