// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.secret.SecretPlace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Serial;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of a server, for one node or several. */
record PostgreSql(PostgresServer server) implements Dialect {
  /** Whoever answers no more is given up after that, in seconds. */
  private static final int PATIENCE = 60;

  /** So long a transaction may do nothing, in seconds: ours do nothing but statements. */
  private static final int IDLE = 20;

  /** So long is waited for the row of another one, in seconds. */
  private static final int LOCKED = 30;

  @Override
  public String place() {
    return server.name();
  }

  @Override
  public DataSource connections() {
    PGSimpleDataSource postgres = new WithPassword(server.password());
    // The URL has the last word, and takes only what nobody has set before.
    postgres.setURL(server.url());
    if (postgres.getSocketTimeout() == 0) {
      postgres.setSocketTimeout(PATIENCE);
    }
    postgres.setTcpKeepAlive(true);
    postgres.setApplicationName("vpreflight");
    if (server.username() != null) {
      postgres.setUser(server.username());
    }
    return postgres;
  }

  /**
   * A commit is confirmed when it is on the disk, whatever the server is set to otherwise. Who has
   * set more than that keeps it. A node that falls asleep in the middle of a transaction loses it,
   * and the rows that it kept from the others, before these give up waiting for them.
   */
  @Override
  public String begin() {
    return """
        select set_config('synchronous_commit',
          case current_setting('synchronous_commit') when 'remote_apply' then 'remote_apply'
          else 'on' end, false),
          set_config('idle_in_transaction_session_timeout', '%ds', false),
          set_config('lock_timeout', '%ds', false)
        """
        .formatted(IDLE, LOCKED);
  }

  @Override
  public String clock() {
    return "clock_timestamp()";
  }

  @Override
  public List<String> steps() {
    return List.of("classpath:io/vpreflight/jobs/store/schema-postgresql");
  }

  @Override
  public String schedulerTables() {
    return "org/quartz/impl/jdbcjobstore/tables_postgres.sql";
  }

  /** The script ends transactions, which whoever runs it does. */
  @Override
  public void run(Connection connection, Reader script) throws SQLException, IOException {
    String all;
    try (BufferedReader lines = new BufferedReader(script)) {
      all =
          lines
              .lines()
              .filter(line -> !line.strip().equalsIgnoreCase("commit;"))
              .collect(Collectors.joining("\n"));
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(all);
    }
  }

  @Override
  public void examine(Handle handle) {
    String fsync = handle.createQuery("select current_setting('fsync')").mapTo(String.class).one();
    if (!fsync.equals("on")) {
      throw new StoreException(
          StoreException.Kind.SERVER, Text.of("store.server-fsync", place()), null);
    }
  }

  /** What was confirmed is on the disk. */
  @Override
  public void sync(Handle handle) {
    // Nothing more to do.
  }

  @Override
  public void shutDown(Handle handle) {
    // The server stays.
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public StoreException unreadable(RuntimeException problem) {
    return new StoreException(
        StoreException.Kind.SERVER,
        Text.of("store.server", place(), Database.reason(problem)),
        problem);
  }

  /** Reads the password anew for each connection. */
  private static final class WithPassword extends PGSimpleDataSource {
    @Serial private static final long serialVersionUID = 1L;

    private final transient @Nullable SecretPlace place;

    WithPassword(@Nullable SecretPlace place) {
      this.place = place;
    }

    @Override
    public Connection getConnection() throws SQLException {
      if (place == null) {
        return super.getConnection();
      }
      String password;
      try {
        password = place.line();
      } catch (IOException e) {
        throw new SQLException(place + ": " + e.getClass().getSimpleName(), e);
      }
      return super.getConnection(getUser(), password);
    }
  }
}
