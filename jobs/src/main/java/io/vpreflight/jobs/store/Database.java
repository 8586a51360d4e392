// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.vpreflight.jobs.check.Text;
import java.io.Reader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.RunScript;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The way to the database. All that is H2's alone is here; every other class of this room speaks
 * the SQL that PostgreSQL speaks, too. Safe for several threads.
 */
final class Database implements AutoCloseable {
  /** Quartz wants one for each of its threads and two besides. */
  private static final int CONNECTIONS = 10;

  /** Nobody waits long: one process, short transactions. */
  private static final long WAIT = TimeUnit.SECONDS.toMillis(10);

  private final DataSource source;
  private final Jdbi jdbi;
  private final Path file;
  private final boolean writable;

  private Database(DataSource source, Path file, boolean writable) {
    this.source = source;
    this.file = file;
    this.writable = writable;
    jdbi = Jdbi.create(source);
  }

  /** Opens the H2 database in that folder, to be changed; makes it when there is none. */
  static Database open(Path folder) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(h2(folder, ""));
    config.setPoolName("store");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setMaxLifetime(0);
    config.setConnectionTimeout(WAIT);
    try {
      return new Database(new HikariDataSource(config), file(folder), true);
    } catch (RuntimeException e) {
      throw damaged(file(folder), e);
    }
  }

  /** Opens the H2 database in that folder to be read, from one thread. */
  static Database look(Path folder) {
    // Kept open between two questions, since no pool does it here.
    return new Database(h2(folder, ";DB_CLOSE_DELAY=-1"), file(folder), false);
  }

  private static JdbcDataSource h2(Path folder, String more) {
    JdbcDataSource h2 = new JdbcDataSource();
    // A commit writes at once; what makes it outlive a power cut is done in sync. Java closes a
    // file under the hands of
    // a thread that is interrupted, and the scheduler interrupts its own: "retry" opens it again.
    h2.setURL(
        "jdbc:h2:retry:"
            + folder.toAbsolutePath().resolve("store")
            + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;LOCK_TIMEOUT=10000"
            + more);
    h2.setUser("vpreflight");
    h2.setPassword("");
    return h2;
  }

  /** Where H2 keeps the database of that folder. */
  static Path file(Path folder) {
    return folder.resolve("store.mv.db");
  }

  /** The tables of the scheduler, as it brings them for this database. */
  static String schedulerTables() {
    return "org/quartz/impl/jdbcjobstore/tables_h2.sql";
  }

  /** Runs a script of several statements. */
  static void run(Connection connection, Reader script) throws SQLException {
    RunScript.execute(connection, script);
  }

  /** Connections for what brings its own SQL. */
  DataSource source() {
    return source;
  }

  /** Looks something up, in one transaction. */
  <T> T read(Function<Handle, T> work) {
    try {
      return jdbi.inTransaction(work::apply);
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      throw damaged(file, e);
    }
  }

  /** Changes something, in one transaction; on the disk when this returns. */
  <T> T write(Function<Handle, T> work) {
    if (!writable) {
      throw new StoreException(
          StoreException.Kind.READ_ONLY, Text.of("store.read-only", file.toString()), null);
    }
    try (Handle handle = jdbi.open()) {
      T result = handle.inTransaction(work::apply);
      sync(handle);
      return result;
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new StoreException(
          StoreException.Kind.WRITE, Text.of("store.write", file.toString(), reason(e)), e);
    }
  }

  /** The time that leases go by. */
  static Instant now(Handle handle) {
    return handle
        .createQuery("select current_timestamp")
        .mapTo(OffsetDateTime.class)
        .one()
        .toInstant();
  }

  /** A time as both databases take it. */
  static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  /** The innermost reason, which says the most: no space left, file too large, checksum wrong. */
  static String reason(Throwable problem) {
    Throwable deepest = problem;
    while (deepest.getCause() != null && deepest.getCause() != deepest) {
      deepest = deepest.getCause();
    }
    String said = String.valueOf(deepest.getMessage()).lines().findFirst().orElse("");
    return said.isEmpty() ? deepest.getClass().getSimpleName() : said;
  }

  private static StoreException damaged(Path file, RuntimeException e) {
    return new StoreException(
        StoreException.Kind.DAMAGED, Text.of("store.damaged", file.toString(), reason(e)), e);
  }

  /** H2 writes at a commit, but has the disk keep it only when asked to. */
  private static void sync(Handle handle) {
    handle.execute("checkpoint sync");
  }

  @Override
  public void close() {
    if (source instanceof HikariDataSource pool) {
      pool.close();
      return;
    }
    try (Handle handle = jdbi.open()) {
      handle.execute("shutdown immediately");
    } catch (RuntimeException e) {
      // It could not be opened, or is closed by now: the connection dies with its database.
    }
  }
}
