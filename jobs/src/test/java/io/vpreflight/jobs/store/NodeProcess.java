// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.schedule.Schedule;
import io.vpreflight.jobs.schedule.Timetable;
import io.vpreflight.jobs.secret.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A node in a process of its own, which can be killed and paused. It works as repairs do: a lease,
 * an intent under it, a look at the lease, the call, the outcome; and what is open is settled by
 * looking. The world is a table that takes everything, however often.
 */
final class NodeProcess {
  /** How many effects there are to be. */
  static final int JOBS = 200;

  /** Longer than anything takes on a busy machine, short enough to wait for. */
  private static final Duration LEASE = Duration.ofSeconds(6);

  /** Shorter than the lease, and long enough for a signal to come. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** After its intent, before its call: there it says so and waits, to be stopped or killed. */
  static final Set<Integer> PAUSES_AFTER_INTENT = Set.of(40, 80);

  /** The same after its call, before its outcome. */
  static final int PAUSES_AFTER_CALL = 120;

  private final Store store;
  private final Connection world;
  private final String name;

  private NodeProcess(Store store, Connection world, String name) {
    this.store = store;
    this.world = world;
    this.name = name;
  }

  /** Starts one that does that, with a state folder of its own. */
  static StoreProcess start(String what, StorePlace place) throws IOException {
    PostgresServer server = Objects.requireNonNull(place.server());
    return StoreProcess.start(
        List.of(),
        NodeProcess.class,
        List.of(
            what,
            place.folder().toString(),
            server.url(),
            Objects.requireNonNull(server.username()),
            Objects.requireNonNull(server.password()).file().toString()));
  }

  /** What runs in the other process. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    PostgresServer server = new PostgresServer(args[2], args[3], new SecretFile(Path.of(args[4])));
    try (Store store = Store.open(new StorePlace(folder, server), "test");
        Connection world =
            DriverManager.getConnection(
                args[2], args[3], Files.readString(Path.of(args[4])).strip())) {
      say("open");
      if (args[0].equals("schedule")) {
        schedule(store);
      } else {
        new NodeProcess(store, world, String.valueOf(folder.getFileName())).work();
      }
    }
  }

  private static void schedule(Store store) throws IOException {
    Schedule schedule =
        new Schedule("often", "0/2 * * * * ?", ZoneOffset.UTC, Schedule.Missed.ONCE, Duration.ZERO);
    Timetable.Work work =
        new Timetable.Work() {
          @Override
          public void run(Schedule due, Instant dueAt) {
            say("fired " + dueAt);
          }

          @Override
          public void stop() {
            // It is over at once.
          }
        };
    try (Timetable table = Timetable.start(store, List.of(schedule), work)) {
      if (table.isRunning()) {
        System.in.read();
      }
    }
  }

  private void work() throws SQLException, InterruptedException {
    while (!isDone(JOBS - 1)) {
      try (Turn turn = store.beginRepairs(name, LEASE)) {
        work(turn);
      } catch (StoreException e) {
        if (e.kind() != StoreException.Kind.IN_USE) {
          throw e;
        }
        Thread.sleep(50);
      }
    }
    say("all done");
  }

  /** Does what is left to do, as long as it is its turn. */
  private void work(Turn turn) throws SQLException, InterruptedException {
    for (int job = 0; job < JOBS; job++) {
      if (!isDone(job)) {
        Optional<Lease> lease = turn.acquire("vc/vm-" + job, name, LEASE);
        if (lease.isEmpty()) {
          return;
        }
        work(turn, job, lease.get());
        turn.release(lease.get());
      }
    }
  }

  private void work(Turn turn, int job, Lease lease) throws SQLException, InterruptedException {
    try {
      boolean open = !store.journal().of("op-" + job).isEmpty();
      if (!open || !isInTheWorld(job)) {
        store.journal().append(line(job, JournalEvent.INTENT, lease), lease);
        if (PAUSES_AFTER_INTENT.contains(job) && !open) {
          say("intent " + job);
          Thread.sleep(PAUSE.toMillis());
        }
        if (!turn.holds(lease)) {
          say("lost " + job);
          return;
        }
        call(job, lease);
        if (job == PAUSES_AFTER_CALL && !open) {
          say("called " + job);
          Thread.sleep(PAUSE.toMillis());
        }
      }
      store.journal().append(line(job, JournalEvent.OUTCOME, lease));
      say("done " + job);
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.LEASE_LOST) {
        throw e;
      }
      say("lost " + job);
    }
  }

  private boolean isDone(int job) {
    return store.journal().of("op-" + job).stream()
        .anyMatch(line -> line.event() == JournalEvent.OUTCOME);
  }

  private boolean isInTheWorld(int job) throws SQLException {
    try (PreparedStatement look = world.prepareStatement("select 1 from world where job = ?")) {
      look.setInt(1, job);
      try (ResultSet row = look.executeQuery()) {
        return row.next();
      }
    }
  }

  private void call(int job, Lease lease) throws SQLException {
    try (PreparedStatement call =
        world.prepareStatement("insert into world (job, fencing_number, node) values (?, ?, ?)")) {
      call.setInt(1, job);
      call.setLong(2, lease.fencingNumber());
      call.setString(3, name);
      call.executeUpdate();
    }
  }

  private static JournalEntry line(int job, JournalEvent event, Lease lease) {
    return new JournalEntry(
        0,
        Instant.now(),
        "op-" + job,
        "",
        lease.fencingNumber(),
        event,
        "vc",
        "vm-" + job,
        "M1",
        Map.of());
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
