// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The leases of one run of repairs. Where several nodes use a store, one of them repairs at a time:
 * its turn. It lasts as long as something is acquired or renewed within its length. Once it is over
 * it stays over, even when nobody else has begun: another one may have gone on with what this run
 * was at, and what this run knows of it is old. A process that has its store alone cannot lose it.
 * Safe for several threads.
 */
public final class Turn implements Leases, AutoCloseable {
  private final LeaseTable table;
  private final @Nullable Lease turn;

  /**
   * Of that table.
   *
   * @param turn null where one process has the store
   */
  Turn(LeaseTable table, @Nullable Lease turn) {
    this.table = table;
    this.turn = turn;
  }

  /** {@inheritDoc} Empty as well when the turn is over. */
  @Override
  public Optional<Lease> acquire(String resource, String holder, Duration length) {
    return table.acquire(turn, resource, holder, length);
  }

  /** {@inheritDoc} False as well when the turn is over. */
  @Override
  public boolean renew(Lease lease) {
    return table.renew(turn, lease);
  }

  @Override
  public void release(Lease lease) {
    table.release(lease);
  }

  @Override
  public boolean stay() {
    return turn == null || table.renew(null, turn);
  }

  @Override
  public boolean holds(Lease lease) {
    return table.holds(lease);
  }

  /** Lets another node repair, unless another run of this process has the same turn. */
  @Override
  public void close() {
    if (turn != null) {
      table.end(turn);
    }
  }
}
