// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.JsonObject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanPage;
import io.vpreflight.jobs.repair.refusal.Refusals;
import io.vpreflight.jobs.report.ReportFiles;
import io.vpreflight.jobs.service.History;
import io.vpreflight.jobs.service.Identity;
import io.vpreflight.jobs.service.PlanDesk;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.audit.AuditPlan;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.Setting;
import io.vpreflight.plugin.config.VCenterDraft;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.plugin.http.ServiceClient;
import io.vpreflight.plugin.repair.FromAudit;
import io.vpreflight.plugin.repair.PlanBody;
import io.vpreflight.plugin.repair.PlanReading;
import io.vpreflight.plugin.repair.PlanWish;
import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.VCenterEndpoint;
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

/** {@code repair plan}: reads a vCenter and says what a repair would do there. Changes nothing. */
@Command(name = "plan", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class RepairPlanCommand implements Callable<Integer> {
  private static final String COMMAND = "repair plan";

  private final App app;

  @Mixin(name = ConnectionFlags.MIXIN)
  private final ConnectionFlags connection;

  @Mixin private final PlanFlags flags = new PlanFlags();
  @Mixin private final EnableFlags enable = new EnableFlags();
  @Mixin private final ServiceFlags service = new ServiceFlags();

  @Option(names = "--out", paramLabel = "FILE", descriptionKey = "planOut")
  private @Nullable Path out;

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "planFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  RepairPlanCommand(App app) {
    this(app, new ConnectionFlags());
  }

  /** For another command that makes a plan on the way. */
  RepairPlanCommand(App app, ConnectionFlags connection) {
    this.app = app;
    this.connection = connection;
  }

  @Override
  public Integer call() throws IOException {
    ShortForm form = ShortForm.of(format);
    PlanWish wish = flags.wish();
    Optional<ServiceClient> found = service.find(app);
    PlanFile file =
        found.isPresent()
            ? ask(wish, found.get())
            : make(wish, service.place(app.environment(), connection.config));
    write(file, form);
    return file.plan().refused().isEmpty() ? Exit.OK : Exit.FINDINGS;
  }

  /** The plan, made and kept by the service that has the store. */
  PlanFile ask(PlanWish wish, ServiceClient elsewhere) throws IOException {
    check(wish);
    enable.refuseElsewhere();
    List<VCenterDraft> named = connection.draft().vcenters;
    if (named.size() > 1) {
      throw new ConfigException(List.of(Text.of("repair.one-vcenter")));
    }
    Setting url = named.isEmpty() ? null : named.get(0).url;
    String vcenter = url == null ? null : name(url);
    JsonObject body = PlanBody.write(wish, vcenter);
    app.console().say("repair.planned-elsewhere");
    try {
      return new PlansElsewhere(elsewhere).make(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlanException(Text.of("repair.not-now"));
    }
  }

  private static String name(Setting url) {
    try {
      return VCenterEndpoint.parse(url.value()).name();
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(e.getMessage());
      throw new ConfigException(List.of(Text.of("config.bad-value", url.origin(), why)));
    }
  }

  private static void check(PlanWish wish) {
    List<Text> problems = new ArrayList<>();
    wish.check(problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** The plan, made and kept; nothing is written. */
  PlanFile make(PlanWish wish, StorePlace place) throws IOException {
    check(wish);
    AuditPlan plan =
        CheckedFlags.of(app, enable.with(connection), PlanFlags.purpose(wish, place.folder()));
    plan.switches().require(wish.kind());
    if (plan.vcenters().size() != 1) {
      throw new ConfigException(List.of(Text.of("repair.one-vcenter")));
    }
    PlanReading.Own own;
    try (Store store = Store.open(place, COMMAND)) {
      own = PlanReading.Own.of(store);
      wish.findAudit(said -> FromAudit.read(said, new History(store)));
    }
    PlanReading reading = new PlanReading(app, wish);
    PlanFile file = read(reading, plan, own, place.folder());
    // Reading a large vCenter takes minutes, for which nobody else is kept out of the store.
    try (Store store = Store.open(place, COMMAND)) {
      reading.keep(new PlanDesk(store, place.folder(), app.clock()), file);
    }
    return file;
  }

  private PlanFile read(PlanReading reading, AuditPlan plan, PlanReading.Own own, Path folder)
      throws IOException {
    try (Connections connections = plan.connections();
        Progress progress = new Progress(app.console())) {
      String name = plan.vcenters().get(0).endpoint().name();
      CollectionProgress shown = progress.of(name);
      return reading.read(plan, connections, own, folder, Identity.ofProcess(), shown);
    }
  }

  private void write(PlanFile file, ShortForm form) throws IOException {
    Path target = out;
    if (target != null) {
      ReportFiles.write(target, writer -> writer.write(file.json()));
      app.console().say("cli.written", target.toString());
    }
    if (form == ShortForm.JSON) {
      app.console().out().print(file.json());
    } else {
      new PlanPage(app.console().texts(), app.console().out())
          .write(file, approving(file), Refusals.ids(file.plan().kind()));
    }
    app.console().out().flush();
  }

  /** The command that approves it, as it is typed to find this store or service. */
  private String approving(PlanFile file) {
    String name = out == null ? file.shortDigest() : Typed.quoted(out.toString());
    return Typed.itself()
        + " repair approve "
        + name
        + " --digest "
        + file.shortDigest()
        + new RunAgain(service, connection.config).again();
  }
}
