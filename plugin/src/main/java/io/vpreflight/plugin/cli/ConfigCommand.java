// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.App;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code config}: looks at a configuration file; asks no vCenter and changes nothing. */
@Command(name = "config", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class ConfigCommand extends CommandGroup {
  private ConfigCommand(App app) {
    super(app);
  }

  /** The command with those below it. */
  static CommandLine line(App app) {
    return new CommandLine(new ConfigCommand(app))
        .addSubcommand(new ConfigCheckCommand(app))
        .addSubcommand(new ConfigExplainCommand(app))
        .addSubcommand(new ConfigSchemaCommand(app));
  }
}
