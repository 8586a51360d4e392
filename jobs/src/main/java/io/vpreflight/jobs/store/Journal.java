// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.util.List;
import java.util.function.Consumer;

/**
 * What was done, line by line: only appended to, each line chained to the one before by its hash.
 * Safe for several threads.
 */
public interface Journal {
  /**
   * Appends a line. When this returns, the line is on the disk and outlives a power cut; when it
   * throws, nothing that depends on the line may happen. After a failure the journal refuses every
   * further line until the store is opened again, since nobody knows what reached the disk.
   *
   * @param entry the line; its number is ignored
   * @return its number
   * @throws StoreException when it could not be made durable; or when the line has a fencing number
   *     and another node repairs since it was given, which may have gone on with what the line is
   *     of ({@link StoreException.Kind#LEASE_LOST}; the journal goes on)
   */
  long append(JournalEntry entry);

  /**
   * Appends a line only while that lease is held, decided in the same transaction.
   *
   * @param entry the line; must carry the fencing number of the lease
   * @return its number
   * @throws StoreException when the lease is lost ({@link StoreException.Kind#LEASE_LOST}; the
   *     journal goes on), or the line could not be made durable
   */
  long append(JournalEntry entry, Lease lease);

  /** The lines of one operation, oldest first; empty when there is none. */
  List<JournalEntry> of(String operationId);

  /** The lines of one plan, oldest first; empty when there is none. */
  List<JournalEntry> ofPlan(String planDigest);

  /**
   * Lines, oldest first.
   *
   * @param operationId only of this operation; empty for all lines
   * @param after lines that follow that number; 0 from the first on
   * @param atMost that many
   */
  List<JournalLine> page(String operationId, long after, int atMost);

  /** Gives every line in turn, oldest first, however many they are. */
  void each(Consumer<JournalLine> reader);

  /** Holds every line against its hash, and the last one against the head that is kept apart. */
  Verification verify();
}
