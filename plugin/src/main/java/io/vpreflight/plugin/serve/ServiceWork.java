// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.schedule.JobKind;
import io.vpreflight.jobs.schedule.Schedule;
import io.vpreflight.jobs.schedule.Timetable;
import java.time.Instant;

/** What is done when it is time: audits, and whatever else. */
record ServiceWork(ScheduledAudits audits, ScheduledJobs jobs, ServiceLog log)
    implements Timetable.Work {
  @Override
  public void run(Schedule schedule, Instant dueAt) {
    if (schedule.kind() == JobKind.AUDIT) {
      audits.run(schedule);
    } else {
      jobs.run(schedule);
    }
  }

  @Override
  public void leftOut(Schedule schedule, Instant dueAt) {
    log.say(Text.of("serve.left-out", schedule.name(), dueAt));
  }

  @Override
  public void stop() {
    audits.stop();
    jobs.stop();
  }
}
