// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.App;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code repair}: what changes virtual machines, and only by an approved plan. */
@Command(name = "repair", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class RepairCommand extends CommandGroup {
  private RepairCommand(App app) {
    super(app);
  }

  /** The command with those below it. */
  static CommandLine line(App app) {
    return new CommandLine(new RepairCommand(app))
        .addSubcommand(new RepairApproveCommand(app))
        .addSubcommand(new RepairAutoCommand(app))
        .addSubcommand(new RepairCancelCommand(app))
        .addSubcommand(new RepairHistoryCommand(app))
        .addSubcommand(new RepairPlanCommand(app))
        .addSubcommand(new RepairRehearseCommand(app))
        .addSubcommand(new RepairResumeCommand(app))
        .addSubcommand(new RepairRunCommand(app))
        .addSubcommand(new RepairRunbookCommand(app))
        .addSubcommand(new RepairStatusCommand(app));
  }
}
