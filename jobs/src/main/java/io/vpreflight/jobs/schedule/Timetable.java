// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.schedule;

import static org.quartz.JobBuilder.newJob;
import static org.quartz.TriggerBuilder.newTrigger;

import io.vpreflight.jobs.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.quartz.CronTrigger;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.JobKey;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.listeners.TriggerListenerSupport;

/**
 * Does things when it is time. What is due, and what was under way, outlives the process: both are
 * in the store. Safe for several threads.
 */
public final class Timetable implements AutoCloseable {
  /** In the tables of every store: it may not change. */
  static final String GROUP = "schedules";

  private static final String NAME = "vpreflight";
  private static final int AT_ONCE = 4;
  private static final String DESK = "desk";

  private final Scheduler scheduler;
  private final Desk desk;

  /** What is done. */
  public interface Work {
    /**
     * Does it, in a thread of its own; the same schedule is never done twice at once. What it
     * throws is logged and changes nothing about the next time.
     *
     * @param schedule whose time has come, and whose jitter is over
     * @param dueAt when that was, without the jitter; for what was missed or interrupted, long ago
     */
    void run(Schedule schedule, Instant dueAt);

    /**
     * Told of a time at which nobody was there, or all were busy for a minute, and that is not made
     * up for; of the first, where several have gone by. Is not to take long.
     *
     * @param dueAt when that was, without the jitter
     */
    default void leftOut(Schedule schedule, Instant dueAt) {}

    /**
     * Whatever is under way is to come to its end soon, and nothing more is to begin. Threads are
     * not interrupted: an interrupted thread would close the store under everybody's hands.
     */
    void stop();
  }

  /**
   * How a schedule stands.
   *
   * @param paused true when its times are left out
   * @param running true while it is done
   * @param nextAt its next time, without the jitter; null when it is paused or has no more
   */
  public record Standing(
      Schedule schedule, boolean paused, boolean running, @Nullable Instant nextAt) {}

  private Timetable(Scheduler scheduler, Desk desk) {
    this.scheduler = scheduler;
    this.desk = desk;
  }

