// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.check.Text;
import java.util.Arrays;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/** The tables, and how those of an older version become ours. */
final class Schema {
  /** Where the steps from one version to the next are. */
  static final String STEPS = "classpath:io/vpreflight/jobs/store/schema";

  private final Flyway flyway;
  private final Database database;

  /** The schema of that database, with the steps found in those places. */
  Schema(Database database, String... places) {
    this.database = database;
    flyway =
        Flyway.configure(Schema.class.getClassLoader())
            // While a step takes its time, the connection that keeps other nodes away is idle.
            .dataSource(database.dialect().connections())
            .locations(
                Stream.concat(Stream.of(places), database.dialect().steps().stream())
                    .toArray(String[]::new))
            .javaMigrations(new SchedulerTables(database.dialect()), new InstallationTable())
            .table("schema_history")
            .load();
  }

  /**
   * The version that an upgrade would start from.
   *
   * @return null when there is nothing to upgrade: the database is empty or as it should be
   * @throws StoreException when a newer program has been here
   */
  @Nullable String toUpgrade() {
    try {
      MigrationInfoService info = flyway.info();
      MigrationInfo current = info.current();
      if (current == null || current.getVersion() == null) {
        return null;
      }
      MigrationVersion ours =
          Arrays.stream(info.all())
              .filter(step -> step.getState().isResolved())
              .map(MigrationInfo::getVersion)
              .max(MigrationVersion::compareTo)
              .orElseThrow();
      if (current.getVersion().compareTo(ours) > 0) {
        throw new StoreException(
            StoreException.Kind.NEWER,
            Text.of("store.newer", current.getVersion().getVersion(), ours.getVersion()),
            null);
      }
      return info.pending().length == 0 ? null : current.getVersion().getVersion();
    } catch (FlywayException e) {
      throw damaged(e);
    }
  }

  /** True when there are no tables yet. */
  boolean isEmpty() {
    try {
      return flyway.info().current() == null;
    } catch (FlywayException e) {
      throw damaged(e);
    }
  }

  /** Makes the tables what they should be. */
  void upgrade() {
    try {
      flyway.migrate();
    } catch (FlywayException e) {
      throw damaged(e);
    }
    database.write(Database::now);
  }

  private StoreException damaged(FlywayException e) {
    return database.isShared()
        ? database.dialect().unreadable(e)
        : new StoreException(
            StoreException.Kind.DAMAGED, Text.of("store.schema", Database.reason(e)), e);
  }
}
