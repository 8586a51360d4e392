// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.time.Duration;
import java.util.Optional;

/**
 * Who may work on what, now. Time is the time of the database, so that two processes agree. Safe
 * for several threads.
 */
public interface Leases {
  /**
   * Takes the lease when it is free or has expired, also from the same holder.
   *
   * @return empty while somebody has it
   * @throws StoreException when the store cannot be written
   */
  Optional<Lease> acquire(String resource, String holder, Duration length);

  /**
   * Extends the lease by its length from now.
   *
   * @return false when it had expired, was released or is somebody else's: it is lost, and can only
   *     be acquired anew, under a new number
   * @throws StoreException when the store cannot be written
   */
  boolean renew(Lease lease);

  /**
   * Gives the lease back; does nothing when it was lost.
   *
   * @throws StoreException when the store cannot be written
   */
  void release(Lease lease);

  /**
   * To be called from time to time by whoever has none just now and wants some later.
   *
   * @return false when none will be given any more
   * @throws StoreException when the store cannot be written
   */
  boolean stay();

  /** True while the lease is this one's and has not expired. */
  boolean holds(Lease lease);
}
