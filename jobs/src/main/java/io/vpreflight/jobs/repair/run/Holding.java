// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.store.Lease;
import io.vpreflight.jobs.store.Leases;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The lease of one operation: held, renewed, and taken anew when it was lost. For one thread. */
final class Holding implements AutoCloseable {
  private final Leases leases;
  private final String resource;
  private final String holder;
  private final Duration length;
  private final Diary diary;
  private @Nullable Lease lease;

  /** Somebody else works on it. */
  static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Lost(String resource) {
      super("somebody else has the lease of " + resource);
    }
  }

  Holding(Leases leases, String resource, String holder, Duration length, Diary diary) {
    this.leases = leases;
    this.resource = resource;
    this.holder = holder;
    this.length = length;
    this.diary = diary;
  }

  /**
   * The lease, renewed; a new one when it was lost, so that whoever had it in between is
   * outnumbered.
   *
   * @throws Lost when somebody else has it now
   */
  Lease keep() {
    Lease held = lease;
    if (held != null && leases.renew(held)) {
      return held;
    }
    Lease fresh = leases.acquire(resource, holder, length).orElseThrow(() -> new Lost(resource));
    lease = fresh;
    diary.under(fresh);
    return fresh;
  }

  /** Throws unless that very lease is still held: asked right before the first byte. */
  void check(Lease intended) {
    if (!leases.holds(intended)) {
      throw new Lost(resource);
    }
  }

  @Override
  public void close() {
    if (lease != null) {
      leases.release(lease);
      lease = null;
    }
  }
}
