// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.schedule;

import static org.quartz.SimpleScheduleBuilder.simpleSchedule;
import static org.quartz.TriggerBuilder.newTrigger;

import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.quartz.JobExecutionContext;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;

/** What a {@link Timetable} does when a time has come. Safe for several threads. */
final class Desk {
  /** Group of what waits for its jitter to be over; in the tables of every store. */
  static final String LATER = "later";

  private static final String DUE = "due";

  private final Timetable.Work work;
  private final Instant since = Instant.now();
  private volatile Map<String, Schedule> schedules = Map.of();
  private int underWay;
  private boolean ended;

  Desk(Timetable.Work work) {
    this.work = work;
  }

  Timetable.Work work() {
    return work;
  }

  Map<String, Schedule> schedules() {
    return schedules;
  }

  void replace(Map<String, Schedule> next) {
    schedules = Map.copyOf(next);
  }

  /** A trigger has fired: of the times of a schedule, of its jitter, or of something else. */
  void fired(JobExecutionContext context) throws SchedulerException {
    String name = context.getJobDetail().getKey().getName();
    Schedule schedule = schedules.get(name);
    if (schedule == null) {
      return;
    }
    Date fired = context.isRecovering() ? context.getFireTime() : context.getScheduledFireTime();
    Instant at = fired.toInstant();
    Trigger trigger = context.getTrigger();
    if (trigger.getKey().equals(TriggerKey.triggerKey(name, Timetable.GROUP))) {
      byItself(context.getScheduler(), schedule, at);
    } else if (trigger.getKey().equals(TriggerKey.triggerKey(name, LATER))) {
      Instant due = Instant.parse(trigger.getJobDataMap().getString(DUE));
      if (wasMissed(schedule, due.plus(schedule.delay(due)))) {
        work.leftOut(schedule, due);
      } else {
        run(schedule, due);
      }
    } else if (!context.isRecovering() || !waits(context.getScheduler(), name)) {
      // Else it was cut off just when it had been put off, and comes anyway.
      run(schedule, at);
    }
  }

  /** A time has gone by; null when there was none. */
  void missed(String name, @Nullable Date time) {
    Schedule schedule = schedules.get(name);
    if (schedule != null
        && schedule.missed() == Schedule.Missed.SKIP
        && time != null
        && !schedule.leavesOut(time.toInstant())) {
      work.leftOut(schedule, time.toInstant());
    }
  }

  private static boolean waits(Scheduler scheduler, String name) throws SchedulerException {
    return scheduler.checkExists(TriggerKey.triggerKey(name, LATER));
  }

  private void byItself(Scheduler scheduler, Schedule schedule, Instant at)
      throws SchedulerException {
    if (schedule.leavesOut(at)) {
      return;
    }
    Instant begin = at.plus(schedule.delay(at));
    if (begin.isAfter(Instant.now())) {
      putOff(scheduler, schedule, at, begin);
    } else {
      run(schedule, at);
    }
  }

  /**
   * A jitter is waited for in the store, not by a thread that others could use meanwhile. What
   * waits already is done next: a jitter may be longer than the time until the next time.
   */
  private static void putOff(Scheduler scheduler, Schedule schedule, Instant due, Instant begin)
      throws SchedulerException {
    if (waits(scheduler, schedule.name())) {
      return;
    }
    try {
      scheduler.scheduleJob(
          newTrigger()
              .withIdentity(schedule.name(), LATER)
              .forJob(schedule.name(), Timetable.GROUP)
              .startAt(Date.from(begin))
              .usingJobData(DUE, due.toString())
              .withSchedule(simpleSchedule().withMisfireHandlingInstructionFireNow())
              .build());
    } catch (ObjectAlreadyExistsException e) {
      // Another node was quicker.
    }
  }

  /** True when nobody was there at that time, and it is not to be made up for. */
  private boolean wasMissed(Schedule schedule, Instant time) {
    return schedule.missed() == Schedule.Missed.SKIP && time.isBefore(since);
  }

  private void run(Schedule schedule, Instant at) {
    if (!begin()) {
      return;
    }
    try {
      work.run(schedule, at);
    } finally {
      over();
    }
  }

  private synchronized boolean begin() {
    if (!ended) {
      underWay++;
    }
    return !ended;
  }

  private synchronized void over() {
    underWay--;
    notifyAll();
  }

  /** Nothing begins any more; waits for what is under way. */
  synchronized void end() throws InterruptedException {
    ended = true;
    while (underWay > 0) {
      wait();
    }
  }
}
