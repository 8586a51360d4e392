// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.notify.Troubles;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.schedule.Schedule;
import io.vpreflight.jobs.service.Expiring;
import io.vpreflight.jobs.store.Audits.Trouble;
import io.vpreflight.jobs.store.Backup;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoreException;
import io.vpreflight.jobs.text.Problems;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.ScheduledJob;
import io.vpreflight.plugin.config.ServiceSettings;
import io.vpreflight.vsphere.VSphereException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Does what is no audit when it is time, keeps how it went, and tells what people should know. */
final class ScheduledJobs {
  private final App app;
  private final Supplier<ServiceSettings> settings;
  private final Store store;
  private final Path folder;
  private final ServedRepairs repairs;
  private final Notifications people;
  private final Consumer<StoreException> lost;
  private final ServiceLog log;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Semaphore windows = new Semaphore(1);

  /**
   * Does nothing yet.
   *
   * @param settings asked each time
   * @param folder of the store
   * @param people who are told
   * @param lost told of every trouble with the store; it knows after which nothing can be kept
   */
  ScheduledJobs(
      App app,
      Supplier<ServiceSettings> settings,
      Store store,
      Path folder,
      ServedRepairs repairs,
      Notifications people,
      Consumer<StoreException> lost) {
    this.app = app;
    this.settings = settings;
    this.store = store;
    this.folder = folder;
    this.repairs = repairs;
    this.people = people;
    this.lost = lost;
    log = new ServiceLog(app);
  }

  /** It was not done. */
  private static final class NotDone extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Text why;

    NotDone(Text why) {
      super(why.key());
      this.why = why;
    }
  }

  /** Nothing more begins. */
  void stop() {
    stopped.countDown();
  }

  /** Does it. */
  void run(Schedule schedule) {
    if (isStopped()) {
      return;
    }
    ServiceSettings now = settings.get();
    ScheduledJob job =
        now.jobs().stream()
            .filter(one -> one.schedule().name().equals(schedule.name()))
            .findFirst()
            .orElse(null);
    if (job == null) {
      return; // The file was read again meanwhile.
    }
    Instant startedAt = app.clock().instant();
    Map<Trouble, Text> found = new LinkedHashMap<>();
    try {
      log.say(Text.of("serve.job-done", schedule.name(), done(job, now, found)));
      found.values().forEach(text -> log.say(Text.of("serve.job-found", schedule.name(), text)));
      keep(schedule, startedAt, found);
    } catch (NotDone e) {
      failed(schedule, startedAt, e.why);
    } catch (ConfigException e) {
      failed(schedule, startedAt, e.problems().get(0));
    } catch (StoreException e) {
      failed(schedule, startedAt, e.problem());
    } catch (IOException e) {
      failed(schedule, startedAt, Text.of("cli.io", String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      failed(
          schedule,
          startedAt,
          Text.of("cli.broken", schedule.name(), String.valueOf(e.getMessage())));
      throw e;
    }
  }

  /** What came of it, in words. */
  private Text done(ScheduledJob job, ServiceSettings now, Map<Trouble, Text> found)
      throws NotDone, IOException {
    if (job instanceof ScheduledJob.Backup backup) {
      Path made = Backup.make(folder, backup.to(), app.clock().instant());
      Backup.forget(backup.to(), backup.keep());
      return Text.of("serve.backup", made.toString());
    }
    if (job instanceof ScheduledJob.Expiry expiry) {
      List<Expiring> ending = new Expirations(now, store).of(expiry, app.clock().instant());
      ending.forEach(one -> found.put(Troubles.ofExpiry(one.name()), one.text()));
      return Text.of("serve.expiry", ending.size());
    }
    if (job instanceof ScheduledJob.Retention retention) {
      Instant before = app.clock().instant().minus(retention.resolved());
      return Text.of("serve.retention", store.audits().forgetResolved(before));
    }
    return job instanceof ScheduledJob.Repair window ? repaired(window) : settled(found);
  }

  /** The limits of a policy hold for all of its plans: two at once would not see each other's. */
  private Text repaired(ScheduledJob.Repair window) throws NotDone, IOException {
    if (!windows.tryAcquire()) {
      throw new NotDone(Text.of("serve.window-busy"));
    }
    try {
      RepairWindow.Outcome outcome = new RepairWindow(window, repairs, store, app.clock()).go();
      if (!outcome.good()) {
        throw new NotDone(outcome.text());
      }
      return outcome.text();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotDone(Text.of("repair.reason.process-ends"));
    } catch (PlanException e) {
      throw new NotDone(e.problem());
    } catch (VSphereException e) {
      throw new NotDone(Problems.of(window.vcenter(), e));
    } finally {
      windows.release();
    }
  }

  private Text settled(Map<Trouble, Text> found) throws NotDone {
    if (store.isRepairedElsewhere()) {
      return Text.of("serve.settled-elsewhere"); // What is open is what another node is at.
    }
    List<Text> problems = repairs.settle();
    Map<String, Integer> left = repairs.unfinished();
    left.forEach(
        (digest, count) -> {
          String plan = PlanFile.shortened(digest);
          found.put(Troubles.ofUnfinished(plan), Text.of("repair.unfinished", plan, count));
        });
    if (!problems.isEmpty()) {
      throw new NotDone(problems.get(0));
    }
    return Text.of("serve.settled", left.size());
  }

  private void keep(Schedule schedule, Instant startedAt, Map<Trouble, Text> found) {
    try {
      store
          .jobs()
          .good(
              schedule.name(),
              startedAt,
              app.clock().instant(),
              found.keySet(),
              people.ofJob(schedule.name(), found));
      people.wake();
    } catch (StoreException e) {
      lose(schedule, e);
    }
  }

  private void failed(Schedule schedule, Instant startedAt, Text why) {
    log.say(Text.of("serve.job-failed", schedule.name(), why));
    if (stopped.getCount() == 0) {
      return; // Whoever ends the service knows.
    }
    Trouble trouble = Troubles.ofJob();
    try {
      store
          .jobs()
          .failed(
              schedule.name(),
              startedAt,
              app.clock().instant(),
              trouble,
              people.ofJob(schedule.name(), Map.of(trouble, why)));
      people.wake();
    } catch (StoreException e) {
      lose(schedule, e);
    }
  }

  private void lose(Schedule schedule, StoreException e) {
    log.say(Text.of("serve.job-failed", schedule.name(), e.problem()));
    lost.accept(e);
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }
}
