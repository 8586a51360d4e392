// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.live.LiveState;
import io.vpreflight.jobs.metrics.RequestTally;
import io.vpreflight.jobs.schedule.Timetable;
import io.vpreflight.jobs.service.BaselineBook;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.ServiceSettings;
import io.vpreflight.plugin.http.HttpService;
import io.vpreflight.plugin.http.LocalAccess;
import io.vpreflight.plugin.http.Reloading;
import io.vpreflight.plugin.http.RepairParts;
import io.vpreflight.plugin.http.ServiceParts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** What the service answers over HTTP, and the file by which commands on this machine find it. */
final class ServiceHttp implements AutoCloseable {
  private final App app;
  private final HttpService http;
  private final Path folder;

  private ServiceHttp(App app, HttpService http, Path folder) {
    this.app = app;
    this.http = http;
    this.folder = folder;
  }

  /** Begins to answer. */
  static ServiceHttp start(
      App app,
      Supplier<ServiceSettings> settings,
      Reloading reloading,
      Store store,
      Timetable timetable,
      RepairParts repairs,
      Supplier<List<LiveState>> live,
      RequestTally requests,
      Path folder) {
    ServiceParts parts =
        new ServiceParts(
            app.tool().version(),
            () -> settings.get().vcenters().stream().map(one -> one.endpoint().name()).toList(),
            store,
            timetable,
            app.clock(),
            repairs,
            live,
            requests,
            reloading,
            new BaselineBook(folder));
    HttpService http =
        HttpService.start(parts, settings.get().listen(), app.console().texts(), new Log(app));
    ServiceHttp service = new ServiceHttp(app, http, folder);
    try {
      http.local().write(folder);
      return service;
    } catch (IOException e) {
      service.close();
      throw new ConfigException(List.of(Text.of("cli.io", String.valueOf(e.getMessage()))));
    }
  }

  private record Log(App app) implements HttpService.Journal {
    @Override
    public void accept(Text text) {
      app.console().say(text);
    }

    @Override
    public void broke(Exception problem) {
      app.console().say("cli.broken", "http", String.valueOf(problem.getMessage()));
      problem.printStackTrace(app.console().err());
    }
  }

  /** Where others find it; empty when nothing was said. */
  List<String> urls() {
    return http.urls();
  }

  @Override
  public void close() {
    try {
      LocalAccess.remove(folder);
    } catch (IOException e) {
      app.console().say("cli.io", String.valueOf(e.getMessage()));
    }
    http.close();
  }
}
