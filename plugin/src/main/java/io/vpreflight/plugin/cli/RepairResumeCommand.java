// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.InstallationAnswers;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.http.ServiceClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code repair resume PLAN}: goes on with what was parked, interrupted or cut off. */
@Command(name = "resume", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class RepairResumeCommand implements Callable<Integer> {
  private final App app;

  @Parameters(paramLabel = "PLAN", descriptionKey = "repairPlan")
  private String plan = "";

  @Option(names = "--wait", paramLabel = "SPAN", descriptionKey = "repairWait")
  private @Nullable String wait;

  @Option(
      names = "--acknowledge",
      paramLabel = "other-installation=ID",
      descriptionKey = "resumeAcknowledge")
  private List<String> acknowledge = new ArrayList<>();

  @Mixin private final ServiceFlags service = new ServiceFlags();

  @Mixin private final EnableFlags enable = new EnableFlags();

  @Mixin(name = ConnectionFlags.MIXIN)
  private final ConnectionFlags connection = new ConnectionFlags();

  @Mixin private final RepairAccountFlags account = new RepairAccountFlags();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  RepairResumeCommand(App app) {
    this.app = app;
  }

  private Set<String> answered() {
    List<Text> problems = new ArrayList<>();
    InstallationAnswers.bad(acknowledge)
        .forEach(one -> problems.add(Text.of("config.bad-answer", "--acknowledge", one)));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return InstallationAnswers.of(acknowledge);
  }

  @Override
  public Integer call() throws IOException {
    ShortForm shown = ShortForm.of(format);
    Set<String> answered = answered();
    Optional<ServiceClient> found = service.find(app);
    if (found.isPresent()) {
      enable.refuseElsewhere();
      account.refuseElsewhere();
      return new RunsElsewhere(app, found.get(), service, shown, wait).resume(plan, answered);
    }
    return new RepairRuns(
            app,
            enable.with(connection),
            account,
            service.place(app.environment(), connection.config),
            new RunAgain(service, connection.config),
            shown)
        .resume(plan, wait, answered);
  }
}
