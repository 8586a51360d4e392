// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vpreflight.jobs.testing.AStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is done by SQL, the first bad line is named, and nothing can be changed. */
@ParameterizedClass
@EnumSource(AStore.class)
class TamperedLinesTest {
  private static final int LINES = 10;

  private final AStore kept;
  @TempDir Path temp;
  private Path folder;

  TamperedLinesTest(AStore kept) {
    this.kept = kept;
  }

  @BeforeEach
  void write() {
    folder = temp.resolve("state");
    try (Store store = kept.open(folder)) {
      Lines.append(store, LINES);
    }
  }

  private Database database() {
    PostgresServer server = kept.place(folder).server();
    return server == null ? Database.open(folder) : Database.open(new PostgreSql(server), true);
  }

  private void sql(String... statements) throws SQLException {
    try (Database database = database();
        Connection connection = database.source().getConnection();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  /** The check names that line and that reason, and the store is refused to whoever would write. */
  private void assertBad(long line, String key) {
    try (Store look = Store.look(kept.place(folder))) {
      Verification found = look.journal().verify();
      assertFalse(found.good());
      assertEquals(key, found.problem() == null ? "" : found.problem().key());
      assertEquals(line, found.firstBad());
    }
    StoreException refused = assertThrows(StoreException.class, () -> kept.open(folder));
    assertEquals(StoreException.Kind.JOURNAL, refused.kind());
  }

  @Tag("F49")
  @Test
  void a_changed_line_in_whatever_column() throws SQLException {
    List<String> changes =
        List.of(
            "at = at + interval '1' second",
            "operation_id = 'x'",
            "plan_digest = ''",
            "fencing_number = 3",
            "event = 'TASK'",
            "vcenter = 'x'",
            "object = 'x'",
            "step = 'x'",
            "details = details || ' '");
    for (String change : changes) {
      sql("create table kept as select * from journal");
      sql("update journal set " + change + " where number = 7");
      assertBad(7, "store.journal.changed");
      String column = change.substring(0, change.indexOf(' '));
      sql(
          "update journal set "
              + column
              + " = (select "
              + column
              + " from kept where number = 7)"
              + " where number = 7",
          "drop table kept");
    }
    kept.open(folder).close();
  }

  @Test
  void by_sql_a_line_that_another_follows_cannot_be_deleted_or_get_another_hash() {
    assertThrows(SQLException.class, () -> sql("delete from journal where number = 4"));
    assertThrows(SQLException.class, () -> sql("update journal set hash = 'x' where number = 4"));
    assertThrows(SQLException.class, () -> sql("update journal set number = 12 where number = 4"));
    assertThrows(SQLException.class, () -> sql("update journal set number = 12 where number = 10"));
  }

  @Tag("F49")
  @Test
  void a_line_cut_out_of_the_middle() throws SQLException {
    sql(
        "alter table journal drop constraint journal_chain",
        "delete from journal where number = 4");
    assertBad(4, "store.journal.missing");
  }

  @Tag("F49")
  @Test
  void a_line_cut_out_and_the_gap_closed() throws SQLException {
    sql(
        "alter table journal drop constraint journal_chain",
        "delete from journal where number = 4",
        "alter table journal drop constraint journal_without_gap",
        "update journal set number = number - 1, previous_number = previous_number - 1"
            + " where number > 4");
    assertBad(4, "store.journal.changed");
  }

  @Tag("F37")
  @Tag("F49")
  @Test
  void the_last_lines_cut_off() throws SQLException {
    sql("delete from journal where number = 10", "delete from journal where number = 9");
    assertBad(9, "store.journal.older");
  }

  @Tag("F49")
  @Test
  void lines_in_another_order() throws SQLException {
    sql(
        "alter table journal drop constraint journal_chain",
        "alter table journal drop constraint journal_without_gap",
        "update journal set number = 100 where number = 3",
        "update journal set number = 3 where number = 5",
        "update journal set number = 5 where number = 100");
    assertBad(3, "store.journal.changed");
  }
}
