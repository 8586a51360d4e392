// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.migration.Context;
import org.jdbi.v3.core.Handle;

/**
 * The step that gives a store its id, in a table of one row. A step and not the first start: of
 * several nodes that start at once, one does it while the others wait.
 */
final class InstallationTable extends SchemaStep {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

  /** Sixty bits: two installations are not given the same by chance. */
  private static final int LENGTH = 12;

  InstallationTable() {
    super("9", "installation");
  }

  /** The id of this store. */
  static String id(Handle handle) {
    return handle.createQuery("select id from installation").mapTo(String.class).one();
  }

  /**
   * Puts whoever keeps what was found in a line, until the end of the transaction. It is another
   * one than that of repairs: thousands of findings must not hold up a line of the journal.
   */
  static void line(Handle handle) {
    handle.createQuery("select id from installation for update").mapTo(String.class).list();
  }

  /** Writes what is there already. */
  static int touch(Handle handle) {
    return handle.execute("update installation set id = id");
  }

  private static String anew() {
    SecureRandom random = new SecureRandom();
    StringBuilder id = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return id.toString();
  }

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    try (Statement make = connection.createStatement()) {
      make.execute(
          """
          create table installation (
            id varchar(12) not null,
            constraint installation_id primary key (id)
          )
          """);
    }
    try (PreparedStatement row =
        connection.prepareStatement("insert into installation (id) values (?)")) {
      row.setString(1, anew());
      row.execute();
    }
  }
}
