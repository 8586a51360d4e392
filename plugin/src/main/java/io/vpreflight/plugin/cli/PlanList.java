// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.repair.plan.PlanState;
import io.vpreflight.jobs.service.History;
import io.vpreflight.jobs.service.Page;
import io.vpreflight.jobs.service.PlanDesk;
import io.vpreflight.jobs.service.PlanEntry;
import io.vpreflight.jobs.service.PlanJson;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.plugin.App;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Plans as they stand in the store, with what the journal tells of each. */
final class PlanList {
  private final App app;
  private final Store store;
  private final StateFlags state;
  private final Path folder;
  private final boolean isAll;

  /**
   * Plans of that store.
   *
   * @param state where the store is
   * @param isAll false for those from which something may still come
   */
  PlanList(App app, Store store, StateFlags state, boolean isAll) {
    this.app = app;
    this.store = store;
    this.state = state;
    folder = state.folder(app.environment());
    this.isAll = isAll;
  }

  void write(ShortForm form) throws IOException {
    Page<PlanEntry> plans = new PlanDesk(store, folder, app.clock()).list(isAll, null, History.ALL);
    if (form == ShortForm.JSON) {
      PlanJson.plans(plans, app.console().out());
    } else {
      text(plans.rows());
    }
    app.console().out().flush();
  }

  private void text(List<PlanEntry> plans) {
    if (plans.isEmpty()) {
      app.console()
          .out()
          .println(app.console().texts().say(isAll ? "repair.none" : "repair.none-open"));
    }
    PlanLines lines = new PlanLines(app.console(), state.again());
    plans.forEach(plan -> lines.write(plan, shown(plan)));
  }

  /** What is running in no process any more was interrupted. */
  private String shown(PlanEntry plan) {
    boolean running = plan.plan().state().equals(PlanState.RUNNING.name());
    return running && !Store.ownerLives(folder) ? "interrupted" : plan.state();
  }
}
