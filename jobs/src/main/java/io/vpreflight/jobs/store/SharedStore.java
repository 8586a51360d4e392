// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.check.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A store in PostgreSQL, as one of several nodes has it. */
final class SharedStore {
  private SharedStore() {}

  /**
   * Opens it to change it, as one of its nodes; makes its tables when there are none. The whole
   * journal is verified first. Leases stay as they are: others may be at work.
   */
  static Store join(Path folder, PostgresServer server) {
    Path place = Store.checked(folder);
    Database database = null;
    try {
      if (Files.exists(Database.file(place)) || Files.exists(HeadFile.in(place))) {
        throw new StoreException(
            StoreException.Kind.FOLDER,
            Text.of("store.server-beside-file", place.toString(), server.name()),
            null);
      }
      Folders.make(place);
      database = Database.open(new PostgreSql(server), true);
      Schema schema = new Schema(database, Schema.STEPS);
      schema.toUpgrade();
      schema.upgrade();
      Store store = new Store(database, HeadFile.seen(place), place, () -> {});
      store.begin();
      database = null;
      return store;
    } catch (IOException e) {
      throw Store.unusable(place, e);
    } finally {
      if (database != null) {
        database.close();
      }
    }
  }

  /** Opens it to be read. */
  static Store look(Path folder, PostgresServer server) {
    Path place = Store.checked(folder);
    Database database = Database.open(new PostgreSql(server), false);
    boolean good = false;
    try {
      Schema schema = new Schema(database, Schema.STEPS);
      String old = schema.toUpgrade();
      if (old != null) {
        throw new StoreException(
            StoreException.Kind.DAMAGED, Text.of("store.server-older", server.name(), old), null);
      }
      if (schema.isEmpty()) {
        throw new StoreException(
            StoreException.Kind.MISSING, Text.of("store.server-none", server.name()), null);
      }
      good = true;
      return new Store(database, HeadFile.seen(place), place, () -> {});
    } finally {
      if (!good) {
        database.close();
      }
    }
  }
}
