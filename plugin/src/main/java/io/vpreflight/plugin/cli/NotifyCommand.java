// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.App;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code notify}: who is told, and whether they can be. */
@Command(name = "notify", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class NotifyCommand extends CommandGroup {
  private NotifyCommand(App app) {
    super(app);
  }

  /** The command with those below it. */
  static CommandLine line(App app) {
    return new CommandLine(new NotifyCommand(app)).addSubcommand(new NotifyTestCommand(app));
  }
}
