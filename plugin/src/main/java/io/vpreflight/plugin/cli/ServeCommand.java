// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.notify.Channel;
import io.vpreflight.jobs.schedule.Schedule;
import io.vpreflight.jobs.schedule.Timetable;
import io.vpreflight.jobs.store.PostgresServer;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoreException;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.AuditDraft;
import io.vpreflight.plugin.config.ChannelResolver;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.ConfigFile;
import io.vpreflight.plugin.config.ServiceResolver;
import io.vpreflight.plugin.config.ServiceSettings;
import io.vpreflight.plugin.config.Setting;
import io.vpreflight.plugin.connect.Connections;
import java.io.IOException;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
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
    List<Channel> channels = new ArrayList<>();
    ServiceSettings settings = settings(file, folder, channels);
    BlockingQueue<StoreException> lost = new LinkedBlockingQueue<>();
    Store store = Store.open(new StorePlace(folder, settings.store()), "serve");
    try (Running running = running(settings, channels, store, folder, lost, company)) {
      hello(settings, channels, folder);
      running.http.urls().forEach(url -> app.console().say("serve.listens", url));
      if (company != null) {
        company.greet(store, running.http.urls().get(0));
      }
      now.forEach(running.timetable::runNow);
      lost.take();
      app.console().say("serve.store-lost");
      return Exit.INCOMPLETE;
    } catch (InterruptedException e) {
      return Exit.OK;
    }
  }

  private Running running(
      ServiceSettings settings,
      List<Channel> channels,
      Store store,
      Path folder,
      BlockingQueue<StoreException> lost,
      @Nullable ServeDemo company) {
    boolean begun = false;
    Timetable timetable = null;
    Notifications people = new Notifications(channels, store, app.clock());
    try {
      ServiceConnections connections = new ServiceConnections(app);
      ScheduledAudits audits =
          new ScheduledAudits(app, () -> settings, store, folder, connections, people, lost::add);
      try (Connections opened = connections.open()) {
        // What is missing is missing now, not at two in the morning.
        opened.prepare(settings.vcenters());
      }
      ServedRepairs repairs =
          new ServedRepairs(app, settings, store, folder, connections, lost::add);
      repairs.settle();
      people.start(audits::say, lost::add);
      ScheduledJobs jobs =
          new ScheduledJobs(app, () -> settings, store, folder, repairs, people, lost::add);
      timetable = Timetable.start(store, settings.schedules(), new ServiceWork(audits, jobs));
      Running running =
          new Running(
              ServiceHttp.start(app, settings, store, timetable, repairs.parts(), folder),
              repairs,
              timetable,
              people,
              store,
              company);
      begun = true;
      return running;
    } finally {
      if (!begun) {
        if (timetable != null) {
          timetable.close();
        }
        people.close();
        store.close();
      }
    }
  }

  /** What is open while it serves: ended once, whoever asks first, a signal or the command. */
  private static final class Running implements AutoCloseable {
    private final ServiceHttp http;
    private final ServedRepairs repairs;
    private final Timetable timetable;
    private final Notifications people;
    private final Store store;
    private final @Nullable ServeDemo company;
    private final Thread hook = new Thread(this::end, "end");
    private boolean ended;

    Running(
        ServiceHttp http,
        ServedRepairs repairs,
        Timetable timetable,
        Notifications people,
        Store store,
        @Nullable ServeDemo company) {
      this.http = http;
      this.repairs = repairs;
      this.company = company;
      this.timetable = timetable;
      this.people = people;
      this.store = store;
      Runtime.getRuntime().addShutdownHook(hook);
    }

    private synchronized void end() {
      if (!ended) {
        ended = true;
        // A repair may take a while to where it may be left: it is told first and waited for last.
        repairs.stop();
        http.close();
        timetable.close();
        repairs.close();
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

  /** What the file says, checked; who is told is added to the list. */
  private ServiceSettings settings(Path file, Path folder, List<Channel> channels) {
    List<Text> problems = new ArrayList<>();
    AuditDraft draft = ConfigFile.read(file, app.environment());
    if (listen != null) {
      draft.listen.put("address", new Setting(listen, "--listen"));
    }
    ServiceSettings settings =
        new ServiceResolver(app.environment(), folder, problems).resolve(draft, file.toString());
    channels.addAll(
        new ChannelResolver(app.tool(), app.clock(), app.console().texts(), problems)
            .resolve(draft));
    List<String> names = draft.schedules.stream().map(schedule -> schedule.name.value()).toList();
    for (String name : now) {
      if (!names.contains(name)) {
        problems.add(Text.of("config.unknown-schedule", name, String.join(", ", names)));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return settings;
  }

  private void hello(ServiceSettings settings, List<Channel> channels, Path folder) {
    List<Schedule> schedules = settings.schedules();
    PostgresServer server = settings.store();
    app.console()
        .say(
            settings.repairs().isOn() ? "serve.hello-repairs" : "serve.hello",
            schedules.size(),
            settings.vcenters().size(),
            server == null ? folder.toString() : server.name());
    DateTimeFormatter words =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT)
            .withLocale(app.console().texts().locale());
    for (Schedule schedule : schedules) {
      app.console().say("serve.schedule", schedule.name(), schedule.zone().getId());
      schedule.next(app.clock().instant(), SHOWN).stream()
          .map(time -> words.format(time.atZone(schedule.zone())))
          .forEach(time -> app.console().say("serve.schedule.next", time));
    }
    if (!channels.isEmpty()) {
      String names =
          channels.stream()
              .map(channel -> channel.rules().name())
              .collect(Collectors.joining(", "));
      app.console().say("serve.channels", names);
    }
  }
}
