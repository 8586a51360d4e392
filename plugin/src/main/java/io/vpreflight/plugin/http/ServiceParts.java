// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.live.LiveState;
import io.vpreflight.jobs.metrics.RequestTally;
import io.vpreflight.jobs.schedule.Timetable;
import io.vpreflight.jobs.service.BaselineBook;
import io.vpreflight.jobs.service.History;
import io.vpreflight.jobs.service.ScheduleDesk;
import io.vpreflight.jobs.service.TokenBook;
import io.vpreflight.jobs.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the service is made of, for the resources.
 *
 * @param version of this program
 * @param vcenters gives their names, as the configuration has them just now
 * @param store open for as long as the service answers
 * @param timetable running on that store
 * @param clock ours
 * @param repairs plans and their runs
 * @param live how fresh the inventories are that are followed; empty when none is
 * @param requests what was asked of vCenters since it began
 * @param reloading has the file read again
 * @param baselines what the last whole audits have read
 */
public record ServiceParts(
    String version,
    Supplier<List<String>> vcenters,
    Store store,
    Timetable timetable,
    Clock clock,
    RepairParts repairs,
    Supplier<List<LiveState>> live,
    RequestTally requests,
    Reloading reloading,
    BaselineBook baselines) {
  History history() {
    return new History(store);
  }

  ScheduleDesk schedules() {
    return new ScheduleDesk(timetable, store);
  }

  TokenBook tokens() {
    return new TokenBook(store.tokens(), clock);
  }
}
