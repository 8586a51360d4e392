// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.metrics;

import io.vpreflight.jobs.live.LiveState;
import io.vpreflight.jobs.service.ScheduleState;
import io.vpreflight.jobs.store.HeldFinding;
import io.vpreflight.jobs.store.MachineStates;
import io.vpreflight.jobs.store.Reading;
import java.util.List;

/**
 * What metrics are made of: what is kept, and how fresh it is.
 *
 * @param version of this program
 * @param schedules as they stand
 * @param readings the last of each vCenter
 * @param open findings that are still there, of all schedules
 * @param machines as the last audits of the schedules saw them
 * @param repairs how they ended
 * @param live how fresh the inventories are that are followed
 * @param requests what was asked of vCenters since the service began
 */
public record ServiceFacts(
    String version,
    List<ScheduleState> schedules,
    List<Reading> readings,
    List<HeldFinding> open,
    List<MachineStates.Seen> machines,
    RepairTally.Counts repairs,
    List<LiveState> live,
    RequestTally.Counts requests) {
  public ServiceFacts {
    schedules = List.copyOf(schedules);
    readings = List.copyOf(readings);
    open = List.copyOf(open);
    machines = List.copyOf(machines);
    live = List.copyOf(live);
  }

  /** Where nothing is followed, and nothing else is known. */
  public ServiceFacts(
      String version,
      List<ScheduleState> schedules,
      List<Reading> readings,
      List<HeldFinding> open) {
    this(
        version,
        schedules,
        readings,
        open,
        List.of(),
        RepairTally.Counts.NONE,
        List.of(),
        RequestTally.Counts.NONE);
  }
}
