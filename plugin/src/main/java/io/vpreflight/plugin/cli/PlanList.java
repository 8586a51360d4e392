// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.ShellWords;
import io.vpreflight.jobs.repair.plan.PlanState;
import io.vpreflight.jobs.service.History;
import io.vpreflight.jobs.service.Page;
import io.vpreflight.jobs.service.PlanDesk;
import io.vpreflight.jobs.service.PlanEntry;
import io.vpreflight.jobs.service.PlanJson;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.http.ServiceClient;
import java.io.IOException;
import java.util.List;

/**
 * Plans as they stand, with what the journal tells of each: through the service that is named or
 * has the folder, else out of the store, which may be looked at whoever has it.
 */
final class PlanList {
  private final App app;
  private final DeskFlags service;
  private final boolean isAll;

  /** True lists all of them, false those from which something may still come. */
  PlanList(App app, DeskFlags service, boolean isAll) {
    this.app = app;
    this.service = service;
    this.isAll = isAll;
  }

  void write(ShortForm form) throws IOException {
    ServiceClient served = service.find(app).orElse(null);
    if (served == null) {
      look(form);
    } else {
      PlansElsewhere plans = new PlansElsewhere(served);
      if (form == ShortForm.JSON) {
        app.console().out().print(plans.list(isAll));
      } else {
        // A service knows its vCenters.
        text(plans.entries(isAll), true, service.again());
      }
    }
    app.console().out().flush();
  }

  private void look(ShortForm form) throws IOException {
    StorePlace place = service.place(app.environment());
    try (Store store = Store.look(place)) {
      Page<PlanEntry> plans =
          new PlanDesk(store, place.folder(), app.clock()).list(isAll, null, History.ALL);
      if (form == ShortForm.JSON) {
        PlanJson.plans(plans, app.console().out());
      } else {
        text(plans.rows(), store.isSomebodyRepairing(), service.toRun());
      }
    }
  }

  private void text(List<PlanEntry> plans, boolean ownerLives, String toRun) {
    if (plans.isEmpty()) {
      app.console()
          .print(isAll ? "repair.none" : "repair.none-open", new ShellWords(service.again()));
    }
    PlanLines lines = new PlanLines(app.console(), service.again(), toRun);
    for (PlanEntry plan : plans) {
      // What is running in no process any more was interrupted.
      boolean running = plan.plan().state().equals(PlanState.RUNNING.name());
      lines.write(plan, running && !ownerLives ? "interrupted" : plan.state());
    }
  }
}
