// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import java.time.Duration;

/** The numbers that refusals rest on. They are ours: no profile makes a repair bolder. */
public final class Caution {
  /** How far back tasks and events are read for a plan. */
  public static final Duration HISTORY = Duration.ofDays(7);

  /**
   * A snapshot of a machine with a raw device that worked within this time proves that it works.
   */
  static final Duration RAW_DEVICE_PROOF = Duration.ofDays(7);

  /** Change tracking is not switched again sooner. */
  static final Duration BETWEEN_RESETS = Duration.ofHours(24);

  /** A migration that showed itself within this time may still go on. */
  static final Duration MIGRATION = Duration.ofHours(24);

  /** Clock of a host against ours, and a repair that was interrupted. */
  static final Duration AROUND_OPERATION = Duration.ofDays(1);

  /** Of the capacity of the disks on a datastore: room for a snapshot of a few minutes. */
  static final int SNAPSHOT_PERCENT = 10;

  /** Room for a snapshot of the smallest disk. */
  static final long SNAPSHOT_LEAST = 2L << 30;

  private Caution() {}
}
