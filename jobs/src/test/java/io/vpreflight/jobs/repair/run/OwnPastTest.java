// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.repair.plan.Known;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the journal tells of earlier repairs. */
class OwnPastTest {
  private static JournalEntry line(
      String vcenter, String operation, JournalEvent event, Map<String, String> details) {
    Instant at = Instant.parse("2026-11-20T06:00:00Z");
    return new JournalEntry(
        0, at, operation, "digest", 1, event, vcenter, "VirtualMachine:vm-1", "M2", details);
  }

  private static JournalEntry task(String vcenter, String operation, String key) {
    return line(vcenter, operation, JournalEvent.TASK, Map.of(Ledger.TASK, "Task:" + key));
  }

  @Test
  void an_operation_knows_the_tasks_that_its_vcenter_ran_for_it_by_their_keys() {
    OwnPast past =
        OwnPast.of(
            List.of(
                line("vc", "op", JournalEvent.SENT, Map.of()),
                task("vc", "op", "task-1"),
                task("vc", "op", "task-2"),
                task("another", "op2", "task-1234"),
                line("vc", "op", JournalEvent.FINISHED, Map.of())),
            "vc");
    assertEquals(1, past.operations().size());
    assertEquals(Set.of("task-1", "task-2"), past.operations().get(0).tasks());
    Known known = new Known(past.repairedAt(), past.operations(), Set.of(), Map.of(), Set.of());
    assertEquals(Set.of("task-1", "task-2"), known.ownTasks());
  }
}
