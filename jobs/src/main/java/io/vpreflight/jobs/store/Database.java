// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.vpreflight.jobs.check.Text;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The way to the database. What is of one kind of database alone is in its {@link Dialect}; every
 * other class of this room speaks the SQL that both speak. Safe for several threads.
 */
final class Database implements AutoCloseable {
  /** Each scheduler wants one for each of its threads and two besides; we want some ourselves. */
  static final int CONNECTIONS = 16;

  /** Nobody waits long: short transactions. */
  private static final long WAIT = TimeUnit.SECONDS.toMillis(10);

  /** What this thread is in the middle of. */
  private static final ThreadLocal<@Nullable Begun> TOGETHER = new ThreadLocal<>();

  private final DataSource source;
  private final Dialect dialect;
  private final Jdbi jdbi;
  private final boolean writable;

  /** A transaction of several steps. */
  private record Begun(Database database, Handle handle) {}

  private Database(DataSource source, Dialect dialect, boolean writable) {
    this.source = source;
    this.dialect = dialect;
    this.writable = writable;
    jdbi = Jdbi.create(source);
    jdbi.define("clock", dialect.clock());
  }

  /** Opens the H2 database in that folder, to be changed; makes it when there is none. */
  static Database open(Path folder) {
    return open(new H2(folder, ""), true);
  }

  /** Opens the H2 database in that folder to be read, from one thread. */
  static Database look(Path folder) {
    // Kept open between two questions, since no pool does it here.
    Dialect h2 = new H2(folder, ";DB_CLOSE_DELAY=-1");
    return new Database(h2.connections(), h2, false);
  }

  /**
   * Opens a database with a pool of connections.
   *
   * @throws StoreException when it cannot be opened, or what it confirms cannot be relied on
   */
  static Database open(Dialect dialect, boolean writable) {
    return open(dialect, dialect::connections, WAIT, writable);
  }

  /**
   * The same with connections of another kind.
   *
   * @param wait for so many milliseconds a connection is waited for
   */
  static Database open(
      Dialect dialect, Supplier<DataSource> connections, long wait, boolean writable) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("store");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(wait);
    // What another one has committed meanwhile is seen by the next statement.
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setReadOnly(!writable);
    if (!dialect.begin().isEmpty()) {
      config.setConnectionInitSql(dialect.begin());
    }
    if (!dialect.isShared()) {
      config.setMaxLifetime(0);
    }
    HikariDataSource pool;
    try {
      config.setDataSource(connections.get());
      pool = new HikariDataSource(config);
    } catch (RuntimeException e) {
      throw dialect.unreadable(e);
    }
    Database database = new Database(pool, dialect, writable);
    boolean good = false;
    try {
      database.read(
          handle -> {
            dialect.examine(handle);
            return 0;
          });
      good = true;
      return database;
    } finally {
      if (!good) {
        database.close();
      }
    }
  }

  /** Where H2 keeps the database of that folder. */
  static Path file(Path folder) {
    return H2.file(folder);
  }

  /** What is of this kind of database alone. */
  Dialect dialect() {
    return dialect;
  }

  /** True when other nodes may use it, too. */
  boolean isShared() {
    return dialect.isShared();
  }

  /** Connections for what brings its own SQL. */
  DataSource source() {
    return source;
  }

  /** Looks something up, in one transaction; {@code work} may be done again as in a write. */
  <T> T read(Function<Handle, T> work) {
    try {
      return Contention.outlast(() -> jdbi.withHandle(handle -> transaction(handle, work)));
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      throw Contention.leavesTheStoreWell(e) ? notTaken(e) : dialect.unreadable(e);
    }
  }

  /**
   * The same as {@link #write} for what is worked out from rows that others may be changing: one
   * after the other, so that nobody works with what another one is about to replace.
   */
  <T> T writeInLine(Function<Handle, T> work) {
    Begun begun = TOGETHER.get();
    if (begun != null && begun.database() == this) {
      return work.apply(begun.handle());
    }
    return write(
        handle -> {
          InstallationTable.line(handle);
          return work.apply(handle);
        });
  }

  /**
   * One transaction of several: whatever this thread writes in line meanwhile is written with the
   * others or not at all. What is written otherwise, such as the journal, is not part of it.
   *
   * @param steps done again from the beginning, as in {@link #write}
   */
  <T> T together(Supplier<T> steps) {
    return writeInLine(
        handle -> {
          TOGETHER.set(new Begun(this, handle));
          try {
            return steps.get();
          } finally {
            TOGETHER.remove();
          }
        });
  }

  /**
   * Changes something, in one transaction; on the disk when this returns.
   *
   * @param work done again from the beginning when another one was at the same, or the connection
   *     was lost: nothing of it may stay but in the transaction
   * @throws StoreException {@link StoreException.Kind#NOT_TAKEN} when the store is well and it was
   *     not done all the same
   */
  <T> T write(Function<Handle, T> work) {
    if (!writable) {
      throw new StoreException(
          StoreException.Kind.READ_ONLY, Text.of("store.read-only", dialect.place()), null);
    }
    try {
      return Contention.outlast(() -> jdbi.withHandle(handle -> durable(handle, work)));
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      throw Contention.leavesTheStoreWell(e) ? notTaken(e) : notWritten(e);
    }
  }

  private static <T> T transaction(Handle handle, Function<Handle, T> work) {
    return handle.inTransaction(begun -> Contention.beforeCommit(() -> work.apply(begun)));
  }

  /**
   * On one connection: who had to wait for another one to have the disk keep it, and got none,
   * would say that nothing was written.
   */
  private <T> T durable(Handle handle, Function<Handle, T> work) {
    T result = transaction(handle, work);
    try {
      dialect.sync(handle);
    } catch (RuntimeException e) {
      throw notWritten(e);
    }
    return result;
  }

  private StoreException notWritten(RuntimeException why) {
    return new StoreException(
        StoreException.Kind.WRITE, Text.of("store.write", dialect.place(), reason(why)), why);
  }

  private StoreException notTaken(RuntimeException why) {
    return new StoreException(
        StoreException.Kind.NOT_TAKEN,
        Text.of("store.not-taken", dialect.place(), reason(why)),
        why);
  }

  /** The time that leases go by. */
  static Instant now(Handle handle) {
    return handle.createQuery("select <clock>").mapTo(OffsetDateTime.class).one().toInstant();
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

  @Override
  public void close() {
    if (source instanceof HikariDataSource pool) {
      pool.close();
      return;
    }
    try (Handle handle = jdbi.open()) {
      dialect.shutDown(handle);
    } catch (RuntimeException e) {
      // It could not be opened, or is closed by now: the connection dies with its database.
    }
  }
}
