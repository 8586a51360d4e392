// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.repair.plan.PlanState;
import io.vpreflight.jobs.store.Approval;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoredPlan;
import io.vpreflight.plugin.App;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans as they stand in the store, with what the journal tells of each. */
final class PlanList {
  private static final int SCHEMA = 1;

  private final App app;
  private final Store store;
  private final StoreFlags state;
  private final boolean isAll;
  private final Instant now;

  /**
   * Plans of that store.
   *
   * @param state where the store is
   * @param isAll true when the list leaves none out
   */
  PlanList(App app, Store store, StoreFlags state, boolean isAll) {
    this.app = app;
    this.store = store;
    this.state = state;
    this.isAll = isAll;
    now = app.clock().instant();
  }

  /** True while something may still come of it. */
  boolean isOpen(StoredPlan plan) {
    boolean begun =
        plan.state().equals(PlanState.RUNNING.name())
            || plan.state().equals(PlanState.PARKED.name());
    return begun
        || (!plan.state().equals(PlanState.FINISHED.name()) && now.isBefore(plan.expiresAt()));
  }

  void write(List<StoredPlan> plans, ShortForm form) throws IOException {
    if (form == ShortForm.JSON) {
      json(plans);
    } else {
      text(plans);
    }
    app.console().out().flush();
  }

  /** The last line of each operation of a plan, oldest first. */
  private Map<String, JournalEntry> operations(StoredPlan plan) {
    Map<String, JournalEntry> last = new LinkedHashMap<>();
    for (JournalEntry line : store.journal().ofPlan(plan.digest())) {
      if (!line.operationId().isEmpty()) {
        last.put(line.operationId(), line);
      }
    }
    return last;
  }

  private void text(List<StoredPlan> plans) {
    if (plans.isEmpty()) {
      app.console()
          .out()
          .println(
              app.console().texts().say(isAll ? "repair.none" : "repair.none-open", state.again()));
    }
    PlanLines lines = new PlanLines(app.console(), state.again());
    for (StoredPlan plan : plans) {
      lines.write(
          plan, shown(plan), store.plans().approval(plan.digest()).orElse(null), operations(plan));
    }
  }

  /** What is running in no process any more was interrupted. */
  private String shown(StoredPlan plan) {
    boolean running = plan.state().equals(PlanState.RUNNING.name());
    return running && !store.isSomebodyRepairing() ? "interrupted" : state(plan);
  }

  /** A plan that was never begun and is too old has a state of its own. */
  private String state(StoredPlan plan) {
    boolean waits =
        plan.state().equals(PlanState.PLANNED.name())
            || plan.state().equals(PlanState.APPROVED.name());
    return waits && !now.isBefore(plan.expiresAt())
        ? "expired"
        : plan.state().toLowerCase(java.util.Locale.ROOT);
  }

  private void json(List<StoredPlan> plans) throws IOException {
    JsonWriter json = new JsonWriter(app.console().out());
    json.setIndent("  ");
    json.beginObject();
    json.name("schemaVersion").value(SCHEMA);
    json.name("plans").beginArray();
    for (StoredPlan plan : plans) {
      json.beginObject();
      json.name("digest").value(plan.digest());
      json.name("kind").value(plan.kind());
      json.name("state").value(state(plan));
      json.name("planner").value(plan.planner());
      json.name("createdAt").value(plan.createdAt().toString());
      json.name("expiresAt").value(plan.expiresAt().toString());
      Optional<Approval> approval = store.plans().approval(plan.digest());
      if (approval.isPresent()) {
        json.name("approval").beginObject();
        json.name("approver").value(approval.get().approver());
        json.name("authenticated").value(approval.get().authenticated());
        json.name("reason").value(approval.get().reason());
        json.name("approvedAt").value(approval.get().at().toString());
        json.endObject();
      }
      json.name("operations").beginArray();
      for (Map.Entry<String, JournalEntry> operation : operations(plan).entrySet()) {
        JournalEntry line = operation.getValue();
        json.beginObject();
        json.name("id").value(operation.getKey());
        json.name("object").value(line.object());
        json.name("event").value(line.event().name());
        json.name("step").value(line.step());
        json.name("at").value(line.at().toString());
        json.name("outcome").value(line.details().getOrDefault("outcome", ""));
        json.endObject();
      }
      json.endArray();
      json.endObject();
    }
    json.endArray();
    json.endObject();
    app.console().out().println();
  }
}
