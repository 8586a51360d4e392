// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.serve.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
    return switch (new Service(app, file, folder, listen).serve(now, company)) {
      case TOLD -> Exit.OK;
      case STORE_LOST -> Exit.INCOMPLETE;
      case THREAD_DIED -> Exit.BROKEN;
    };
  }
}
