// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.metrics.RepairTally.Ended;
import io.vpreflight.jobs.metrics.RepairTally.Took;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.testing.AStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepairTallyTest {
  private static final Instant AT = Instant.parse("2026-11-20T01:00:00Z");

  @TempDir Path temp;

  private static JournalEntry line(
      String operation, JournalEvent event, int second, Map<String, String> details) {
    return new JournalEntry(
        0,
        AT.plusSeconds(second),
        operation,
        "ab12",
        0,
        event,
        "uuid-1",
        "VirtualMachine:vm-1",
        "",
        details);
  }

  @Test
  void repairs_that_ended_are_counted_once_however_often_somebody_looks() {
    try (Store store = AStore.H2.open(temp.resolve("state"))) {
      RepairTally tally = new RepairTally(store.journal());
      assertEquals(Map.of(), tally.counts().ended());
      store.journal().append(line("op-1", JournalEvent.STARTED, 0, Map.of("kind", "reset-cbt")));
      store.journal().append(line("op-2", JournalEvent.STARTED, 0, Map.of("kind", "reset-cbt")));
      store
          .journal()
          .append(line("op-1", JournalEvent.FINISHED, 40, Map.of("outcome", "complete")));
      assertEquals(Map.of(new Ended("reset-cbt", "complete"), 1), tally.counts().ended());
      store.journal().append(line("op-2", JournalEvent.PARKED, 50, Map.of("outcome", "parked")));
      assertEquals(1, tally.counts().ended().size(), "a parked one has not ended");
      store.journal().append(line("op-2", JournalEvent.RESUMED, 90, Map.of()));
      store
          .journal()
          .append(line("op-2", JournalEvent.FINISHED, 100, Map.of("outcome", "complete")));
      assertEquals(Map.of(new Ended("reset-cbt", "complete"), 2), tally.counts().ended());
      assertEquals(
          Map.of("reset-cbt", new Took(2, Duration.ofSeconds(140))), tally.counts().took());
    }
  }
}
