// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.App;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code notify}: who is told, and whether they can be. */
@Command(name = "notify", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class NotifyCommand implements Callable<Integer> {
  private final App app;

  @Mixin final CommonFlags common = new CommonFlags();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  private NotifyCommand(App app) {
    this.app = app;
  }

  /** The command with those below it. */
  static CommandLine line(App app) {
    return new CommandLine(new NotifyCommand(app)).addSubcommand(new NotifyTestCommand(app));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(app.console().err());
    return Exit.USAGE;
  }
}
