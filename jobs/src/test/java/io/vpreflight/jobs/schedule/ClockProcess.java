// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.schedule;

import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.Lease;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoreException;
import io.vpreflight.jobs.store.Turn;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * A process with a timetable and a lease, whose clock somebody else moves. It does what it is told
 * line by line, and says each time that it is due.
 */
final class ClockProcess {
  private static final Duration LENGTH = Duration.ofMinutes(10);

  private ClockProcess() {}

  /** What runs in the other process: the folder of its store. */
  public static void main(String[] args) throws Exception {
    Schedule often =
        new Schedule("often", "* * * * * ?", ZoneOffset.UTC, Schedule.Missed.ONCE, Duration.ZERO);
    try (Store store = Store.open(Path.of(args[0]), "test");
        Timetable table = Timetable.start(store, List.of(often), work())) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      Turn turn = store.beginRepairs("a", LENGTH);
      Lease lease = turn.acquire("vc/vm-1", "a", LENGTH).orElseThrow();
      for (String told = in.readLine(); told != null; told = in.readLine()) {
        switch (told) {
          case "now" -> say("now " + Instant.now());
          case "moved" -> {
            table.clockMoved();
            say("moved true");
          }
          case "next" -> say("next " + table.standings().get(0).nextAt());
          case "intent" -> say("intent " + intent(store, lease));
          case "renew" -> say("renew " + turn.renew(lease));
          case "acquire" -> {
            long before = lease.fencingNumber();
            lease = turn.acquire("vc/vm-1", "a", LENGTH).orElse(lease);
            say("acquire " + (lease.fencingNumber() > before));
          }
          default -> throw new IllegalArgumentException(told);
        }
      }
    }
  }

  private static boolean intent(Store store, Lease lease) {
    try {
      store
          .journal()
          .append(
              new JournalEntry(
                  0,
                  Instant.now(),
                  "op",
                  "",
                  lease.fencingNumber(),
                  JournalEvent.INTENT,
                  "vc",
                  "vm-1",
                  "M1",
                  Map.of()),
              lease);
      return true;
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.LEASE_LOST) {
        throw e;
      }
      return false;
    }
  }

  private static Timetable.Work work() {
    return new Timetable.Work() {
      @Override
      public void run(Schedule schedule, Instant dueAt) {
        say("due " + dueAt);
      }

      @Override
      public void stop() {
        // It is over at once.
      }
    };
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
