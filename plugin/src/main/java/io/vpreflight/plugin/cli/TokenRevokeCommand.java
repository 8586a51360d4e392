// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.App;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code token revoke}: makes a token worthless at once. */
@Command(name = "revoke", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class TokenRevokeCommand implements Callable<Integer> {
  private final App app;

  @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "tokenRevoked")
  private String name = "";

  @Mixin private final DeskFlags flags = new DeskFlags();
  @Mixin final CommonFlags common = new CommonFlags();

  TokenRevokeCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    TokenDesk.of(app, flags).revoke(name);
    app.console().say("token.revoked", name);
    return Exit.OK;
  }
}
