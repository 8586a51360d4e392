// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.App;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vpreflight} without a command: says which commands there are. */
@Command(name = "vpreflight", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class RootCommand implements Callable<Integer> {
  private final App app;

  @Mixin final CommonFlags common = new CommonFlags();

  @Option(
      names = {"-V", "--version"},
      descriptionKey = "version")
  private boolean version;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  RootCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() {
    if (version) {
      app.console().out().println(app.tool().name() + " " + app.tool().version());
      return Exit.OK;
    }
    spec.commandLine().usage(app.console().err());
    return Exit.USAGE;
  }
}
