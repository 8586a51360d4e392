// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import java.time.Duration;
import java.util.List;

/**
 * How much is repaired at once. One virtual machine is only ever in one repair.
 *
 * @param perHost virtual machines at once on one host
 * @param perDatastore virtual machines at once on one datastore
 * @param openSnapshotsPerDatastore virtual machines with a snapshot on one datastore, ours and
 *     those of others, at and above which nothing more is begun there
 * @param perVCenter virtual machines at once in one vCenter
 * @param waves how many are tried before the rest: each wave must end without a failure
 * @param stopAfterFailures failures in a row or in sum after which nothing more is begun
 * @param readAgainBytesPerNight bytes that backups may be made to read again in one plan; 0 for no
 *     limit
 * @param deadline of one virtual machine; afterwards it is parked or handed to a human
 * @param guests what a guest may suffer before nothing more is begun
 */
public record RunLimits(
    int perHost,
    int perDatastore,
    int openSnapshotsPerDatastore,
    int perVCenter,
    List<Integer> waves,
    int stopAfterFailures,
    long readAgainBytesPerNight,
    Duration deadline,
    Guests guests) {
  /**
   * What a guest may suffer before nothing more is begun.
   *
   * @param longestStun longest that creating or removing a snapshot of ours may run. vCenter does
   *     not tell how long a guest stood still: the time of the task is the most that it can be
   * @param addressBack how long a guest that had an address may show none after the last step
   */
  public record Guests(Duration longestStun, Duration addressBack) {
    /** What holds unless an admin says otherwise. */
    public static final Guests DEFAULT = new Guests(Duration.ofMinutes(1), Duration.ofMinutes(5));

    public Guests {
      if (longestStun.toSeconds() < 1 || addressBack.isNegative()) {
        throw new IllegalArgumentException("a limit below one second");
      }
    }
  }

  /** More than this is refused, whoever asks. */
  public static final int MOST_OPEN_SNAPSHOTS = 4;

  /** What holds unless an admin says otherwise. */
  public static final RunLimits DEFAULT =
      new RunLimits(
          1, 2, MOST_OPEN_SNAPSHOTS, 8, List.of(1, 3), 1, 0, Duration.ofHours(2), Guests.DEFAULT);

  public RunLimits {
    waves = List.copyOf(waves);
    if (perHost < 1 || perDatastore < 1 || perVCenter < 1 || stopAfterFailures < 1) {
      throw new IllegalArgumentException("a limit below 1");
    }
    if (perDatastore > openSnapshotsPerDatastore
        || openSnapshotsPerDatastore > MOST_OPEN_SNAPSHOTS) {
      throw new IllegalArgumentException("more snapshots on a datastore than are allowed");
    }
    if (waves.stream().anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException("an empty wave");
    }
    if (readAgainBytesPerNight < 0 || deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("a limit below zero");
    }
  }
}
