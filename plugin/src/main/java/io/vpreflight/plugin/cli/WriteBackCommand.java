// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.App;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code write-back}: what the service has written into vCenters. */
@Command(name = "write-back", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class WriteBackCommand extends CommandGroup {
  private WriteBackCommand(App app) {
    super(app);
  }

  /** The command with those below it. */
  static CommandLine line(App app) {
    return new CommandLine(new WriteBackCommand(app))
        .addSubcommand(new WriteBackRemoveCommand(app));
  }
}
