// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.App;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code repair status}: plans from which something may still come, and where each machine is.
 * Sends nothing.
 */
@Command(name = "status", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class RepairStatusCommand implements Callable<Integer> {
  private final App app;

  @Mixin private final DeskFlags service = new DeskFlags();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  RepairStatusCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    ShortForm form = ShortForm.of(format);
    new PlanList(app, service, false).write(form);
    return Exit.OK;
  }
}
