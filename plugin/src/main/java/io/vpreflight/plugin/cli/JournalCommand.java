// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.App;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code journal}: what repairs have done, and whether that record can be trusted. */
@Command(name = "journal", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class JournalCommand extends CommandGroup {
  private JournalCommand(App app) {
    super(app);
  }

  /** The command with those below it. */
  static CommandLine line(App app) {
    return new CommandLine(new JournalCommand(app))
        .addSubcommand(new JournalShowCommand(app))
        .addSubcommand(new JournalVerifyCommand(app));
  }
}
