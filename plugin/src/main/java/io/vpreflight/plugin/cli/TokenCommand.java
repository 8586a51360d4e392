// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.App;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code token}: who may speak to the service over HTTP. */
@Command(name = "token", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class TokenCommand implements Callable<Integer> {
  private final App app;

  @Mixin final CommonFlags common = new CommonFlags();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  private TokenCommand(App app) {
    this.app = app;
  }

  /** The command with those below it. */
  static CommandLine line(App app) {
    return new CommandLine(new TokenCommand(app))
        .addSubcommand(new TokenCreateCommand(app))
        .addSubcommand(new TokenListCommand(app))
        .addSubcommand(new TokenRevokeCommand(app));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(app.console().err());
    return Exit.USAGE;
  }
}
