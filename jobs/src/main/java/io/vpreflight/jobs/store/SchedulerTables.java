// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.flywaydb.core.api.migration.Context;

/** The step that makes the tables of the scheduler, by the script that comes with it. */
final class SchedulerTables extends SchemaStep {
  private final Dialect dialect;

  SchedulerTables(Dialect dialect) {
    super("3", "tables of the scheduler");
    this.dialect = dialect;
  }

  @Override
  public void migrate(Context context) throws SQLException, IOException {
    String name = dialect.schedulerTables();
    try (InputStream bytes = SchedulerTables.class.getClassLoader().getResourceAsStream(name)) {
      if (bytes == null) {
        throw new IOException(name + " is missing");
      }
      Reader script = new InputStreamReader(bytes, StandardCharsets.UTF_8);
      dialect.run(context.getConnection(), script);
    }
  }
}
