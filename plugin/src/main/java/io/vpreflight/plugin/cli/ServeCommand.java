// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.metrics.RequestTally;
import io.vpreflight.jobs.notify.Channel;
import io.vpreflight.jobs.schedule.Schedule;
import io.vpreflight.jobs.schedule.Timetable;
import io.vpreflight.jobs.store.PostgresServer;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoreException;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.ServiceSettings;
import io.vpreflight.plugin.config.WriteBackSettings;
import io.vpreflight.plugin.connect.Connections;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code serve}: audits by a timetable until it is told to end. It only reads vCenters, unless the
 * file has it carry out plans that were approved.
 */
@Command(name = "serve", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class ServeCommand implements Callable<Integer> {
  private static final int SHOWN = 5;

  /** A disk that is full is found in the evening, not when it is time at two in the morning. */
  private static final Duration LOOK = Duration.ofSeconds(30);

  private final App app;

  @Option(names = "--config", paramLabel = "FILE", descriptionKey = "serveConfig")
  private @Nullable Path config;

  @Option(names = "--listen", paramLabel = "[HOST:]PORT", descriptionKey = "serveListen")
  private @Nullable String listen;

  @Option(names = "--demo", descriptionKey = "serveDemo")
  private boolean demo;

  @Option(names = "--now", paramLabel = "NAME", descriptionKey = "serveNow")
  private List<String> now = new ArrayList<>();

  @Mixin private final StateFlags state = new StateFlags();
  @Mixin final CommonFlags common = new CommonFlags();

  ServeCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    if (!demo) {
      if (config == null) {
        throw new ConfigException(List.of(Text.of("config.serve-without-config")));
      }
      return serve(config, state.folder(app.environment()), null);
    }
    if (config != null || state.isGiven() || !now.isEmpty()) {
      throw new ConfigException(List.of(Text.of("config.not-with-demo")));
    }
    listen = listen == null ? "127.0.0.1:0" : listen;
    now = List.of(ServeDemo.SCHEDULE);
    ServeDemo company = ServeDemo.start(app);
    boolean begun = false;
    try {
      int code = serve(company.config(), company.state(), company);
      begun = true;
      return code;
    } finally {
      if (!begun) {
        company.close();
      }
    }
  }

  private int serve(Path file, Path folder, @Nullable ServeDemo company) {
    ServiceFile config = new ServiceFile(app, file, folder, listen);
    ServiceFile.Read read = config.read(now);
    BlockingQueue<Throwable> lost = new LinkedBlockingQueue<>();
    Store store = Store.open(new StorePlace(folder, read.settings().store()), "serve");
    AtomicReference<@Nullable ServiceReload> reload = new AtomicReference<>();
    try (Hangup hangup = Hangup.on(() -> asked(reload.get()));
        ThreadDeaths deaths = ThreadDeaths.on(lost::add);
        Running running = running(config, read, store, lost, company)) {
      hello(read.settings(), read.channels(), folder);
      running.http.urls().forEach(url -> app.console().say("serve.listens", url));
      if (company != null) {
        company.greet(store, running.http.urls().get(0));
      }
      now.stream().filter(name -> !running.live.follows(name)).forEach(running.timetable::runNow);
      reload.set(running.reload);
      ClockWatch clock = new ClockWatch();
      Throwable why = lost.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      while (why == null && isWell(store)) {
        Duration moved = clock.moved();
        if (!moved.isZero()) {
          running.timetable.clockMoved();
          running.repairs.clockMoved(moved);
        }
        why = lost.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      }
      if (why instanceof VirtualMachineError error) {
        app.console().say("serve.thread-died", error.toString());
        return Exit.BROKEN;
      }
      app.console().say("serve.store-lost");
      return Exit.INCOMPLETE;
    } catch (InterruptedException e) {
      return Exit.OK;
    }
  }

  private static boolean isWell(Store store) {
    try {
      store.requireWritable();
      return true;
    } catch (StoreException e) {
      return !e.isLost();
    }
  }

  /** While it begins, the file has just been read. */
  private static void asked(@Nullable ServiceReload reload) {
    if (reload != null) {
      reload.asked();
    }
  }

  private Running running(
      ServiceFile config,
      ServiceFile.Read read,
      Store store,
      BlockingQueue<Throwable> lost,
      @Nullable ServeDemo company) {
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
      timetable = Timetable.start(store, settings.schedules(), new ServiceWork(audits, jobs));
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

  /** What is open while it serves: ended once, whoever asks first, a signal or the command. */
  private static final class Running implements AutoCloseable {
    private final ServiceHttp http;
    private final ServedRepairs repairs;
    private final ScheduledJobs jobs;
    private final Timetable timetable;
    private final ServedLive live;
    private final Notifications people;
    private final WriteBacks writeBacks;
    private final Store store;
    private final @Nullable ServeDemo company;
    private final ServiceReload reload;
    private final Thread hook = new Thread(this::end, "end");
    private boolean ended;

    Running(
        ServiceHttp http,
        ServedRepairs repairs,
        ScheduledJobs jobs,
        Timetable timetable,
        ServedLive live,
        Notifications people,
        WriteBacks writeBacks,
        Store store,
        @Nullable ServeDemo company,
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

  /** Nobody is told that it only reads when it does more. */
  private static String greeting(ServiceSettings settings) {
    if (settings.repairs().isOn()) {
      return "serve.hello-repairs";
    }
    boolean writes = settings.writeBacks().stream().anyMatch(one -> !one.rules().isDryRun());
    return writes ? "serve.hello-writes" : "serve.hello";
  }

  private void hello(ServiceSettings settings, List<Channel> channels, Path folder) {
    List<Schedule> schedules = settings.schedules();
    PostgresServer server = settings.store();
    app.console()
        .say(
            greeting(settings),
            schedules.size(),
            settings.vcenters().size(),
            server == null ? folder.toString() : server.name());
    Locale language = app.console().texts().locale();
    for (Schedule schedule : schedules) {
      app.console().say("serve.schedule", schedule.name(), schedule.zone().getId());
      FireTimes.words(schedule.next(app.clock().instant(), SHOWN), schedule.zone(), language)
          .forEach(time -> app.console().say("serve.schedule.next", time));
    }
    settings
        .writeBacks()
        .forEach(
            one ->
                app.console()
                    .say(
                        one.rules().isDryRun() ? "serve.writes-dry" : "serve.writes",
                        one.account().endpoint().name(),
                        String.valueOf(one.account().username())));
    if (!channels.isEmpty()) {
      String names =
          channels.stream()
              .map(channel -> channel.rules().name())
              .collect(Collectors.joining(", "));
      app.console().say("serve.channels", names);
    }
  }
}
