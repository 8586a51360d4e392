// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.store.Journal;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.Lease;
import io.vpreflight.jobs.store.StoreException;
import io.vpreflight.vsphere.inventory.VimFault;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the lines of one operation: on the disk first, then into its ledger. For one thread. */
final class Diary {
  private final Journal journal;
  private final Operation operation;
  private final Clock clock;
  private final Ledger ledger;
  private @Nullable Lease lease;

  Diary(Journal journal, Operation operation, Clock clock) {
    this.journal = journal;
    this.operation = operation;
    this.clock = clock;
    ledger = Ledger.of(journal.of(operation.id()));
  }

  Ledger ledger() {
    return ledger;
  }

  /** From now on lines carry its number. */
  void under(Lease held) {
    lease = held;
  }

  /**
   * An intent: durable when this returns, and only while the lease is held.
   *
   * @throws StoreException when nothing may be sent
   */
  void intent(String step, Lease held, Map<String, String> details) {
    JournalEntry line = line(JournalEvent.INTENT, step, details);
    journal.append(line, held);
    ledger.take(line);
  }

  /**
   * Any other line.
   *
   * @throws Holding.Lost when another node repairs by now: it may have gone on with the operation,
   *     and what we know of it is old
   */
  void write(JournalEvent event, String step, Map<String, String> details) {
    JournalEntry line = line(event, step, details);
    try {
      journal.append(line);
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.LEASE_LOST) {
        throw new Holding.Lost(operation.resource());
      }
      throw e;
    }
    ledger.take(line);
  }

  private JournalEntry line(JournalEvent event, String step, Map<String, String> details) {
    return new JournalEntry(
        0,
        clock.instant(),
        operation.id(),
        operation.planDigest(),
        lease == null ? 0 : lease.fencingNumber(),
        event,
        operation.vcenter(),
        operation.object().toString(),
        step,
        details);
  }

  /** The details of a fault, for a line. */
  static Map<String, String> of(@Nullable VimFault fault) {
    Map<String, String> details = new TreeMap<>();
    if (fault != null) {
      details.put(Ledger.FAULT, fault.faultClass());
      if (!fault.messageKeys().isEmpty()) {
        details.put(Ledger.FAULT_KEYS, String.join(" ", fault.messageKeys()));
      }
      if (fault.message() != null) {
        details.put("message", fault.message());
      }
    }
    return details;
  }
}
