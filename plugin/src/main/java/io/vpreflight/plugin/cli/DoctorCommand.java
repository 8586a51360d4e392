// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.plugin.App;
import io.vpreflight.plugin.audit.AuditPlan;
import io.vpreflight.plugin.audit.Deadline;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.plugin.doctor.LocalSteps;
import io.vpreflight.plugin.doctor.OwnInstallation;
import io.vpreflight.plugin.doctor.Status;
import io.vpreflight.plugin.doctor.Step;
import io.vpreflight.plugin.doctor.VCenterDoctor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code doctor}: goes the way to each vCenter step by step, and tells where it ends and what to
 * do. Asks no question about a certificate: it shows it.
 */
@Command(name = "doctor", resourceBundle = Usage.BUNDLE, sortOptions = false)
public final class DoctorCommand implements Callable<Integer> {
  private final App app;

  @Mixin(name = ConnectionFlags.MIXIN)
  private final ConnectionFlags connection = new ConnectionFlags();

  @Mixin private final StateFlags state = new StateFlags();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  /** The command, with its outside. */
  public DoctorCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    ShortForm form = ShortForm.of(format);
    AuditPlan plan = CheckedFlags.of(app, connection, new AuditFlags());
    DoctorOutput output =
        form == ShortForm.JSON ? new DoctorJson(app) : new DoctorText(app.console());
    List<Step> told = new ArrayList<>();
    try (Connections connections = plan.connections();
        Deadline deadline = new Deadline(plan.settings().timeout(), connections::cancel)) {
      output.begin();
      output.local();
      tell(new LocalSteps(app).all(), told, output);
      OwnInstallation own = OwnInstallation.of(state.place(app.environment(), connection.config));
      tell(own.refused(), told, output);
      VCenterDoctor doctor =
          new VCenterDoctor(connections, plan.settings().profile().limits(), app.clock(), own);
      for (VCenterSettings settings : plan.vcenters()) {
        output.vcenter(settings.endpoint());
        doctor.examine(settings, step -> tell(List.of(step), told, output));
      }
      int problems = count(told, Status.PROBLEM);
      output.end(problems == 0, count(told, Status.UNDETERMINED));
      return problems == 0 ? Exit.OK : Exit.INCOMPLETE;
    }
  }

  private static int count(List<Step> told, Status status) {
    return (int) told.stream().filter(step -> step.status() == status).count();
  }

  private static void tell(List<Step> steps, List<Step> told, DoctorOutput output) {
    for (Step step : steps) {
      told.add(step);
      try {
        output.step(step);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
