// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.secret.SecretFile;
import io.vpreflight.jobs.store.StoreException.Kind;
import io.vpreflight.jobs.testing.PostgresOfTests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one PostgreSQL, as far as one process can show them. */
@Timeout(600)
class SharedStoreTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir Path temp;
  private final PostgresServer server = PostgresOfTests.schema();

  private StorePlace place(String node) {
    return new StorePlace(temp.resolve(node), server);
  }

  private Store node(String node) {
    return Store.open(place(node), "test");
  }

  private static void sql(Store store, String statement) {
    try (Connection connection = store.connections().getConnection();
        Statement one = connection.createStatement()) {
      one.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Kind refused(Runnable work) {
    return assertThrows(StoreException.class, work::run).kind();
  }

  @Test
  void what_two_nodes_append_at_once_is_one_chain() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Store a = node("a");
        Store b = node("b")) {
      List<Future<?>> all =
          List.of(
              threads.submit(() -> Lines.append(a, 25)),
              threads.submit(() -> Lines.append(b, 25)),
              threads.submit(() -> Lines.append(a, 25)),
              threads.submit(() -> Lines.append(b, 25)));
      for (Future<?> each : all) {
        each.get();
      }
      assertEquals(100, a.journal().verify().lines());
      assertTrue(b.journal().verify().good());
      try (Store look = Store.look(place("c"))) {
        assertTrue(look.journal().verify().good());
        assertEquals(Kind.READ_ONLY, refused(() -> Lines.append(look, 1)));
      }
      assertFalse(Files.exists(place("c").folder()), "who only looks leaves nothing");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @Tag("F37")
  void an_older_database_is_known_by_each_node_that_saw_more() {
    try (Store a = node("a");
        Store b = node("b")) {
      Lines.append(a, 3);
      Lines.append(b, 2);
      sql(a, "delete from journal where number > 3");
      assertEquals(Kind.JOURNAL, refused(() -> Lines.append(b, 1)), "under its hands");
      // A saw three lines, which are all there.
      assertEquals(4, a.journal().append(Lines.line("op", JournalEvent.SENT, "M")));
    }
    assertEquals(Kind.JOURNAL, refused(() -> node("b")));
    node("a").close();
    node("new").close();
    assertTrue(HeadFile.seenIn(place("b").folder()).toFile().delete(), "somebody has looked");
    node("b").close();
  }

  @Test
  @Tag("F37")
  void another_journal_in_place_of_the_one_that_was_seen_is_refused() {
    try (Store a = node("a");
        Store b = node("b")) {
      Lines.append(a, 3);
      sql(a, "delete from journal");
      for (int i = 0; i < 4; i++) {
        b.journal().append(Lines.line("other", JournalEvent.TASK, "M1"));
      }
      assertEquals(Kind.JOURNAL, refused(() -> Lines.append(a, 1)));
    }
    assertEquals(Kind.JOURNAL, refused(() -> node("a")));
    try (Store look = Store.look(place("a"))) {
      assertFalse(look.journal().verify().good());
    }
  }

  @Test
  @Tag("F35")
  void a_server_that_confirms_what_is_on_no_disk_is_refused() {
    node("a").close();
    PostgresOfTests.sql("alter system set fsync = off");
    try {
      PostgresOfTests.sql("select pg_reload_conf()");
      Instant until = Instant.now().plusSeconds(30);
      Kind kind = null;
      while (kind == null && Instant.now().isBefore(until)) {
        try {
          node("a").close();
        } catch (StoreException e) {
          kind = e.kind();
          assertEquals("store.server-fsync", e.problem().key());
        }
      }
      assertEquals(Kind.SERVER, kind);
    } finally {
      PostgresOfTests.sql("alter system reset fsync");
      PostgresOfTests.sql("select pg_reload_conf()");
    }
  }

  @Test
  @Tag("F35")
  void a_commit_waits_for_the_disk_whatever_the_server_is_set_to() throws SQLException {
    PostgresOfTests.sql("alter role vpreflight set synchronous_commit = off");
    try (Store a = node("a");
        Connection connection = a.connections().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show synchronous_commit")) {
      assertTrue(row.next());
      assertEquals("on", row.getString(1));
    } finally {
      PostgresOfTests.sql("alter role vpreflight reset synchronous_commit");
    }
  }

  @Test
  @Tag("F35")
  void a_server_that_is_gone_is_told_without_the_password() throws Exception {
    Path passwordFile = Files.writeString(temp.resolve("password"), "secret-word\n");
    PostgresServer gone =
        new PostgresServer(
            "jdbc:postgresql://127.0.0.1:1/none", "ada", new SecretFile(passwordFile));
    StoreException unreachable =
        assertThrows(
            StoreException.class, () -> Store.open(new StorePlace(temp.resolve("a"), gone), "x"));
    assertEquals(Kind.SERVER, unreachable.kind());
    PostgresServer other =
        new PostgresServer(server.url(), server.username(), new SecretFile(passwordFile));
    StoreException wrong =
        assertThrows(StoreException.class, () -> Store.look(new StorePlace(temp, other)));
    assertEquals(Kind.SERVER, wrong.kind());
    assertFalse((wrong.getMessage() + unreachable.getMessage()).contains("secret-word"));
  }

  @Tag("F35")
  @Test
  void what_is_cut_off_before_its_commit_is_done_once_on_another_connection() {
    try (Store store = node("a");
        Database database = Database.open(new PostgreSql(server), true)) {
      Set<Integer> cut = new HashSet<>();
      database.write(
          handle -> {
            handle.execute("create table cut (n int)");
            handle.execute("insert into cut values (1)");
            int pid = handle.createQuery("select pg_backend_pid()").mapTo(Integer.class).one();
            if (cut.size() < 3 && cut.add(pid)) {
              PostgresOfTests.sql("select pg_terminate_backend(" + pid + ")");
            }
            return handle.execute("insert into cut values (2)");
          });
      assertEquals(3, cut.size());
      assertEquals(
          List.of(1, 2),
          database.read(
              handle -> handle.select("select n from cut order by n").mapTo(Integer.class).list()));
      assertTrue(store.journal().verify().good());
    }
  }

  @Test
  void a_folder_belongs_to_one_store() {
    assertEquals(Kind.MISSING, refused(() -> Store.look(place("a"))), "nobody has used it yet");
    node("a").close();
    assertEquals(Kind.MISSING, refused(() -> Store.open(temp.resolve("a"), "test")));
    assertEquals(Kind.MISSING, refused(() -> Store.look(temp.resolve("a"))));
    assertEquals(Kind.MISSING, refused(() -> Backup.make(temp.resolve("a"), temp, Instant.EPOCH)));
    Store.open(temp.resolve("file"), "test").close();
    assertEquals(Kind.FOLDER, refused(() -> node("file")));
  }

  @Test
  @Tag("F28")
  void one_node_repairs_at_a_time() {
    try (Store a = node("a");
        Store b = node("b")) {
      Turn turn = a.beginRepairs("ada@a/1", LONG);
      Turn same = a.beginRepairs("ada@a/1", LONG);
      assertTrue(turn.acquire("vc/vm-1", "ada@a/1", LONG).isPresent());
      assertTrue(b.isSomebodyRepairing());
      assertTrue(b.isRepairedElsewhere());
      assertFalse(a.isRepairedElsewhere());
      StoreException elsewhere =
          assertThrows(StoreException.class, () -> b.beginRepairs("bob@b/2", LONG));
      assertEquals(Kind.IN_USE, elsewhere.kind());
      assertTrue(elsewhere.problem().args().contains("ada@a/1"));
      turn.close();
      assertThrows(StoreException.class, () -> b.beginRepairs("bob@b/2", LONG), "one run is left");
      same.close();
      assertFalse(b.isSomebodyRepairing());
      b.beginRepairs("bob@b/2", LONG);
      assertTrue(a.isRepairedElsewhere());
    }
    try (Store a = node("a")) {
      assertFalse(a.isSomebodyRepairing(), "whoever ends gives it back");
    }
  }

  @Test
  @Tag("F41")
  void a_node_that_slept_longer_than_its_turn_writes_nothing_of_it_any_more() throws Exception {
    try (Store a = node("a");
        Store b = node("b")) {
      Turn over = a.beginRepairs("a", Duration.ofMillis(300));
      Lease slept = over.acquire("vc/vm-1", "a", Duration.ofMillis(300)).orElseThrow();
      while (b.isRepairedElsewhere()) {
        Thread.sleep(20);
      }
      assertFalse(over.stay(), "nobody else has begun, and it is over all the same");
      assertTrue(over.acquire("vc/vm-2", "a", LONG).isEmpty());
      assertEquals(1, a.journal().append(outcome(slept)), "what it saw is still true");
      Turn turn = b.beginRepairs("b", LONG);
      Lease held = turn.acquire("vc/vm-1", "b", LONG).orElseThrow();
      assertFalse(over.holds(slept));
      assertFalse(over.renew(slept));
      assertEquals(Kind.LEASE_LOST, refused(() -> a.journal().append(intent(slept), slept)));
      assertEquals(Kind.LEASE_LOST, refused(() -> a.journal().append(outcome(slept))));
      assertTrue(held.fencingNumber() > slept.fencingNumber());
      over.close();
      assertTrue(turn.stay(), "it does not give back what is another one's");
      assertEquals(2, b.journal().append(intent(held), held));
    }
  }

  private static JournalEntry intent(Lease lease) {
    return line(JournalEvent.INTENT, lease);
  }

  private static JournalEntry outcome(Lease lease) {
    return line(JournalEvent.OUTCOME, lease);
  }

  private static JournalEntry line(JournalEvent event, Lease lease) {
    return new JournalEntry(
        0, Lines.AT, "op", "", lease.fencingNumber(), event, "vc", "vm-1", "M1", Map.of());
  }

  @Test
  void a_wish_to_stop_is_heard_by_the_node_that_repairs() {
    CancelRequest wish = new CancelRequest("op-1", "ada", "too late", Lines.AT);
    try (Store a = node("a")) {
      assertEquals(Optional.empty(), a.cancels().find("op-1"));
      try (Store b = Store.beside(place("b"), "repair cancel")) {
        b.cancels().ask(new CancelRequest("op-1", "bob", "", Lines.AT));
        b.cancels().ask(wish);
      }
      assertEquals(Optional.of(wish), a.cancels().find("op-1"));
      a.cancels().forget("op-1");
      assertEquals(Optional.empty(), a.cancels().find("op-1"));
    }
  }

  @Test
  void a_letter_that_one_node_is_sending_is_not_sent_by_another() {
    Instant now = Lines.AT;
    Letter letter = new Letter("l-1", "ops", now, now, now.plus(Duration.ofDays(1)), false, "text");
    StoredAudit audit =
        new StoredAudit(
            "audit-1",
            "nightly",
            "p",
            now,
            now,
            true,
            new StoredAudit.Counts(1, 0, 0, 0, 0, 0),
            "");
    try (Store a = node("a");
        Store b = node("b")) {
      a.audits()
          .record(
              audit, List.of(), Set.of(), Set.of(), Set.of(), (change, held) -> List.of(letter));
      assertNotNull(a.outbox().take("ops", now));
      assertNull(b.outbox().take("ops", now.plusSeconds(60)));
      assertNotNull(b.outbox().take("ops", now.plus(Duration.ofHours(1))), "that node was lost");
      b.outbox().sent("l-1", now);
      assertNull(a.outbox().take("ops", now.plus(Duration.ofHours(2))));
    }
  }
}
