// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.App;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code config check}: whether a file can be used; everything that is wrong at once. */
@Command(name = "check", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class ConfigCheckCommand implements Callable<Integer> {
  private final App app;

  @Option(names = "--config", paramLabel = "FILE", required = true, descriptionKey = "configFile")
  private @Nullable Path config;

  @Mixin private final StateFlags state = new StateFlags();
  @Mixin final CommonFlags common = new CommonFlags();

  ConfigCheckCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() {
    Path file = Objects.requireNonNull(config);
    CheckedConfig checked = CheckedConfig.of(app, file, state);
    String line =
        app.console()
            .texts()
            .say("config.fine", file.toString(), checked.vcenters(), checked.schedules());
    app.console().out().println(line);
    app.console().out().flush();
    return Exit.OK;
  }
}
