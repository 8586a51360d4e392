// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.ShellWords;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.ApprovalKey;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.RepairPlan;
import io.vpreflight.jobs.repair.policy.PolicyRunner;
import io.vpreflight.jobs.repair.run.RepairRunner;
import io.vpreflight.jobs.repair.run.StoredConsent;
import io.vpreflight.jobs.repair.run.TakenOver;
import io.vpreflight.jobs.service.Identity;
import io.vpreflight.jobs.service.PlanDesk;
import io.vpreflight.jobs.service.PlanRun;
import io.vpreflight.jobs.service.PlanRuns;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.audit.AuditPlan;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.RepairAccount;
import io.vpreflight.plugin.config.Spans;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.plugin.repair.RepairProgress;
import io.vpreflight.plugin.repair.RepairRoad;
import io.vpreflight.vsphere.OptIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code repair run} and {@code repair resume} have in common: from a name to an end. */
final class RepairRuns {
  private final App app;
  private final ConnectionFlags connection;
  private final RepairAccount account;
  private final StorePlace place;
  private final Again state;
  private final RepairRoad.Telling telling;

  RepairRuns(
      App app,
      ConnectionFlags connection,
      RepairAccountFlags account,
      StorePlace place,
      Again state,
      ShortForm form) {
    this(
        app,
        connection,
        account,
        place,
        state,
        form == ShortForm.JSON
            ? (plan, result) -> new RepairJson(app, state).result(plan, result)
            : (plan, result) -> new RepairText(app.console(), state).result(plan, result));
  }

  RepairRuns(
      App app,
      ConnectionFlags connection,
      RepairAccountFlags account,
      StorePlace place,
      Again state,
      RepairRoad.Telling telling) {
    this.app = app;
    this.connection = connection;
    this.account = account.account();
    this.state = state;
    this.place = place;
    this.telling = telling;
  }

  /**
   * Runs a plan for the first time.
   *
   * @param name digest, its beginning, or the file of the plan
   * @param reason why now, for a plan without a window
   */
  int run(String name, @Nullable String reason, boolean now, @Nullable String wait)
      throws IOException {
    try (Store store = Store.open(place, "repair run")) {
      PlanFile plan = plan(store, name);
      optIns(plan);
      PlanRuns runs = runs(store);
      StoredConsent consent = runs.consents().toBegin(plan);
      mayBegin(runs, plan.plan(), reason, now);
      Runnable begin = () -> runs.begin(plan, Identity.ofProcess(), reason);
      return go(store, new PlanRun(plan, consent, span(wait), Set.of(), begin));
    } catch (PlanException e) {
      throw state.hinted(e);
    }
  }

  /**
   * Goes on with a plan that was left.
   *
   * @param answered other installations, by id, that whoever resumes answers for
   */
  int resume(String name, @Nullable String wait, Set<String> answered) throws IOException {
    try (Store store = Store.open(place, "repair resume")) {
      PlanFile plan = plan(store, name);
      PlanRuns runs = runs(store);
      StoredConsent consent = runs.consents().toResume(plan);
      optIns(plan);
      Runnable begin = () -> runs.resume(plan, consent, Identity.ofProcess(), answered);
      return go(store, new PlanRun(plan, consent, span(wait), answered, begin));
    } catch (PlanException e) {
      throw state.hinted(e);
    }
  }

  /** Runs the plan of a policy, which says itself whether it may begin. */
  int automatic(PolicyRunner policy, PlanFile plan) throws IOException {
    try (Store store = Store.open(place, "repair auto")) {
      StoredConsent consent =
          policy.consent(plan, store, ApprovalKey.in(place.folder()), store.cancels());
      String user = Identity.ofProcess().name();
      Runnable begin = () -> policy.begin(plan, consent, store, user, Map.of());
      return go(store, new PlanRun(plan, consent, Duration.ZERO, Set.of(), begin));
    }
  }

  private int go(Store store, PlanRun run) throws IOException {
    VCenterSettings settings = vcenter();
    AuditPlan audit = CheckedFlags.of(app, connection, new AuditFlags());
    String digest = run.plan().shortDigest();
    Runnable begin =
        () -> {
          run.begin().run();
          String process = String.valueOf(ProcessHandle.current().pid());
          app.console().say("repair.begins", digest, process);
        };
    try (Connections connections = audit.connections();
        RepairProgress progress = new RepairProgress(app)) {
      RepairRunner.Result result =
          new RepairRoad(app, connections, settings, optIns(run.plan()))
              .drive(store, runs(store), run.beginning(begin), progress, telling);
      new PlanDesk(store, place.folder(), app.clock())
          .transcript(run.plan())
          .ifPresent(file -> app.console().say("repair.rehearse-written", file.toString()));
      return result.isGood() ? Exit.OK : Exit.FINDINGS;
    } catch (TakenOver e) {
      app.console().say("repair.taken-over");
      return Exit.INCOMPLETE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      app.console().say("repair.interrupted", digest, new ShellWords(state.toRun()));
      return Exit.INCOMPLETE;
    }
  }

  private PlanRuns runs(Store store) {
    return new PlanRuns(store, place.folder(), app.clock());
  }

  private void mayBegin(PlanRuns runs, RepairPlan plan, @Nullable String reason, boolean now) {
    Text closed = runs.consents().outsideWindow(plan);
    if (closed != null) {
      throw new PlanException(closed);
    }
    if (plan.window().isOnDemand()) {
      askNow(app, plan, reason, now);
    }
  }

  /** A plan without a window is run when somebody says so, and why. */
  static void askNow(App app, RepairPlan plan, @Nullable String reason, boolean now) {
    if (now) {
      if (reason == null || reason.isBlank()) {
        throw new PlanException(Text.of("repair.now-needs-reason"));
      }
      return;
    }
    String answer =
        app.console().ask(Text.of("repair.ask-now", plan.repaired().size(), plan.vcenter().name()));
    if (answer == null) {
      throw new PlanException(Text.of("repair.say-now"));
    }
    if (!answer.strip().equalsIgnoreCase(app.console().texts().say("cli.trust.yes"))) {
      throw new PlanException(Text.of("repair.not-now"));
    }
  }

  private PlanFile plan(Store store, String name) throws IOException {
    String digest = name;
    if (Files.isRegularFile(Path.of(name))) {
      digest = PlanFile.read(Files.readAllBytes(Path.of(name))).digest();
    }
    return PlanDesk.file(new PlanDesk(store, place.folder(), app.clock()).need(digest));
  }

  /** What this plan wants besides, and nothing more; asked before anybody logs in. */
  private Set<OptIn> optIns(PlanFile plan) {
    return CheckedFlags.of(app, connection, new AuditFlags())
        .switches()
        .require(plan.plan().kind());
  }

  private VCenterSettings vcenter() {
    List<VCenterSettings> all = CheckedFlags.of(app, connection, new AuditFlags()).vcenters();
    if (all.size() != 1) {
      throw new ConfigException(List.of(Text.of("repair.one-vcenter")));
    }
    return RepairAccount.in(all.get(0), account, app.environment());
  }

  /** As {@code --timeout} is written. */
  static Duration span(@Nullable String said) {
    if (said == null) {
      return Duration.ZERO;
    }
    Duration span = Spans.of(said);
    if (span == null) {
      throw new ConfigException(List.of(Text.of("config.bad-span", "--wait", said)));
    }
    return span;
  }
}
