// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.App;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code schedules pause}: leaves out the times of a schedule until they are resumed. */
@Command(name = "pause", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class SchedulesPauseCommand implements Callable<Integer> {
  private final App app;

  @Mixin private final ScheduleFlags schedule = new ScheduleFlags();
  @Mixin final CommonFlags common = new CommonFlags();

  SchedulesPauseCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    return schedule.act(app, "pause");
  }
}
