// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.audit.AuditRequest;
import io.vpreflight.jobs.audit.Checks;
import io.vpreflight.jobs.audit.Source;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.audit.AuditPlan;
import io.vpreflight.plugin.audit.Deadline;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.plugin.connect.Sources;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.capture.CaptureFile;
import io.vpreflight.vsphere.capture.Redactor;
import io.vpreflight.vsphere.inventory.Inventory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code capture}: keeps what a vCenter says in one file, to be audited elsewhere, or compared with
 * later. Everything that any check reads is read.
 */
@Command(name = "capture", resourceBundle = Usage.BUNDLE, sortOptions = false)
public final class CaptureCommand implements Callable<Integer> {
  private final App app;

  @Mixin(name = ConnectionFlags.MIXIN)
  private final ConnectionFlags connection = new ConnectionFlags();

  @Mixin final CommonFlags common = new CommonFlags();

  @Option(names = "--from", paramLabel = "DIR|ZIP", descriptionKey = "captureFrom")
  private @Nullable Path from;

  @Option(names = "--out", paramLabel = "FILE", required = true, descriptionKey = "captureOut")
  private @Nullable Path out;

  @Option(names = "--redact", descriptionKey = "redact")
  private boolean redact;

  /** The command, with its outside. */
  public CaptureCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    PurposeFlags flags = new PurposeFlags();
    if (from != null) {
      flags.from.add(from);
    }
    AuditPlan plan = CheckedFlags.of(app, connection, flags);
    if (plan.vcenters().size() + plan.from().size() != 1) {
      throw new ConfigException(List.of(Text.of("config.one-vcenter")));
    }
    Path target = java.util.Objects.requireNonNull(out);
    try (Connections connections = plan.connections();
        Progress progress = new Progress(app.console());
        Deadline deadline = new Deadline(plan.settings().timeout(), connections::cancel)) {
      Source source = new Sources(connections).of(plan.vcenters(), plan.from()).get(0);
      Inventory inventory =
          source.collector().collect(everything(plan), progress.of(source.name()));
      progress.close();
      CaptureFile.write(target, redact ? new Redactor().redact(inventory) : inventory);
      app.console().say("cli.written", target.toString());
      return inventory.coverage().missing() > 0 ? Exit.INCOMPLETE : Exit.OK;
    }
  }

  /** Whatever the purpose of the audit that will read it. */
  private static CollectionRequest everything(AuditPlan plan) {
    AuditRequest request = plan.request(Set.of());
    return new AuditRequest(
            request.profile(),
            Checks.all(),
            List.of(),
            List.of(),
            request.scope(),
            List.of(),
            Set.of())
        .reads();
  }
}
