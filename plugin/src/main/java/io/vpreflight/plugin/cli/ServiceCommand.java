// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.App;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code service}: the running service itself. */
@Command(name = "service", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class ServiceCommand extends CommandGroup {
  private ServiceCommand(App app) {
    super(app);
  }

  /** The command with those below it. */
  static CommandLine line(App app) {
    return new CommandLine(new ServiceCommand(app)).addSubcommand(new ServiceReloadCommand(app));
  }
}
