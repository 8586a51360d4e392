// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.App;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code token}: who may speak to the service over HTTP. */
@Command(name = "token", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class TokenCommand extends CommandGroup {
  private TokenCommand(App app) {
    super(app);
  }

  /** The command with those below it. */
  static CommandLine line(App app) {
    return new CommandLine(new TokenCommand(app))
        .addSubcommand(new TokenCreateCommand(app))
        .addSubcommand(new TokenListCommand(app))
        .addSubcommand(new TokenRevokeCommand(app));
  }
}
