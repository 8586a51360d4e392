// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.App;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code config}: looks at a configuration file; asks no vCenter and changes nothing. */
@Command(name = "config", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class ConfigCommand implements Callable<Integer> {
  private final App app;

  @Mixin final CommonFlags common = new CommonFlags();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  private ConfigCommand(App app) {
    this.app = app;
  }

  /** The command with those below it. */
  static CommandLine line(App app) {
    return new CommandLine(new ConfigCommand(app))
        .addSubcommand(new ConfigCheckCommand(app))
        .addSubcommand(new ConfigExplainCommand(app))
        .addSubcommand(new ConfigSchemaCommand(app));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(app.console().err());
    return Exit.USAGE;
  }
}
