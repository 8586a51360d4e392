// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.service.Identity;
import io.vpreflight.jobs.service.PlanDesk;
import io.vpreflight.jobs.store.CancelRequest;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.plugin.App;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code repair cancel PLAN}: leaves a wish beside the store, which whoever runs the plan reads
 * before every step. Needs no vCenter, and may be asked while the plan runs.
 */
@Command(name = "cancel", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class RepairCancelCommand implements Callable<Integer> {
  private final App app;

  @Parameters(paramLabel = "PLAN", descriptionKey = "repairPlan")
  private String plan = "";

  @Option(names = "--reason", paramLabel = "TEXT", descriptionKey = "repairReason")
  private String reason = "";

  @Mixin private final DeskFlags service = new DeskFlags();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  RepairCancelCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    ShortForm form = ShortForm.of(format);
    CancelRequest request = service.isNamed() ? elsewhere() : here();
    if (form == ShortForm.JSON) {
      new RepairJson(app, service).cancelled(request);
    } else {
      app.console().say("repair.cancel-asked", request.operationId().substring(0, 12));
    }
    return Exit.OK;
  }

  private CancelRequest elsewhere() throws IOException {
    PlansElsewhere plans = new PlansElsewhere(service.need(app));
    return plans.cancel(plans.plan(plan), reason);
  }

  /** Beside the store, whoever has it. */
  private CancelRequest here() {
    StorePlace place = service.place(app.environment());
    try (Store store = Store.beside(place, "repair cancel")) {
      PlanDesk desk = new PlanDesk(store, place.folder(), app.clock());
      return desk.cancel(desk.need(plan).digest(), Identity.ofProcess(), reason);
    } catch (PlanException e) {
      throw service.hinted(e);
    }
  }
}
