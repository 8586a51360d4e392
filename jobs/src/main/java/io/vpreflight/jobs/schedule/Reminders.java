// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.schedule;

import static org.quartz.JobBuilder.newJob;
import static org.quartz.SimpleScheduleBuilder.simpleSchedule;
import static org.quartz.TriggerBuilder.newTrigger;

import io.vpreflight.jobs.store.ReminderTimes;
import io.vpreflight.jobs.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

/**
 * What is to be looked after again and again until somebody forgets it, also when this process is
 * gone: triggers in the store, with a scheduler of their own, so that no audit that takes long
 * holds them up. After a downtime each comes once. Safe for several threads.
 */
public final class Reminders implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final String SINCE = "since";
  private static final String WORK = "work";

  private final Scheduler scheduler;
  private final boolean shared;
  private final Duration every;

  /** What is done when one comes. */
  @FunctionalInterface
  public interface Work {
    /** Looks after it, soon; one at a time, of all nodes. What it throws is logged. */
    void look(Reminder reminder);
  }

  /**
   * One of them.
   *
   * @param name of what is to be looked after
   * @param at its next time
   * @param since when it was put off for the first time; null when it never was
   */
  public record Reminder(String name, Instant at, @Nullable Instant since) {}

  private Reminders(Scheduler scheduler, boolean shared, Duration every) {
    this.scheduler = scheduler;
    this.shared = shared;
    this.every = every;
  }

  /**
   * Those of that store. None comes before {@link #begin}.
   *
   * @param store stays open until this is closed
   */
  public static Reminders of(Store store) {
    return of(store, EVERY);
  }

  /** The same with another pace. */
  static Reminders of(Store store, Duration every) {
    try {
      return new Reminders(
          Clockwork.of(store, ReminderTimes.SCHEDULER, 1), store.isShared(), every);
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * From now on they come. Where this process has the store alone, whoever set those that were
   * never put off is gone: they come at once.
   */
  public synchronized void begin(Work work) {
    try {
      scheduler.getContext().put(WORK, work);
      if (!shared) {
        for (TriggerKey key :
            scheduler.getTriggerKeys(GroupMatcher.triggerGroupEquals(ReminderTimes.GROUP))) {
          Trigger trigger = scheduler.getTrigger(key);
          if (trigger != null && since(trigger) == null) {
            set(key.getName(), Instant.now(), null);
          }
        }
      }
      scheduler.start();
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    }
  }

  /** From now on it is looked after each minute; what was there by that name is replaced. */
  public void keep(String name) {
    set(name, Instant.now().plus(every), null);
  }

  /**
   * It does not come before that time, and each minute after it.
   *
   * @param since when it was put off for the first time
   */
  public void putOff(String name, Instant at, Instant since) {
    set(name, at, since);
  }

  private synchronized void set(String name, Instant at, @Nullable Instant since) {
    var trigger =
        newTrigger()
            .withIdentity(name, ReminderTimes.GROUP)
            .forJob(ReminderTimes.GROUP, ReminderTimes.GROUP)
            .startAt(Date.from(at))
            .withSchedule(
                simpleSchedule()
                    .withIntervalInMilliseconds(every.toMillis())
                    .repeatForever()
                    .withMisfireHandlingInstructionNowWithExistingCount());
    if (since != null) {
      trigger.usingJobData(SINCE, since.toString());
    }
    try {
      Trigger wanted = trigger.build();
      if (scheduler.getJobDetail(JobKey.jobKey(ReminderTimes.GROUP, ReminderTimes.GROUP)) == null) {
        addJob();
      }
      if (scheduler.rescheduleJob(wanted.getKey(), wanted) == null) {
        scheduler.scheduleJob(wanted);
      }
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    }
  }

  private void addJob() throws SchedulerException {
    try {
      scheduler.addJob(
          newJob(Look.class)
              .withIdentity(ReminderTimes.GROUP, ReminderTimes.GROUP)
              .storeDurably()
              .build(),
          false);
    } catch (ObjectAlreadyExistsException e) {
      // Another node was quicker.
    }
  }

  /**
   * The clock may have been set: whoever waits looks at it again, and what is further away than
   * that comes at once.
   *
   * @param longest for so long one is put off at most
   */
  public synchronized void bringForward(Duration longest) {
    try {
      Instant now = Instant.now();
      for (TriggerKey key :
          scheduler.getTriggerKeys(GroupMatcher.triggerGroupEquals(ReminderTimes.GROUP))) {
        Trigger trigger = scheduler.getTrigger(key);
        Date next = trigger == null ? null : trigger.getNextFireTime();
        if (next != null && next.toInstant().isAfter(now.plus(longest))) {
          set(key.getName(), now, since(trigger));
        }
      }
      Clockwork.wake(scheduler);
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Nobody is to look after it any more; gives whether somebody was. */
  public synchronized boolean forget(String name) {
    try {
      return scheduler.unscheduleJob(TriggerKey.triggerKey(name, ReminderTimes.GROUP));
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The one of that name; empty when it was forgotten, or never kept. */
  public Optional<Reminder> find(String name) {
    try {
      Trigger trigger = scheduler.getTrigger(TriggerKey.triggerKey(name, ReminderTimes.GROUP));
      return trigger == null || trigger.getNextFireTime() == null
          ? Optional.empty()
          : Optional.of(new Reminder(name, trigger.getNextFireTime().toInstant(), since(trigger)));
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Instant since(Trigger trigger) {
    String since = trigger.getJobDataMap().getString(SINCE);
    return since == null ? null : Instant.parse(since);
  }

  /** None comes any more in this process; they can still be kept and forgotten. */
  public void rest() {
    try {
      scheduler.standby();
    } catch (SchedulerException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same, and waits for the look that is under way. They stay in the store. */
  @Override
  public void close() {
    try {
      Clockwork.end(scheduler);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What Quartz calls when it is time; made by Quartz. */
  @DisallowConcurrentExecution
  public static final class Look implements Job {
    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
      try {
        Trigger trigger = context.getTrigger();
        if (context.getScheduler().getContext().get(WORK) instanceof Work work) {
          work.look(
              new Reminder(
                  trigger.getKey().getName(),
                  context.getScheduledFireTime().toInstant(),
                  since(trigger)));
        }
      } catch (SchedulerException e) {
        throw new JobExecutionException(e);
      }
    }
  }
}
