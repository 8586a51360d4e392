// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * A step of the schema that is no script. Done in one transaction; what it did is never checked.
 */
abstract class SchemaStep implements JavaMigration {
  private final String version;
  private final String description;

  SchemaStep(String version, String description) {
    this.version = version;
    this.description = description;
  }

  @Override
  public final MigrationVersion getVersion() {
    return MigrationVersion.fromVersion(version);
  }

  @Override
  public final String getDescription() {
    return description;
  }

  @Override
  public final @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public final boolean canExecuteInTransaction() {
    return true;
  }
}
