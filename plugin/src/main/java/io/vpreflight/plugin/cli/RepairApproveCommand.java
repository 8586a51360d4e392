// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.ShellWords;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.service.Identity;
import io.vpreflight.jobs.service.PlanDesk;
import io.vpreflight.jobs.service.PlanJson;
import io.vpreflight.jobs.store.Approval;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.jobs.store.StoredPlan;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.http.ServiceClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code repair approve}: somebody's word that a plan may be run. Sends nothing. */
@Command(name = "approve", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class RepairApproveCommand implements Callable<Integer> {
  private final App app;

  @Parameters(paramLabel = "PLAN", descriptionKey = "approvePlan")
  private String plan = "";

  @Option(names = "--digest", paramLabel = "DIGEST", required = true, descriptionKey = "digest")
  private String digest = "";

  @Option(names = "--reason", paramLabel = "TEXT", required = true, descriptionKey = "reason")
  private String reason = "";

  @Mixin private final DeskFlags service = new DeskFlags();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  RepairApproveCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    ShortForm form = ShortForm.of(format);
    Optional<ServiceClient> found = service.find(app);
    if (found.isPresent()) {
      PlansElsewhere plans = new PlansElsewhere(found.get());
      PlanFile file = PlanFile.read(plans.plan(plan).bytes(), digest, app.clock().instant());
      tell(file, plans.approve(file, reason), form, service.again());
      return Exit.OK;
    }
    StorePlace place = service.place(app.environment());
    try (Store store = Store.open(place, "repair approve")) {
      PlanFile file = PlanFile.read(bytes(store), digest, app.clock().instant());
      Approval approval =
          new PlanDesk(store, place.folder(), app.clock())
              .approve(file, Identity.ofProcess(), reason);
      tell(file, approval, form, service.toRun());
      return Exit.OK;
    }
  }

  private byte[] bytes(Store store) throws IOException {
    Path file = Path.of(plan);
    if (Files.isRegularFile(file)) {
      return Files.readAllBytes(file);
    }
    StoredPlan stored =
        store
            .plans()
            .find(plan)
            .orElseThrow(() -> new PlanException(Text.of("repair.plan-unknown", plan)));
    return stored.json().getBytes(StandardCharsets.UTF_8);
  }

  private void tell(PlanFile file, Approval approval, ShortForm form, String again)
      throws IOException {
    if (form == ShortForm.JSON) {
      PlanJson.approved(approval, file.plan().expiresAt(), app.console().out());
    } else {
      app.console()
          .print(
              approval.authenticated() ? "repair.approved-known" : "repair.approved",
              file.digest(),
              approval.approver(),
              approval.at(),
              file.plan().expiresAt(),
              file.plan().repaired().size());
      app.console()
          .print(
              file.plan().window().isOnDemand()
                  ? "repair.approved-next"
                  : "repair.approved-next-window",
              file.shortDigest(),
              new ShellWords(again),
              new ShellWords(Typed.itself()));
    }
    app.console().out().flush();
  }
}
