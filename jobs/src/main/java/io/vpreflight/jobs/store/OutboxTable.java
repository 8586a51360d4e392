// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Letters in their table. */
final class OutboxTable implements Outbox {
  private static final int PROBLEM = 1000;

  /** Longer than any channel takes to send one, or to give up trying. */
  private static final Duration CLAIM = Duration.ofMinutes(10);

  private static final String FIRST =
      """
      select * from outbox
      where number = (select min(number) from outbox where channel = :channel and state = 'WAITING')
      """;

  private final Database database;

  OutboxTable(Database database) {
    this.database = database;
  }

  /** Adds letters about a change of that schedule, within the step that keeps it. */
  static void put(Handle handle, String schedule, Audits.Change change, Audits.Teller teller) {
    if (teller == Audits.Teller.NOBODY) {
      return;
    }
    Map<String, String> held = new HashMap<>();
    // Locked: whoever sends must not take what is being rewritten.
    handle
        .createQuery(
            """
            select * from outbox where held and attempts = 0 and state = 'WAITING' for update
            """)
        .map(OutboxTable::entry)
        .forEach(entry -> held.put(entry.letter().channel(), entry.letter().body()));
    Known known = ToldTable.known(handle, schedule, change, held);
    for (Letter letter : teller.letters(change, known)) {
      ToldTable.put(handle, letter, held.containsKey(letter.channel()));
      if (held.containsKey(letter.channel())) {
        handle
            .createUpdate(
                """
                delete from outbox
                where channel = :channel and held and attempts = 0 and state = 'WAITING'
                """)
            .bind("channel", letter.channel())
            .execute();
      }
      if (!letter.body().isEmpty()) {
        insert(handle, letter);
      }
    }
  }

  private static void insert(Handle handle, Letter letter) {
    handle
        .createUpdate(
            """
            insert into outbox
              (id, channel, created_at, due_at, give_up_at, held, attempts, state, problem, body)
            values
              (:id, :channel, :createdAt, :dueAt, :giveUpAt, :held, 0, 'WAITING', '', :body)
            """)
        .bind("id", letter.id())
        .bind("channel", letter.channel())
        .bind("createdAt", Database.time(letter.createdAt()))
        .bind("dueAt", Database.time(letter.dueAt()))
        .bind("giveUpAt", Database.time(letter.giveUpAt()))
        .bind("held", letter.held())
        .bind("body", letter.body())
        .execute();
  }

  @Override
  public @Nullable Entry take(String channel, Instant now) {
    Entry first = first(channel);
    if (first == null || first.letter().dueAt().isAfter(now)) {
      return null;
    }
    return database.write(
        handle -> {
          Entry entry =
              handle
                  .createQuery(FIRST + " for update")
                  .bind("channel", channel)
                  .map(OutboxTable::entry)
                  .findOne()
                  .orElse(null);
          if (entry == null || entry.letter().dueAt().isAfter(now)) {
            return null;
          }
          // Where another node might take it as well, it is this one's for a while.
          Instant next = database.isShared() ? now.plus(CLAIM) : entry.letter().dueAt();
          handle
              .createUpdate(
                  "update outbox set attempts = attempts + 1, due_at = :due where id = :id")
              .bind("due", Database.time(next))
              .bind("id", entry.letter().id())
              .execute();
          return new Entry(entry.letter(), entry.state(), entry.attempts() + 1, entry.problem());
        });
  }

  @Override
  public @Nullable Entry first(String channel) {
    return database.read(
        handle ->
            handle
                .createQuery(FIRST)
                .bind("channel", channel)
                .map(OutboxTable::entry)
                .findOne()
                .orElse(null));
  }

  @Override
  public void dueAt(Entry entry, Instant dueAt) {
    database.write(
        handle ->
            handle
                .createUpdate(
                    """
                    update outbox set due_at = :at
                    where id = :id and state = 'WAITING' and attempts = :attempts and due_at = :was
                    """)
                .bind("at", Database.time(dueAt))
                .bind("id", entry.letter().id())
                .bind("attempts", entry.attempts())
                .bind("was", Database.time(entry.letter().dueAt()))
                .execute());
  }

  @Override
  public void sent(String id, Instant at) {
    end(id, State.SENT, at, "");
  }

  @Override
  public void again(String id, Instant dueAt, String problem) {
    database.write(
        handle ->
            handle
                .createUpdate("update outbox set due_at = :at, problem = :problem where id = :id")
                .bind("at", Database.time(dueAt))
                .bind("problem", cut(problem))
                .bind("id", id)
                .execute());
  }

  @Override
  public void giveUp(String id, Instant at, String problem) {
    // In line: nobody may leave a finding out meanwhile, because this letter tells it.
    database.writeInLine(
        handle -> {
          ToldTable.lost(handle, id);
          return end(handle, id, State.GIVEN_UP, at, problem);
        });
  }

  private void end(String id, State state, Instant at, String problem) {
    database.write(handle -> end(handle, id, state, at, problem));
  }

  private static int end(Handle handle, String id, State state, Instant at, String problem) {
    return handle
        .createUpdate(
            """
            update outbox set state = :state, ended_at = :at, problem = :problem where id = :id
            """)
        .bind("state", state.name())
        .bind("at", Database.time(at))
        .bind("problem", cut(problem))
        .bind("id", id)
        .execute();
  }

  @Override
  public List<Entry> abandon(Set<String> channels, Instant at, String problem) {
    List<Entry> lost =
        database.read(
            handle ->
                handle
                    .createQuery("select * from outbox where state = 'WAITING' order by number")
                    .map(OutboxTable::entry)
                    .filter(entry -> !channels.contains(entry.letter().channel()))
                    .list());
    if (!lost.isEmpty() || !database.read(handle -> ToldTable.others(handle, channels)).isEmpty()) {
      database.write(
          handle -> {
            ToldTable.keep(handle, channels);
            lost.forEach(entry -> end(handle, entry.letter().id(), State.GIVEN_UP, at, problem));
            return lost.size();
          });
    }
    return lost;
  }

  @Override
  public List<Entry> list(int atMost) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from outbox order by number desc limit :atMost")
                .bind("atMost", atMost)
                .map(OutboxTable::entry)
                .list());
  }

  @Override
  public void forget(Instant before) {
    database.write(
        handle ->
            handle
                .createUpdate("delete from outbox where state <> 'WAITING' and ended_at < :before")
                .bind("before", Database.time(before))
                .execute());
  }

  private static Entry entry(ResultSet row, StatementContext context) throws SQLException {
    Letter letter =
        new Letter(
            row.getString("id"),
            row.getString("channel"),
            at(row, "created_at"),
            at(row, "due_at"),
            at(row, "give_up_at"),
            row.getBoolean("held"),
            row.getString("body"));
    return new Entry(
        letter,
        State.valueOf(row.getString("state")),
        row.getInt("attempts"),
        row.getString("problem"));
  }

  private static String cut(String problem) {
    return problem.length() > PROBLEM ? problem.substring(0, PROBLEM) : problem;
  }

  private static Instant at(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
