// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.stream.JsonWriter;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.ApprovalKey;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanState;
import io.vpreflight.jobs.store.Approval;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.jobs.store.StoredPlan;
import io.vpreflight.plugin.App;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
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

  @Mixin private final StoreFlags state = new StoreFlags();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  RepairApproveCommand(App app) {
    this.app = app;
  }

  @Override
  public Integer call() throws IOException {
    ShortForm form = ShortForm.of(format);
    StorePlace place = state.place(app.environment());
    try (Store store = Store.open(place, "repair approve")) {
      Instant now = app.clock().instant();
      PlanFile file = PlanFile.read(bytes(store), digest, now);
      if (store.plans().find(file.digest()).isEmpty()) {
        throw new PlanException(Text.of("repair.plan-unknown", file.digest()));
      }
      String user = System.getProperty("user.name", "?");
      Approval approval = ApprovalKey.in(place.folder()).approve(file, user, reason, now);
      // The record comes first: an approval that nobody wrote down is none.
      if (store.plans().approval(file.digest()).isPresent()
          || !store.plans().saveApproval(approval)) {
        throw new PlanException(Text.of("repair.approved-already", file.digest()));
      }
      store.plans().change(file.digest(), PlanState.PLANNED.name(), PlanState.APPROVED.name());
      store.journal().append(line(file, approval));
      tell(file, approval, form);
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

  private static JournalEntry line(PlanFile file, Approval approval) {
    return new JournalEntry(
        0,
        approval.at(),
        "",
        file.digest(),
        0,
        JournalEvent.APPROVED,
        file.plan().vcenter().instanceUuid(),
        "",
        "",
        Map.of(
            "approver", approval.approver(),
            "authenticated", Boolean.toString(approval.authenticated()),
            "reason", approval.reason()));
  }

  private void tell(PlanFile file, Approval approval, ShortForm form) throws IOException {
    if (form == ShortForm.JSON) {
      JsonWriter json = new JsonWriter(app.console().out());
      json.setIndent("  ");
      json.beginObject();
      json.name("schemaVersion").value(1);
      json.name("digest").value(approval.planDigest());
      json.name("approver").value(approval.approver());
      json.name("authenticated").value(approval.authenticated());
      json.name("reason").value(approval.reason());
      json.name("approvedAt").value(approval.at().toString());
      json.name("expiresAt").value(file.plan().expiresAt().toString());
      json.endObject();
      app.console().out().println();
    } else {
      app.console()
          .out()
          .println(
              app.console()
                  .texts()
                  .say(
                      "repair.approved",
                      file.digest(),
                      approval.approver(),
                      approval.at(),
                      file.plan().expiresAt(),
                      file.plan().repaired().size()));
      app.console()
          .out()
          .println(
              app.console()
                  .texts()
                  .say(
                      file.plan().window().isOnDemand()
                          ? "repair.approved-next"
                          : "repair.approved-next-window",
                      file.digest().substring(0, PlanFile.SHORTEST_DIGEST),
                      state.again()));
    }
    app.console().out().flush();
  }
}
