// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.App;
import io.vpreflight.plugin.http.ServiceClient;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code repair run PLAN}: carries an approved plan out, in the foreground. */
@Command(name = "run", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class RepairRunCommand implements Callable<Integer> {
  private final App app;

  @Parameters(paramLabel = "PLAN", descriptionKey = "repairPlan")
  private String plan = "";

  @Option(names = "--now", descriptionKey = "repairNow")
  private boolean now;

  @Option(names = "--reason", paramLabel = "TEXT", descriptionKey = "repairReason")
  private @Nullable String reason;

  @Option(names = "--wait", paramLabel = "SPAN", descriptionKey = "repairWait")
  private @Nullable String wait;

  @Mixin private final ServiceFlags service = new ServiceFlags();

  @Mixin private final EnableFlags enable = new EnableFlags();

  @Mixin(name = ConnectionFlags.MIXIN)
  private final ConnectionFlags connection = new ConnectionFlags();

  @Mixin private final RepairAccountFlags account = new RepairAccountFlags();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  RepairRunCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    ShortForm shown = ShortForm.of(format);
    Optional<ServiceClient> found = service.find(app);
    if (found.isPresent()) {
      enable.refuseElsewhere();
      account.refuseElsewhere();
      return new RunsElsewhere(app, found.get(), service, shown, wait).run(plan, reason, now);
    }
    return new RepairRuns(
            app,
            enable.with(connection),
            account,
            service.place(app.environment(), connection.config),
            new RunAgain(service, connection.config),
            shown)
        .run(plan, now ? reason : null, now, wait);
  }
}
