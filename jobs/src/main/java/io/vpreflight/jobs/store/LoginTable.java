// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** KeptLogins in their table: one row a try, until it was accepted or counts no more. */
final class LoginTable implements KeptLogins {
  private final Database database;

  LoginTable(Database database) {
    this.database = database;
  }

  @Override
  public List<Tried> replace(String account, UnaryOperator<List<Tried>> next) {
    try {
      return database.write(
          handle -> {
            line(handle);
            List<Tried> before =
                handle
                    .createQuery("select * from login_try where account = :account")
                    .bind("account", account)
                    .map(LoginTable::tried)
                    .list();
            List<Tried> after = next.apply(before);
            before.stream().filter(one -> !after.contains(one)).forEach(one -> delete(handle, one));
            after.stream()
                .filter(one -> !before.contains(one))
                .forEach(one -> insert(handle, account, one));
            return after;
          });
    } catch (StoreException e) {
      throw new Unusable(database.dialect().place(), Database.reason(e), e);
    }
  }

  /** Until the end of the transaction; not that of repairs or audits, for it may take a second. */
  private static void line(Handle handle) {
    handle
        .createQuery("select id from login_line where id = 1 for update")
        .mapTo(Integer.class)
        .one();
  }

  private static void delete(Handle handle, Tried one) {
    handle.createUpdate("delete from login_try where id = :id").bind("id", one.id()).execute();
  }

  private static void insert(Handle handle, String account, Tried one) {
    handle
        .createUpdate(
            """
            insert into login_try (id, account, server, outcome, tried_at, digest)
            values (:id, :account, :server, :outcome, :at, :digest)
            """)
        .bind("id", one.id())
        .bind("account", account)
        .bind("server", one.server())
        .bind("outcome", one.outcome().name())
        .bind("at", Database.time(one.at()))
        .bind("digest", one.digest())
        .execute();
  }

  private static Tried tried(ResultSet row, StatementContext context) throws SQLException {
    return new Tried(
        row.getString("id"),
        row.getString("server"),
        Outcome.valueOf(row.getString("outcome")),
        row.getObject("tried_at", OffsetDateTime.class).toInstant(),
        row.getString("digest"));
  }

  @Override
  public List<Refused> refused() {
    return database.read(LoginTable::refused);
  }

  private static List<Refused> refused(Handle handle) {
    Map<String, TreeSet<String>> servers = new TreeMap<>();
    handle
        .createQuery("select account, server from login_try where outcome = 'REFUSED'")
        .map((row, context) -> Map.entry(row.getString("account"), row.getString("server")))
        .forEach(
            one ->
                servers
                    .computeIfAbsent(one.getKey(), account -> new TreeSet<>())
                    .add(one.getValue()));
    List<Refused> all = new ArrayList<>();
    servers.forEach((account, names) -> all.add(new Refused(account, List.copyOf(names))));
    return all;
  }

  @Override
  public List<Refused> tryAgain() {
    return database.write(
        handle -> {
          line(handle);
          List<Refused> found = refused(handle);
          handle.execute("delete from login_try where outcome = 'ACCEPTED'");
          handle.execute("update login_try set outcome = 'OPEN' where outcome = 'REFUSED'");
          return found;
        });
  }
}
