// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.time.Instant;
import java.util.Map;

/** Lines of a journal, as tests want them. */
final class Lines {
  static final Instant AT = Instant.parse("2026-11-21T10:00:00.123456Z");

  private Lines() {}

  /** A line of that operation. */
  static JournalEntry line(String operation, JournalEvent event, String step) {
    return new JournalEntry(
        0,
        AT,
        operation,
        "ab12",
        0,
        event,
        "vc-uuid",
        "VirtualMachine:vm-42",
        step,
        Map.of("method", "ReconfigVM_Task", "note", "l’hôte \"a\\b\"\n\u0001é😀"));
  }

  /** Appends so many lines. */
  static void append(Store store, int count) {
    for (int i = 0; i < count; i++) {
      store.journal().append(line("op-" + i % 3, JournalEvent.SENT, "M" + i));
    }
  }
}
