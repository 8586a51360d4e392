// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.check.Text;
import java.io.Reader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.RunScript;
import org.jdbi.v3.core.Handle;

/**
 * A database in a file, in this process.
 *
 * @param folder in which it is
 * @param more settings for its URL, each with a semicolon before it
 */
record H2(Path folder, String more) implements Dialect {
  /** Where H2 keeps the database of that folder. */
  static Path file(Path folder) {
    return folder.resolve("store.mv.db");
  }

  @Override
  public String place() {
    return file(folder).toString();
  }

  @Override
  public DataSource connections() {
    JdbcDataSource h2 = new JdbcDataSource();
    // A commit writes at once; what makes it outlive a power cut is done in sync. Java closes a
    // file under the hands of a thread that is interrupted: "retry" opens it again.
    h2.setURL(
        "jdbc:h2:retry:"
            + folder.toAbsolutePath().resolve("store")
            + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;LOCK_TIMEOUT=10000"
            + more);
    h2.setUser("vpreflight");
    h2.setPassword("");
    return h2;
  }

  @Override
  public String begin() {
    return "";
  }

  @Override
  public String clock() {
    return "current_timestamp";
  }

  @Override
  public List<String> steps() {
    return List.of();
  }

  @Override
  public String schedulerTables() {
    return "org/quartz/impl/jdbcjobstore/tables_h2.sql";
  }

  @Override
  public void run(Connection connection, Reader script) throws SQLException {
    RunScript.execute(connection, script);
  }

  @Override
  public void examine(Handle handle) {
    // It has no settings that were not made here.
  }

  /** H2 writes at a commit, but has the disk keep it only when asked to. */
  @Override
  public void sync(Handle handle) {
    handle.execute("checkpoint sync");
  }

  @Override
  public void shutDown(Handle handle) {
    handle.execute("shutdown immediately");
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public StoreException unreadable(RuntimeException problem) {
    return new StoreException(
        StoreException.Kind.DAMAGED,
        Text.of("store.damaged", place(), Database.reason(problem)),
        problem);
  }
}
