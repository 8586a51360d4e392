// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.store.Audits.Trouble;
import io.vpreflight.jobs.store.Known.Open;
import io.vpreflight.jobs.store.Known.Told;
import io.vpreflight.jobs.store.SeenFinding.Identity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What channels were told, in its table, within the step that writes their letters. */
final class ToldTable {
  private static final String IDENTITY =
      "channel = :channel and check_id = :check and vcenter = :vcenter and object = :object"
          + " and part = :part";

  private static final String INSERT =
      """
      insert into told (channel, check_id, vcenter, object, part, schedule, severity, letter)
      values (:channel, :check, :vcenter, :object, :part, :schedule, :severity, :letter)
      """;

  private ToldTable() {}

  /** What is known besides a change of that schedule. */
  static Known known(
      Handle handle, String schedule, Audits.Change change, Map<String, String> held) {
    Set<String> checks = new TreeSet<>();
    change.news().forEach(one -> checks.add(one.check()));
    change.resolved().forEach(one -> checks.add(one.check()));
    change.still().stream()
        .filter(one -> !one.before().equals(one.finding().severity()))
        .forEach(one -> checks.add(one.finding().check()));
    Set<Trouble> troubles = new HashSet<>(change.troubles().news());
    troubles.addAll(change.troubles().over());
    Set<String> ids = new TreeSet<>(checks);
    troubles.forEach(one -> ids.add(one.identity().check()));
    return new Known(
        held,
        checks.isEmpty() ? List.of() : open(handle, schedule, checks),
        troubles.isEmpty() ? List.of() : TroubleTable.elsewhere(handle, schedule, troubles),
        ids.isEmpty() ? List.of() : told(handle, ids));
  }

  private static List<Open> open(Handle handle, String schedule, Set<String> checks) {
    return handle
        .createQuery(
            """
            select * from finding
            where schedule <> :schedule and resolved_at is null and check_id in (<checks>)
            """)
        .bind("schedule", schedule)
        .bindList("checks", checks)
        .map(
            (row, context) ->
                new Open(row.getString("schedule"), identity(row), row.getString("severity")))
        .list();
  }

  private static List<Told> told(Handle handle, Set<String> ids) {
    return handle
        .createQuery("select * from told where check_id in (<checks>)")
        .bindList("checks", ids)
        .map(
            (row, context) ->
                new Told(
                    row.getString("channel"),
                    identity(row),
                    row.getString("schedule"),
                    row.getString("severity")))
        .list();
  }

  private static Identity identity(ResultSet row) throws SQLException {
    return new Identity(
        row.getString("check_id"),
        row.getString("vcenter"),
        row.getString("object"),
        row.getString("part"));
  }

  /**
   * Keeps what a channel knows by a letter.
   *
   * @param instead true when the letter takes the place of those that were held for its channel
   */
  static void put(Handle handle, Letter letter, boolean instead) {
    if (instead) {
      handle
          .createUpdate(
              """
              update told set letter = :letter
              where channel = :channel
                and letter in (select id from outbox
                  where channel = :channel and held and attempts = 0 and state = 'WAITING')
              """)
          .bind("letter", letter.id())
          .bind("channel", letter.channel())
          .execute();
    }
    PreparedBatch ends = handle.prepareBatch("delete from told where " + IDENTITY);
    letter.over().forEach(one -> bind(ends, letter, one).add());
    letter.told().forEach(one -> bind(ends, letter, one.identity()).add());
    PreparedBatch inserts = handle.prepareBatch(INSERT);
    letter
        .told()
        .forEach(
            one ->
                bind(inserts, letter, one.identity())
                    .bind("schedule", one.schedule())
                    .bind("severity", one.severity())
                    .bind("letter", letter.id())
                    .add());
    for (PreparedBatch batch : List.of(ends, inserts)) {
      if (batch.size() > 0) {
        batch.execute();
      }
    }
  }

  private static PreparedBatch bind(PreparedBatch batch, Letter letter, Identity identity) {
    return batch
        .bind("channel", letter.channel())
        .bind("check", identity.check())
        .bind("vcenter", identity.vcenter())
        .bind("object", identity.object())
        .bind("part", identity.part());
  }

  /** Nobody took that letter: who was to have it knows nothing of it. */
  static void lost(Handle handle, String letter) {
    handle.createUpdate("delete from told where letter = :letter").bind("letter", letter).execute();
  }

  /** Channels other than these know nothing any more: by that name there may be another one. */
  static void keep(Handle handle, Set<String> channels) {
    for (String gone : others(handle, channels)) {
      handle
          .createUpdate("delete from told where channel = :channel")
          .bind("channel", gone)
          .execute();
    }
  }

  /** Channels other than these of which something is kept. */
  static List<String> others(Handle handle, Set<String> channels) {
    return handle
        .createQuery("select distinct channel from told")
        .mapTo(String.class)
        .filter(channel -> !channels.contains(channel))
        .list();
  }
}
