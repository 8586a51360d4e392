// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.schedule.Schedule;
import io.vpreflight.jobs.schedule.Timetable;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoreException;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.AuditDraft;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.ConfigFile;
import io.vpreflight.plugin.config.ServiceResolver;
import io.vpreflight.plugin.config.ServiceSettings;
import io.vpreflight.plugin.config.ServiceSettings.ScheduledAudit;
import io.vpreflight.plugin.connect.Connections;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code serve}: audits by a timetable until it is told to end. It only reads vCenters. */
@Command(name = "serve", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class ServeCommand implements Callable<Integer> {
  private static final int SHOWN = 5;

  private final App app;

  @Option(names = "--config", paramLabel = "FILE", required = true, descriptionKey = "serveConfig")
  private @Nullable Path config;

  @Option(names = "--now", paramLabel = "NAME", descriptionKey = "serveNow")
  private List<String> now = new ArrayList<>();

  @Mixin private final StateFlags state = new StateFlags();
  @Mixin final CommonFlags common = new CommonFlags();

  ServeCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() {
    Path folder = state.folder(app.environment());
    ServiceSettings settings = settings(folder);
    BlockingQueue<StoreException> lost = new LinkedBlockingQueue<>();
    Store store = Store.open(folder, "serve");
    try (Running running = running(settings, store, folder, lost)) {
      hello(settings, folder);
      now.forEach(running.timetable::runNow);
      lost.take();
      app.console().say("serve.store-lost");
      return Exit.INCOMPLETE;
    } catch (InterruptedException e) {
      return Exit.OK;
    }
  }

  private Running running(
      ServiceSettings settings, Store store, Path folder, BlockingQueue<StoreException> lost) {
    boolean begun = false;
    try {
      ScheduledAudits audits = new ScheduledAudits(app, settings, store, folder, lost::add);
      try (Connections connections = audits.connections()) {
        // What is missing is missing now, not at two in the morning.
        connections.prepare(settings.vcenters());
      }
      Running running = new Running(Timetable.start(store, schedules(settings), audits), store);
      begun = true;
      return running;
    } finally {
      if (!begun) {
        store.close();
      }
    }
  }

  private static List<Schedule> schedules(ServiceSettings settings) {
    return settings.audits().stream().map(ScheduledAudit::schedule).toList();
  }

  /** What is open while it serves: ended once, whoever asks first, a signal or the command. */
  private static final class Running implements AutoCloseable {
    private final Timetable timetable;
    private final Store store;
    private final Thread hook = new Thread(this::end, "end");
    private boolean ended;

    Running(Timetable timetable, Store store) {
      this.timetable = timetable;
      this.store = store;
      Runtime.getRuntime().addShutdownHook(hook);
    }

    private synchronized void end() {
      if (!ended) {
        ended = true;
        timetable.close();
        store.close();
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

  private ServiceSettings settings(Path folder) {
    Path file = Objects.requireNonNull(config);
    List<Text> problems = new ArrayList<>();
    AuditDraft draft = ConfigFile.read(file, app.environment());
    ServiceSettings settings =
        new ServiceResolver(app.environment(), folder, problems).resolve(draft, file.toString());
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

  private void hello(ServiceSettings settings, Path folder) {
    List<Schedule> schedules = schedules(settings);
    app.console()
        .say("serve.hello", schedules.size(), settings.vcenters().size(), folder.toString());
    DateTimeFormatter words =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT)
            .withLocale(app.console().texts().locale());
    for (Schedule schedule : schedules) {
      app.console().say("serve.schedule", schedule.name(), schedule.zone().getId());
      schedule.next(app.clock().instant(), SHOWN).stream()
          .map(time -> words.format(time.atZone(schedule.zone())))
          .forEach(time -> app.console().say("serve.schedule.next", time));
    }
  }
}
