// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far back each part of a history was read. Each is asked for by itself, so that what happens
 * all day cuts nothing off what happens seldom.
 *
 * @param openTasks tasks that wait or run, whenever they began
 * @param failedTasks tasks that ended with an error
 * @param doneTasks tasks that succeeded
 * @param rareEvents events that happen seldom: conflicts, maintenance, lost hosts
 * @param frequentEvents events that happen all day: reconfigurations, power, migrations
 */
public record HistoryReach(
    Reach openTasks, Reach failedTasks, Reach doneTasks, Reach rareEvents, Reach frequentEvents) {
  /** Nothing was read. */
  public static final HistoryReach NONE =
      new HistoryReach(Reach.NONE, Reach.NONE, Reach.NONE, Reach.NONE, Reach.NONE);

  /** Oldest moment from which on no event of either kind is missing; null when none were read. */
  public @Nullable Instant eventsSince() {
    Instant rare = rareEvents.since();
    Instant frequent = frequentEvents.since();
    if (rare == null || frequent == null) {
      return null;
    }
    return rare.isAfter(frequent) ? rare : frequent;
  }
}
