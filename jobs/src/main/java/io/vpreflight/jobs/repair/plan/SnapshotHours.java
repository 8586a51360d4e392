// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Snapshot tasks of the last seven days on the targets and on whatever else lies on their
 * datastores, by hour of the day.
 *
 * @param zone in which the hours are meant
 * @param since oldest moment from which on none is missing; null when no tasks could be read
 * @param counts 24 numbers, the first for the hour after midnight
 */
public record SnapshotHours(ZoneId zone, @Nullable Instant since, List<Integer> counts) {
  public SnapshotHours {
    counts = List.copyOf(counts);
    if (counts.size() != 24) {
      throw new IllegalArgumentException("not 24 hours");
    }
  }
}
