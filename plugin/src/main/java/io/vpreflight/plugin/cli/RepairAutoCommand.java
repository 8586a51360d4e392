// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.vpreflight.jobs.check.ShellWords;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.ApprovalKey;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.policy.PolicyOrder;
import io.vpreflight.jobs.repair.policy.PolicyPlan;
import io.vpreflight.jobs.repair.policy.PolicyRunner;
import io.vpreflight.jobs.schedule.JobKind;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.audit.AuditPlan;
import io.vpreflight.plugin.audit.Deadline;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.PolicyFile;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.plugin.http.ServiceClient;
import io.vpreflight.plugin.repair.PolicyReading;
import io.vpreflight.vsphere.soap.SoapSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code repair auto}: what a policy wants done now, once; cron or a timer calls it. Where the
 * policy is off or its window closed, nobody is asked for a password and no vCenter is called.
 */
@Command(name = "auto", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class RepairAutoCommand implements Callable<Integer> {
  private static final String COMMAND = "repair auto";

  private final App app;

  @Option(names = "--policy", paramLabel = "FILE", required = true, descriptionKey = "policy")
  private Path policy = Path.of("");

  @Option(names = "--dry-run", descriptionKey = "policyDryRun")
  private boolean dryRun;

  @Option(names = "--own-vm", paramLabel = "NAME|none", descriptionKey = "planOwnVm")
  private List<String> ownVm = new ArrayList<>();

  /** Only to look: a service has the store. */
  private boolean isServed;

  @Mixin private final StateFlags state = new StateFlags();

  @Mixin(name = ConnectionFlags.MIXIN)
  private final ConnectionFlags connection = new ConnectionFlags();

  @Mixin private final RepairAccountFlags account = new RepairAccountFlags();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  RepairAutoCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    ShortForm form = ShortForm.of(format);
    PolicyOrder order = PolicyFile.read(policy);
    PolicyRunner runner = new PolicyRunner(order, app.clock());
    AutoReport report = new AutoReport(app, order, form, dryRun, state);
    AuditPlan plan = CheckedFlags.of(app, connection, new PurposeFlags());
    if (plan.vcenters().size() != 1) {
      throw new ConfigException(List.of(Text.of("repair.one-vcenter")));
    }
    StorePlace place = state.place(app.environment(), connection.config);
    Optional<ServiceClient> service =
        place.isShared() ? Optional.empty() : ServiceFlags.local(place.folder(), app);
    if (service.isPresent() && !dryRun) {
      throw served(service.get());
    }
    isServed = service.isPresent();
    Text idle = runner.idle();
    if (idle == null) {
      try (Store store = open(place)) {
        idle = runner.resting(store.journal());
      }
    }
    if (idle != null && !dryRun) {
      return report.idle(idle);
    }
    PolicyPlan made = made(runner, order, plan, place);
    if (dryRun) {
      return report.dryRun(made, idle);
    }
    if (made.plan() == null || !made.hasWork()) {
      return report.nothing(made);
    }
    RepairRuns runs =
        new RepairRuns(
            app, connection, account, place, state, (file, result) -> report.result(made, result));
    int code = runs.automatic(runner, made.plan());
    return code == Exit.OK && !made.isWhole() ? Exit.FINDINGS : code;
  }

  /** Whoever only wants to know what would be done needs no store of their own. */
  private Store open(StorePlace place) {
    return isServed ? Store.look(place) : Store.open(place, COMMAND);
  }

  /** Policies are the business of its timetable: what to do in place of this, word by word. */
  private PlanException served(ServiceClient service) {
    List<String> commands = new ArrayList<>();
    JsonObject all = JsonParser.parseString(service.get(SchedulesCommand.PATH)).getAsJsonObject();
    for (JsonElement each : all.getAsJsonArray("schedules")) {
      JsonObject schedule = each.getAsJsonObject();
      if (schedule.get("job").getAsString().equals(JobKind.REPAIR.label())) {
        commands.add(
            "vpreflight schedules run " + schedule.get("name").getAsString() + state.again());
      }
    }
    return new PlanException(
        commands.isEmpty()
            ? Text.of("repair.auto-served-none", policy.toString(), new ShellWords(state.again()))
            : Text.of("repair.auto-served", new ShellWords(String.join("; ", commands))));
  }

  /** Read, planned and, unless somebody only wants to look, approved. */
  private PolicyPlan made(PolicyRunner runner, PolicyOrder order, AuditPlan plan, StorePlace place)
      throws IOException {
    VCenterSettings settings = plan.vcenters().get(0);
    try (Connections connections = plan.connections();
        Progress progress = new Progress(app.console());
        Deadline deadline = new Deadline(plan.settings().timeout(), connections::cancel)) {
      SoapSession session = connections.open(settings);
      String user = System.getProperty("user.name", "?");
      PolicyReading read =
          PolicyReading.of(
              plan, runner, order, session, ownVm, user, progress.of(settings.endpoint().name()));
      progress.close();
      // Reading a large vCenter takes minutes, for which nobody else is kept out of the store.
      try (Store store = open(place)) {
        PolicyPlan made = runner.plan(read.inventory(), read.audit(), read.asked(), store);
        if (!dryRun) {
          runner.approve(made, store, ApprovalKey.in(place.folder()));
        }
        return made;
      }
    }
  }
}
