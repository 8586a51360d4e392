// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.ShellWords;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.Refusal;
import io.vpreflight.jobs.repair.plan.RepairPlan;
import io.vpreflight.jobs.service.Identity;
import io.vpreflight.jobs.service.PlanDesk;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.http.ServiceClient;
import io.vpreflight.plugin.repair.PlanWish;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code repair rehearse --vm NAME}: the reset on one machine that the admin gives away, by the
 * same plan, approval and engine as any other, and its transcript.
 */
@Command(name = "rehearse", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class RepairRehearseCommand implements Callable<Integer> {
  private final App app;

  @Option(names = "--vm", paramLabel = "NAME", required = true, descriptionKey = "rehearseVm")
  private String vm = "";

  @Option(names = "--own-vm", paramLabel = "NAME|none", descriptionKey = "planOwnVm")
  private List<String> ownVm = new ArrayList<>();

  @Option(names = "--now", descriptionKey = "repairNow")
  private boolean now;

  @Option(names = "--reason", paramLabel = "TEXT", descriptionKey = "repairReason")
  private @Nullable String reason;

  @Mixin private final ServiceFlags service = new ServiceFlags();

  @Mixin(name = ConnectionFlags.MIXIN)
  private final ConnectionFlags connection = new ConnectionFlags();

  @Mixin private final RepairAccountFlags account = new RepairAccountFlags();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  RepairRehearseCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    ShortForm form = ShortForm.of(format);
    Optional<ServiceClient> found = service.find(app);
    if (found.isPresent()) {
      account.refuseElsewhere();
    }
    String why = asked();
    PlanWish wish = PlanWish.ofRehearsal(vm, ownVm);
    RepairPlanCommand planner = new RepairPlanCommand(app, connection);
    if (found.isPresent()) {
      return elsewhere(found.get(), planner.ask(wish, found.get()), why, form);
    }
    StorePlace place = service.place(app.environment(), connection.config);
    PlanFile plan = planner.make(wish, place);
    check(plan);
    approve(place, plan, why);
    return new RepairRuns(app, connection, account, place, service, form)
        .run(plan.digest(), why, true, null);
  }

  /** The service does it, and keeps the transcript. */
  private int elsewhere(ServiceClient client, PlanFile plan, String why, ShortForm form)
      throws IOException {
    check(plan);
    if (plan.plan().planner().startsWith(RepairPlan.TOKEN)) {
      throw new PlanException(
          Text.of("repair.rehearse-waits", plan.shortDigest(), new ShellWords(service.again())));
    }
    new PlansElsewhere(client).approve(plan, why);
    return new RunsElsewhere(app, client, service, form, null).run(plan.digest(), why, true);
  }

  /** Whoever sits there types the name; a script says so and why. */
  private String asked() {
    if (now) {
      if (reason == null || reason.isBlank()) {
        throw new PlanException(Text.of("repair.now-needs-reason"));
      }
      return reason;
    }
    String answer = app.console().ask(Text.of("repair.rehearse-ask", vm));
    if (answer == null) {
      throw new PlanException(Text.of("repair.say-now"));
    }
    if (!answer.strip().equals(vm)) {
      throw new PlanException(Text.of("repair.not-now"));
    }
    return reason == null || reason.isBlank() ? "rehearsal on " + vm : reason;
  }

  private void check(PlanFile plan) {
    if (plan.plan().repaired().size() == 1) {
      return;
    }
    Text why =
        plan.plan().refused().stream()
            .flatMap(target -> target.refusals().stream())
            .filter(Refusal::holdsBack)
            .map(Refusal::text)
            .findFirst()
            .orElse(Text.of("approval.problem.nothing"));
    throw new PlanException(Text.of("repair.rehearse-refused", vm, why));
  }

  private void approve(StorePlace place, PlanFile plan, String why) throws IOException {
    try (Store store = Store.open(place, "repair rehearse")) {
      new PlanDesk(store, place.folder(), app.clock()).approve(plan, Identity.ofProcess(), why);
    }
  }
}
