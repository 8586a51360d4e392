// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.io.IOException;
import java.io.Reader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/** What the two databases do not have in common. All other SQL is taken by both. */
sealed interface Dialect permits H2, PostgreSql {
  /** Which database it is, for people: a file, or a URL without its parameters. */
  String place();

  /** Single connections, each opened anew. */
  DataSource connections();

  /** What each connection begins with; empty for nothing. */
  String begin();

  /** The time as it is now, not as it was when the transaction began, if that may be long ago. */
  String clock();

  /** Where the steps of the schema are that only this one needs, besides those of both. */
  List<String> steps();

  /** The tables of the scheduler, as it brings them for this one. */
  String schedulerTables();

  /** Runs a script of several statements. */
  void run(Connection connection, Reader script) throws SQLException, IOException;

  /**
   * Looks whether what is confirmed can be relied on.
   *
   * @throws StoreException when it cannot
   */
  void examine(Handle handle);

  /** After a commit: makes sure that it outlives a power cut. */
  void sync(Handle handle);

  /** Ends what was opened without a pool. */
  void shutDown(Handle handle);

  /** True when other processes may use it, too. */
  boolean isShared();

  /** It could not be opened or read. */
  StoreException unreadable(RuntimeException problem);
}
