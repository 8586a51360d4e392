// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import org.jspecify.annotations.Nullable;

/**
 * Room on one datastore of a target.
 *
 * @param datastore moId
 * @param name as vCenter names it
 * @param capacityBytes bytes; null when vCenter did not say
 * @param freeBytes bytes free when the plan was made; null when vCenter did not say
 * @param neededBytes bytes that must be free before a snapshot is taken or disks are merged, those
 *     that are kept in reserve included
 */
public record DatastoreNeed(
    String datastore,
    String name,
    @Nullable Long capacityBytes,
    @Nullable Long freeBytes,
    long neededBytes) {
  /** Of the capacity of a datastore: what no repair takes. */
  public static final int RESERVE_PERCENT = 5;

  /**
   * Bytes of a datastore that no repair takes.
   *
   * @param capacityBytes null when vCenter did not say; nothing can be kept of it then
   */
  public static long reserveOf(@Nullable Long capacityBytes) {
    return capacityBytes == null ? 0 : capacityBytes / 100 * RESERVE_PERCENT;
  }

  /** Bytes of {@link #neededBytes} that the repair never takes. */
  public long reserveBytes() {
    return reserveOf(capacityBytes);
  }

  /** Bytes that the repair itself may take; 0 for one that makes and merges nothing. */
  public long takenBytes() {
    return Math.max(0, neededBytes - reserveBytes());
  }
}
