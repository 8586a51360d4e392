// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.AuditRequest;
import io.vpreflight.jobs.audit.AuditRunner;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.audit.AuditPlan;
import io.vpreflight.plugin.audit.Deadline;
import io.vpreflight.plugin.audit.ReportOutput;
import io.vpreflight.plugin.config.AuditSettings;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.plugin.connect.Sources;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code audit}: reads vCenters, dumps or captures and says what is wrong. Sends nothing that
 * changes.
 */
@Command(name = "audit", resourceBundle = Usage.BUNDLE, sortOptions = false)
public final class AuditCommand implements Callable<Integer> {
  private final App app;

  @Mixin(name = ConnectionFlags.MIXIN)
  private final ConnectionFlags connection = new ConnectionFlags();

  @Mixin private final AuditFlags flags = new AuditFlags();
  @Mixin final CommonFlags common = new CommonFlags();

  @Option(names = "--explain", descriptionKey = "explain")
  private boolean explain;

  @Option(names = "--hostd-log", descriptionKey = "hostdLog")
  private boolean hostdLog;

  /** The command, with its outside. */
  public AuditCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    AuditPlan plan = CheckedFlags.of(app, connection, flags);
    AuditSettings settings = plan.settings();
    AuditRequest request =
        plan.request(
            hostdLog ? Set.of(io.vpreflight.vsphere.inventory.VCenterFact.HOST_LOG) : Set.of());
    if (explain) {
      new Explanation(app.console()).print(request, plan.vcenters());
      return Exit.OK;
    }
    try (Connections connections = plan.connections();
        Progress progress = new Progress(app.console());
        Deadline deadline = new Deadline(settings.timeout(), connections::cancel)) {
      AuditRequest filled =
          plan.withSources(request, new Sources(connections).of(plan.vcenters(), plan.from()));
      Audit audit =
          new AuditRunner(app.clock(), settings.maxUnreadable()).run(filled, progress::of);
      progress.close();
      int code = exitCode(audit, settings);
      Text verdict =
          Text.of("audit.exit." + code, Text.of("severity." + settings.failOn().label()));
      new ReportOutput(app, verdict).write(audit, settings.format(), settings.out());
      return code;
    }
  }

  static int exitCode(Audit audit, AuditSettings settings) {
    if (!audit.incomplete().isEmpty()) {
      return Exit.INCOMPLETE;
    }
    return audit.hasFindings(settings.failOn()) ? Exit.FINDINGS : Exit.OK;
  }
}
