// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import io.vpreflight.jobs.metrics.RequestTally;
import io.vpreflight.jobs.schedule.Timetable;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoreException;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.ServiceSettings;
import io.vpreflight.plugin.config.WriteBackSettings;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.plugin.serve.Service.Company;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is open while it serves: ended once, whoever asks first, a signal or the service. */
final class Running implements AutoCloseable {
  private final ServiceHttp http;
  private final ServedRepairs repairs;
  private final ScheduledJobs jobs;
  private final Timetable timetable;
  private final ServedLive live;
  private final Notifications people;
  private final WriteBacks writeBacks;
  private final Store store;
  private final @Nullable Company company;
  private final ServiceReload reload;
  private final Thread hook = new Thread(this::end, "end");
  private boolean ended;

  private Running(
      ServiceHttp http,
      ServedRepairs repairs,
      ScheduledJobs jobs,
      Timetable timetable,
      ServedLive live,
      Notifications people,
      WriteBacks writeBacks,
      Store store,
      @Nullable Company company,
      ServiceReload reload) {
    this.live = live;
    this.http = http;
    this.reload = reload;
    this.repairs = repairs;
    this.jobs = jobs;
    this.company = company;
    this.timetable = timetable;
    this.people = people;
    this.writeBacks = writeBacks;
    this.store = store;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Begins all of it, or nothing. */
  static Running begin(
      App app,
      ServiceFile config,
      ServiceFile.Read read,
      Store store,
      BlockingQueue<Throwable> lost,
      @Nullable Company company) {
    boolean begun = false;
    Timetable timetable = null;
    WriteBacks writeBacks = null;
    ServedRepairs repairs = null;
    Path folder = config.folder();
    ServiceSettings settings = read.settings();
    AtomicReference<ServiceSettings> inForce = new AtomicReference<>(settings);
    Notifications people = new Notifications(read.channels(), store, app.clock(), inForce::get);
    try {
      Consumer<StoreException> ends =
          problem -> {
            if (problem.isLost()) {
              lost.add(problem);
            }
          };
      RequestTally requests = new RequestTally();
      ServiceConnections connections =
          ServiceConnections.ofService(app, store.logins(), ends, requests);
      ServedLive live = new ServedLive(app, settings, store, connections, people, ends);
      writeBacks =
          new WriteBacks(settings.writeBacks(), store, connections, new ServiceLog(app)::say);
      ScheduledAudits audits =
          new ScheduledAudits(
              app, inForce::get, store, folder, connections, live, people, writeBacks, ends);
      try (Connections opened = connections.open()) {
        // What is missing is missing now, not at two in the morning.
        opened.prepare(settings.vcenters());
        opened.prepare(settings.writeBacks().stream().map(WriteBackSettings::account).toList());
      }
      repairs = new ServedRepairs(app, inForce::get, store, folder, connections, ends);
      repairs.settle();
      people.start(audits::say, ends);
      ScheduledJobs jobs =
          new ScheduledJobs(app, inForce::get, store, folder, repairs, people, ends);
      timetable =
          Timetable.start(
              store, settings.schedules(), new ServiceWork(audits, jobs, new ServiceLog(app)));
      ServiceReload reload =
          new ServiceReload(app, config, read, inForce, connections, timetable, people);
      ServiceHttp http =
          ServiceHttp.start(
              app,
              inForce::get,
              reload,
              store,
              timetable,
              repairs.parts(),
              live::states,
              requests,
              folder);
      Running running =
          new Running(
              http, repairs, jobs, timetable, live, people, writeBacks, store, company, reload);
      begun = true;
      live.start(timetable);
      repairs.begin();
      return running;
    } finally {
      if (!begun) {
        if (timetable != null) {
          timetable.close();
        }
        if (repairs != null) {
          repairs.close();
        }
        people.close();
        if (writeBacks != null) {
          writeBacks.close();
        }
        store.close();
      }
    }
  }

  /** Where it answers. */
  List<String> urls() {
    return http.urls();
  }

  /** By which it reads its file again. */
  ServiceReload reload() {
    return reload;
  }

  /** Does what these schedules do; what is followed has begun by itself. */
  void runNow(List<String> names) {
    names.stream().filter(name -> !live.follows(name)).forEach(timetable::runNow);
  }

  /** Somebody has set the clock of the machine by that. */
  void clockMoved(Duration moved) {
    timetable.clockMoved();
    repairs.clockMoved(moved);
  }

  private synchronized void end() {
    if (!ended) {
      ended = true;
      // That a window ends with the service is nothing to be told.
      jobs.stop();
      // A repair may take a while to where it may be left: it is told first and waited for last.
      repairs.stop();
      http.close();
      live.close();
      timetable.close();
      repairs.close();
      writeBacks.close();
      people.close();
      store.close();
      if (company != null) {
        company.close();
      }
    }
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook itself is what ends it.
    }
  }
}