  /**
   * Begins. Schedules that the store knows and that are no longer wanted are forgotten; those that
   * are as they were keep what was missed.
   *
   * @param store stays open until this is closed
   */
  public static Timetable start(Store store, List<Schedule> schedules, Work work) {
    try {
      Scheduler scheduler = Clockwork.of(store, NAME, AT_ONCE);
      Desk desk = new Desk(work);
      scheduler.getContext().put(DESK, desk);
      scheduler
          .getListenerManager()
          .addTriggerListener(new Missed(desk), GroupMatcher.triggerGroupEquals(GROUP));
      enter(scheduler, desk, schedules);
      scheduler.start();
      return new Timetable(scheduler, desk);
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * These and no others from now on. Those that are as they were keep what was missed, and whether
   * they are paused; what is under way goes on to its end, whatever becomes of its schedule.
   */
  public synchronized void replace(List<Schedule> schedules) {
    try {
      enter(scheduler, desk, schedules);
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void enter(Scheduler scheduler, Desk desk, List<Schedule> schedules)
      throws SchedulerException {
    Map<String, Schedule> byName = new HashMap<>();
    schedules.forEach(schedule -> byName.put(schedule.name(), schedule));
    desk.replace(byName);
    for (JobKey known : scheduler.getJobKeys(GroupMatcher.jobGroupEquals(GROUP))) {
      if (!byName.containsKey(known.getName())) {
        scheduler.deleteJob(known);
      }
    }
    for (Schedule schedule : schedules) {
      enter(scheduler, schedule);
    }
  }

  private static void enter(Scheduler scheduler, Schedule schedule) throws SchedulerException {
    TriggerKey key = TriggerKey.triggerKey(schedule.name(), GROUP);
    boolean once = schedule.missed() == Schedule.Missed.ONCE;
    Trigger wanted =
        newTrigger()
            .withIdentity(key)
            .forJob(schedule.name(), GROUP)
            .withSchedule(
                new WallTrigger.Builder(
                    schedule.times(),
                    once
                        ? CronTrigger.MISFIRE_INSTRUCTION_FIRE_ONCE_NOW
                        : CronTrigger.MISFIRE_INSTRUCTION_DO_NOTHING))
            .build();
    Trigger known = scheduler.getTrigger(key);
    // A time that has passed for good is none to Quartz; "schedules run" still does it.
    boolean isOver = schedule.next(Instant.now(), 1).isEmpty();
    if (known == null) {
      scheduler.addJob(
          newJob(Due.class)
              .withIdentity(schedule.name(), GROUP)
              .storeDurably()
              .requestRecovery(once)
              .build(),
          true);
      if (!isOver) {
        scheduleOnce(scheduler, wanted);
      }
    } else if (isOver && !isSame(known, wanted)) {
      scheduler.unscheduleJob(key);
    } else if (!isSame(known, wanted)) {
      boolean paused = scheduler.getTriggerState(key) == Trigger.TriggerState.PAUSED;
      scheduler.rescheduleJob(key, wanted);
      if (paused) {
        scheduler.pauseTrigger(key);
      }
    }
  }

  private static void scheduleOnce(Scheduler scheduler, Trigger wanted) throws SchedulerException {
    try {
      scheduler.scheduleJob(wanted);
    } catch (ObjectAlreadyExistsException e) {
      // Another node was quicker.
    }
  }

  private static boolean isSame(Trigger known, Trigger wanted) {
    return known instanceof WallTrigger a
        && wanted instanceof WallTrigger b
        && a.getCronExpression().equals(b.getCronExpression())
        && a.getTimeZone().equals(b.getTimeZone())
        && a.getMisfireInstruction() == b.getMisfireInstruction();
  }

  /** Does it now, besides its times and without its jitter; when it is under way, after that. */
  public void runNow(String schedule) {
    try {
      scheduler.triggerJob(JobKey.jobKey(schedule, GROUP));
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Leaves out the times of a schedule until they are resumed, also after a restart. What is under
   * way goes on; what is asked for by hand is still done.
   */
  public void pause(String schedule) {
    try {
      scheduler.pauseTrigger(TriggerKey.triggerKey(schedule, GROUP));
      Schedule known = desk.schedules().get(schedule);
      if (known != null && known.missed() == Schedule.Missed.SKIP) {
        scheduler.unscheduleJob(TriggerKey.triggerKey(schedule, Desk.LATER));
      } else {
        scheduler.pauseTrigger(TriggerKey.triggerKey(schedule, Desk.LATER));
      }
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The times count again. Those that went by meanwhile count as missed. */
  public void resume(String schedule) {
    try {
      scheduler.resumeTrigger(TriggerKey.triggerKey(schedule, GROUP));
      scheduler.resumeTrigger(TriggerKey.triggerKey(schedule, Desk.LATER));
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * How things stand.
   *
   * @throws IllegalStateException when the timetable has ended, or its store cannot be read
   */
  public List<Standing> standings() {
    try {
      Set<String> underWay = new HashSet<>();
      for (JobExecutionContext context : scheduler.getCurrentlyExecutingJobs()) {
        underWay.add(context.getJobDetail().getKey().getName());
      }
      List<Standing> all = new ArrayList<>();
      for (Schedule schedule : new TreeMap<>(desk.schedules()).values()) {
        TriggerKey key = TriggerKey.triggerKey(schedule.name(), GROUP);
        Trigger trigger = scheduler.getTrigger(key);
        Date next = trigger == null ? null : trigger.getNextFireTime();
        Trigger.TriggerState state = scheduler.getTriggerState(key);
        boolean paused = state == Trigger.TriggerState.PAUSED;
        all.add(
            new Standing(
                schedule,
                paused,
                // Blocked by itself: another node does it.
                underWay.contains(schedule.name()) || state == Trigger.TriggerState.BLOCKED,
                paused || next == null ? null : kept(schedule, next.toInstant())));
      }
      return List.copyOf(all);
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Instant kept(Schedule schedule, Instant next) {
    return schedule.leavesOut(next)
        ? schedule.next(next, 1).stream().findFirst().orElse(null)
        : next;
  }

  /**
   * Somebody set the clock. What is due next is waited for by the time that was left until then:
   * how long that is by now is worked out anew.
   */
  public void clockMoved() {
    try {
      Clockwork.wake(scheduler);
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    }
  }

  /** True while it does what is due. */
  public boolean isRunning() {
    try {
      return scheduler.isStarted() && !scheduler.isInStandbyMode() && !scheduler.isShutdown();
    } catch (SchedulerException e) {
      return false;
    }
  }

  /** Begins nothing more, has what is under way stop, and waits until it has ended. */
  @Override
  public void close() {
    try {
      scheduler.standby();
      desk.work().stop();
      desk.end();
      Clockwork.end(scheduler);
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What Quartz tells when a time went by at which it did nothing. */
  private static final class Missed extends TriggerListenerSupport {
    private final Desk desk;

    Missed(Desk desk) {
      this.desk = desk;
    }

    @Override
    public String getName() {
      return "missed";
    }

    @Override
    public void triggerMisfired(Trigger trigger) {
      desk.missed(trigger.getKey().getName(), trigger.getNextFireTime());
    }
  }

  /** What Quartz calls when it is time; made by Quartz. */
  @DisallowConcurrentExecution
  public static final class Due implements Job {
    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
      try {
        if (context.getScheduler().getContext().get(DESK) instanceof Desk desk) {
          desk.fired(context);
        }
      } catch (SchedulerException e) {
        throw new JobExecutionException(e);
      }
    }
  }
}
