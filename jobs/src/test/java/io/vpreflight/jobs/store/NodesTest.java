// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.testing.PostgresOfTests;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes in processes of their own on one PostgreSQL, killed and paused where it hurts most. */
@Tag("long")
@Timeout(600)
class NodesTest {
  @TempDir Path temp;
  private final PostgresServer server = PostgresOfTests.schema();
  private final Nodes nodes = new Nodes();
  private Store store;

  /** What the world was told to do. */
  private record Effect(int job, long fencingNumber, String node) {}

  @BeforeEach
  void open() throws SQLException {
    store = Store.open(place("judge"), "test");
    try (Connection connection = store.connections().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table world (number bigint generated always as identity, job int,"
              + " fencing_number bigint, node text)");
    }
  }

  @AfterEach
  void close() throws InterruptedException {
    nodes.close();
    store.close();
  }

  private StorePlace place(String node) {
    return new StorePlace(temp.resolve(node), server);
  }

  private StoreProcess start(String what) throws IOException {
    return nodes.add(NodeProcess.start(what, place("node-" + nodes.count())));
  }

  private List<Effect> effects() throws SQLException {
    List<Effect> effects = new ArrayList<>();
    try (Connection connection = store.connections().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select * from world order by number")) {
      while (rows.next()) {
        effects.add(
            new Effect(rows.getInt("job"), rows.getLong("fencing_number"), rows.getString("node")));
      }
    }
    return effects;
  }

  @Test
  @Tag("F41")
  void two_nodes_have_every_effect_once_though_one_is_paused_and_others_are_killed()
      throws Exception {
    start("work");
    start("work");
    StoreProcess paused = nodes.whoSays("intent 40");
    Nodes.signal("STOP", paused);
    // Its lease ends, and another one does what it had only intended.
    assertNotEquals(paused, nodes.whoSays("done 40"));
    Nodes.signal("CONT", paused);
    StoreProcess intending = nodes.whoSays("intent 80");
    intending.kill();
    start("work");
    StoreProcess calling = nodes.whoSays("called 120");
    assertNotEquals(intending, calling);
    calling.kill();
    start("work");
    nodes.whoSays("all done");
    List<Effect> effects = effects();
    assertEquals(NodeProcess.JOBS, effects.size());
    Set<Integer> jobs = new HashSet<>();
    long before = 0;
    for (Effect effect : effects) {
      assertTrue(jobs.add(effect.job()), effect.toString());
      assertTrue(effect.fencingNumber() > before, effect + " after " + before);
      before = effect.fencingNumber();
    }
    assertTrue(effects.stream().map(Effect::node).distinct().count() > 1);
    assertTrue(store.journal().verify().good(), store.journal().verify().toString());
    assertTrue(nodes.hasSaid(paused, "lost 40"), "it was told that its time was over");
  }

  @Test
  @Tag("F41")
  void a_schedule_is_done_once_for_two_nodes_and_by_the_one_that_is_left() throws Exception {
    StoreProcess first = start("schedule");
    StoreProcess second = start("schedule");
    Set<String> times = new HashSet<>();
    while (times.size() < 6) {
      Nodes.Said next = nodes.next();
      if (next.line().startsWith("fired ")) {
        assertTrue(times.add(next.line()), "twice: " + next.line());
      }
    }
    first.kill();
    Instant killed = Instant.now();
    Instant fired = killed;
    while (fired.isBefore(killed.plus(Duration.ofSeconds(3)))) {
      Nodes.Said next = nodes.next();
      if (next.line().startsWith("fired ") && next.node() == second) {
        assertTrue(times.add(next.line()), "twice: " + next.line());
        fired = Instant.parse(next.line().substring("fired ".length()));
      }
    }
  }
}
