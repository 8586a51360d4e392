// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

/**
 * A run gave no sign of life for longer than its leases last, and another node repairs by now, or
 * may. It has stopped; what it knows of its operations is old, and only the journal tells how they
 * stand.
 */
public final class TakenOver extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TakenOver(Holding.Lost why) {
    super(why.getMessage(), why);
  }
}
