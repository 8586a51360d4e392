// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.schedule;

import io.vpreflight.jobs.store.Store;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.impl.jdbcjobstore.StdJDBCDelegate;
import org.quartz.utils.DBConnectionManager;

/** Schedulers of Quartz that keep their tables in the store. */
final class Clockwork {
  /** Longer than a store that is well takes for a line. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  private Clockwork() {}

  /**
   * One that has not begun.
   *
   * @param store stays open until the scheduler has ended
   * @param name by which its rows are known, in the tables of every store: it may not change
   * @param atOnce so many jobs at the same time
   */
  static Scheduler of(Store store, String name, int atOnce) throws SchedulerException {
    // Quartz finds connections by a name in the whole process: nobody else's may be found.
    String source = UUID.randomUUID().toString();
    DBConnectionManager.getInstance()
        .addConnectionProvider(source, new StoreConnections(store.connections()));
    Class<?> delegate = store.isShared() ? PostgreSQLDelegate.class : StdJDBCDelegate.class;
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "org.quartz.scheduler.instanceName",
            name,
            "org.quartz.scheduler.skipUpdateCheck",
            "true",
            "org.quartz.threadPool.threadCount",
            String.valueOf(atOnce),
            "org.quartz.threadPool.makeThreadsDaemons",
            "true",
            "org.quartz.jobStore.class",
            "org.quartz.impl.jdbcjobstore.JobStoreTX",
            "org.quartz.jobStore.driverDelegateClass",
            delegate.getName(),
            "org.quartz.jobStore.driverDelegateInitString",
            "triggerPersistenceDelegateClasses=" + WallTriggers.class.getName(),
            "org.quartz.jobStore.useProperties",
            "true",
            "org.quartz.jobStore.acquireTriggersWithinLock",
            "true",
            "org.quartz.jobStore.dataSource",
            source));
    if (store.isShared()) {
      properties.put("org.quartz.jobStore.isClustered", "true");
      properties.put("org.quartz.scheduler.instanceId", "AUTO");
    }
    return new StdSchedulerFactory(properties).getScheduler();
  }

  /** Has one look at the clock again, whatever it waits for. */
  static void wake(Scheduler scheduler) throws SchedulerException {
    // One that runs goes on as it was, and its thread, which may sleep for a day, is notified.
    if (scheduler.isStarted() && !scheduler.isInStandbyMode() && !scheduler.isShutdown()) {
      scheduler.start();
    }
  }

  /**
   * Ends one, and waits for it: where the store is lost, Quartz would try for ever to keep what its
   * threads have done.
   */
  static void end(Scheduler scheduler) throws InterruptedException {
    Thread end =
        new Thread(
            () -> {
              try {
                scheduler.shutdown(true);
              } catch (SchedulerException e) {
                // Nothing is under way, and nothing begins any more.
              }
            },
            "timetable-end");
    end.setDaemon(true);
    end.start();
    end.join(LAST_WORDS.toMillis());
  }
}
