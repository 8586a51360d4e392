// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import io.vpreflight.jobs.schedule.JobKind;
import io.vpreflight.jobs.schedule.Schedule;
import io.vpreflight.jobs.schedule.Timetable;
import java.time.Instant;

/** What is done when it is time: audits, and whatever else. */
record ServiceWork(ScheduledAudits audits, ScheduledJobs jobs) implements Timetable.Work {
  @Override
  public void run(Schedule schedule, Instant dueAt) {
    if (schedule.kind() == JobKind.AUDIT) {
      audits.run(schedule);
    } else {
      jobs.run(schedule);
    }
  }

  @Override
  public void stop() {
    audits.stop();
    jobs.stop();
  }
}
