// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/** The step that makes the tables of the scheduler, by the script that comes with it. */
final class SchedulerTables implements JavaMigration {
  private final Dialect dialect;

  SchedulerTables(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("3");
  }

  @Override
  public String getDescription() {
    return "tables of the scheduler";
  }

  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
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
