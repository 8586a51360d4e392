// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.App;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does nothing itself: without one of those below it, it says which there are. */
abstract class CommandGroup implements Callable<Integer> {
  private final App app;

  @Mixin final CommonFlags common = new CommonFlags();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  CommandGroup(App app) {
    this.app = app;
  }

  @Override
  public final Integer call() {
    spec.commandLine().usage(app.console().err());
    return Exit.USAGE;
  }
}
