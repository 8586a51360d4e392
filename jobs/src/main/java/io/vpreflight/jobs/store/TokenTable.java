// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.statement.StatementContext;

/** Tokens in their table. */
final class TokenTable implements Tokens {
  private final Database database;

  TokenTable(Database database) {
    this.database = database;
  }

  @Override
  public boolean add(StoredToken token) {
    Instant expires = token.expiresAt();
    return database.write(
        handle -> {
          int same =
              handle
                  .createQuery("select count(*) from token where name = :name")
                  .bind("name", token.name())
                  .mapTo(Integer.class)
                  .one();
          if (same > 0) {
            return false;
          }
          handle
              .createUpdate(
                  """
                  insert into token (name, hash, scopes, created_at, expires_at)
                  values (:name, :hash, :scopes, :createdAt, :expiresAt)
                  """)
              .bind("name", token.name())
              .bind("hash", token.hash())
              .bind("scopes", String.join(" ", new TreeSet<>(token.scopes())))
              .bind("createdAt", Database.time(token.createdAt()))
              .bind("expiresAt", expires == null ? null : Database.time(expires))
              .execute();
          return true;
        });
  }

  @Override
  public List<StoredToken> list() {
    return database.read(
        handle ->
            handle.createQuery("select * from token order by name").map(TokenTable::token).list());
  }

  @Override
  public boolean remove(String name) {
    return database.write(
        handle ->
            handle.createUpdate("delete from token where name = :name").bind("name", name).execute()
                > 0);
  }

  private static StoredToken token(ResultSet row, StatementContext context) throws SQLException {
    OffsetDateTime expires = row.getObject("expires_at", OffsetDateTime.class);
    return new StoredToken(
        row.getString("name"),
        row.getString("hash"),
        Set.of(row.getString("scopes").split(" ", -1)),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        expires == null ? null : expires.toInstant());
  }
}
