// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanTarget;
import io.vpreflight.jobs.repair.plan.Refusal;
import io.vpreflight.jobs.repair.run.Ending;
import io.vpreflight.jobs.repair.run.Unfinished;
import io.vpreflight.jobs.service.Identity;
import io.vpreflight.jobs.service.PlanDesk;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.plugin.App;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

  @Mixin private final StateFlags state = new StateFlags();

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
    StorePlace place = state.place(app.environment(), connection.config);
    String why = asked();
    RepairPlanCommand planner =
        new RepairPlanCommand(app, connection, PlanFlags.ofRehearsal(vm, ownVm));
    PlanFile plan = planner.make(place);
    PlanTarget target = only(plan);
    approve(place, plan, why);
    int code =
        new RepairRuns(app, connection, account, place, state, form)
            .run(plan.digest(), why, true, null);
    String versions = planner.version(target.object().ref());
    if (versions != null) {
      keep(place, plan, versions);
    }
    return code;
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

  private PlanTarget only(PlanFile plan) {
    if (plan.plan().repaired().size() == 1) {
      return plan.plan().repaired().get(0);
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

  private void keep(StorePlace place, PlanFile plan, String versions) throws IOException {
    List<JournalEntry> lines;
    try (Store store = Store.look(place)) {
      String id =
          Unfinished.ofPlan(store.journal(), plan.digest()).values().stream()
              .findFirst()
              .map(Unfinished.Begun::id)
              .orElse("");
      lines = store.journal().of(id);
    }
    Ending ending = Ending.of(lines);
    if (ending != null) {
      Path file =
          new Rehearsals(place.folder())
              .write(plan.plan().vcenter().instanceUuid(), versions, ending, lines);
      app.console().say("repair.rehearse-written", Objects.toString(file));
    }
  }
}
