// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.schedule;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.quartz.utils.ConnectionProvider;

/** Lends Quartz connections of the store; they are closed by the store. */
final class StoreConnections implements ConnectionProvider {
  private final DataSource source;

  StoreConnections(DataSource source) {
    this.source = source;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return source.getConnection();
  }

  @Override
  public void initialize() {
    // Nothing to do: the store is open.
  }

  @Override
  public void shutdown() {
    // The store closes them.
  }
}
