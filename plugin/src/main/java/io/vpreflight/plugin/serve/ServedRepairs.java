// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.ApprovalKey;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanVCenter;
import io.vpreflight.jobs.repair.plan.RepairPlan;
import io.vpreflight.jobs.repair.policy.PolicyOrder;
import io.vpreflight.jobs.repair.policy.PolicyPlan;
import io.vpreflight.jobs.repair.policy.PolicyRunner;
import io.vpreflight.jobs.repair.run.RetryLadder;
import io.vpreflight.jobs.repair.run.RunProgress;
import io.vpreflight.jobs.repair.run.StoredConsent;
import io.vpreflight.jobs.repair.run.TakenOver;
import io.vpreflight.jobs.repair.run.Unfinished;
import io.vpreflight.jobs.schedule.Reminders;
import io.vpreflight.jobs.service.Comebacks;
import io.vpreflight.jobs.service.LiveRun;
import io.vpreflight.jobs.service.LiveRun.Trouble;
import io.vpreflight.jobs.service.PlanDesk;
import io.vpreflight.jobs.service.PlanRun;
import io.vpreflight.jobs.service.PlanRuns;
import io.vpreflight.jobs.service.RunDesk;
import io.vpreflight.jobs.store.Reading;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoreException;
import io.vpreflight.jobs.text.Problems;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.audit.AuditPlan;
import io.vpreflight.plugin.audit.Deadline;
import io.vpreflight.plugin.config.AuditDraft;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.RepairAccount;
import io.vpreflight.plugin.config.ScheduledJob;
import io.vpreflight.plugin.config.ServiceSettings;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.plugin.http.RepairParts;
import io.vpreflight.plugin.repair.PolicyReading;
import io.vpreflight.plugin.repair.RepairProgress;
import io.vpreflight.plugin.repair.RepairRoad;
import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.VSphereException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Plans and their runs in the service. Plans are made with the account that reads; the account that
 * repairs is looked at while an approved plan runs, and at no other time. Safe for several threads.
 */
final class ServedRepairs implements RunDesk.Road, AutoCloseable {
  private final App app;
  private final Supplier<ServiceSettings> settings;
  private final Store store;
  private final Path folder;
  private final ServiceConnections connections;
  private final ServiceLog log;
  private final Consumer<StoreException> lost;
  private final PlanDesk plans;
  private final PlanRuns runs;
  private final Reminders reminders;
  private final Comebacks comebacks;
  private final RunDesk desk;
  private final Looking looking;

  /**
   * Nothing is done yet.
   *
   * @param settings asked each time
   * @param lost told of every trouble with the store; it knows after which nothing can be kept
   */
  ServedRepairs(
      App app,
      Supplier<ServiceSettings> settings,
      Store store,
      Path folder,
      ServiceConnections connections,
      Consumer<StoreException> lost) {
    this.app = app;
    this.settings = settings;
    this.store = store;
    this.folder = folder;
    this.connections = connections;
    this.lost = lost;
    looking = new Looking(connections);
    log = new ServiceLog(app);
    plans = new PlanDesk(store, folder, app.clock());
    runs = new PlanRuns(store, folder, app.clock());
    reminders = Reminders.of(store);
    // They come by the clock of the machine, as everything of the timetable.
    comebacks = new Comebacks(store, reminders, Clock.systemUTC(), new ComebackLines(log, folder));
    desk = new RunDesk(plans, runs, this, comebacks);
  }

  /** From now on, what a process left on the way goes on by itself. */
  void begin() {
    runs.unfinished().stream()
        .map(Unfinished.Begun::planDigest)
        .distinct()
        .forEach(
            digest ->
                comebacks
                    .nextAt(digest)
                    .ifPresent(
                        at ->
                            log.say(Text.of("serve.goes-on-at", PlanFile.shortened(digest), at))));
    reminders.bringForward(RetryLadder.LONGEST);
    reminders.begin(reminder -> comebacks.look(desk, reminder));
  }

  /**
   * Says that the clock of the machine was set, and sees to it that no plan waits for a time that
   * is far away by now.
   *
   * @param by negative when it was set back
   */
  void clockMoved(Duration by) {
    log.say(Text.of(by.isNegative() ? "serve.clock-back" : "serve.clock-ahead", by.abs()));
    reminders.bringForward(RetryLadder.LONGEST);
  }

  /** For what answers over HTTP. */
  RepairParts parts() {
    ServedPlans maker = new ServedPlans(app, settings, store, folder, looking, plans);
    return new RepairParts(plans, desk, maker);
  }

  /**
   * What is open and not under way is settled by looking. Before anything else is done it is what
   * an earlier process left open.
   *
   * @return why it could not be looked at, or not all of it
   */
  List<Text> settle() {
    if (store.isRepairedElsewhere()) {
      return List.of(); // What is open is what another node is at.
    }
    desk.parkLost();
    Map<String, RepairPlan> vcenters = new LinkedHashMap<>();
    for (Unfinished.Begun begun : runs.unfinished()) {
      RepairPlan plan = runs.known(begun.planDigest());
      if (plan != null) {
        vcenters.putIfAbsent(plan.vcenter().instanceUuid(), plan);
      }
    }
    List<Text> problems = new ArrayList<>();
    // Where a plan is under way, it settles what it finds there itself.
    vcenters.forEach((uuid, plan) -> desk.alone(uuid, () -> settle(plan, problems)));
    problems.forEach(log::say);
    unfinished()
        .forEach(
            (digest, count) ->
                log.say(
                    Text.of(
                        "serve.unfinished",
                        PlanFile.shortened(digest),
                        count,
                        folder.toString(),
                        digest)));
    return problems;
  }

  /**
   * Operations that came to no end, that nobody is at, and that do not go on by themselves: by the
   * digest of their plan.
   */
  Map<String, Integer> unfinished() {
    Map<String, Integer> left = new LinkedHashMap<>();
    runs.unfinished().stream()
        .filter(begun -> !desk.isUnderWay(begun.planDigest()))
        .filter(begun -> comebacks.nextAt(begun.planDigest()).isEmpty())
        .forEach(begun -> left.merge(begun.planDigest(), 1, Integer::sum));
    return left;
  }

  private void settle(RepairPlan plan, List<Text> problems) {
    String name = plan.vcenter().name();
    Text refusal = refusal(plan.vcenter());
    if (refusal != null) {
      problems.add(Text.of("serve.not-settled", name, refusal));
      return;
    }
    try (Looking.Look look = looking.open();
        RepairProgress progress = progress()) {
      new RepairRoad(app, look.connections(), account(vcenter(plan.vcenter())), Set.of())
          .settle(store, runs, progress);
    } catch (VSphereException e) {
      problems.add(Text.of("serve.not-settled", name, Problems.of("vCenter", e)));
    } catch (ConfigException e) {
      e.problems().forEach(why -> problems.add(Text.of("serve.not-settled", name, why)));
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.IN_USE) {
        throw e;
      }
      problems.add(Text.of("serve.not-settled", name, e.problem()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public @Nullable Text refusal(PlanFile plan) {
    Text refusal = refusal(plan.plan().vcenter());
    if (refusal != null) {
      return refusal;
    }
    try {
      settings.get().repairs().switches().require(plan.plan().kind());
      return null;
    } catch (ConfigException e) {
      return e.problems().get(0);
    }
  }

  @Override
  public @Nullable Text withdrawn(PlanFile plan) {
    return new PolicyStanding(store.journal(), app.clock()).withdrawn(plan);
  }

  private @Nullable Text refusal(PlanVCenter vcenter) {
    if (!settings.get().repairs().isOn()) {
      return Text.of("repair.service-off");
    }
    VCenterSettings found = find(vcenter);
    if (found == null) {
      return Text.of("repair.service-no-vcenter", vcenter.name());
    }
    boolean hasAccount =
        found.repairAccount().username() != null || RepairAccount.isNamed(app.environment());
    return hasAccount ? null : Text.of("repair.service-no-account", found.endpoint().name());
  }

  @Override
  public @Nullable Trouble drive(PlanRun run, RunProgress progress) throws InterruptedException {
    String digest = run.plan().shortDigest();
    log.say(Text.of("serve.repair-begins", digest, run.plan().plan().vcenter().name()));
    Trouble trouble = driven(run, progress);
    if (trouble == null) {
      log.say(Text.of("serve.repair-ended", digest));
    } else {
      log.say(Text.of("serve.repair-failed", digest, trouble.text()));
    }
    return trouble;
  }

  private @Nullable Trouble driven(PlanRun run, RunProgress progress) throws InterruptedException {
    RepairPlan plan = run.plan().plan();
    try (Connections opened = connections.open();
        RepairProgress lines = progress()) {
      VCenterSettings account = account(vcenter(plan.vcenter()));
      new RepairRoad(app, opened, account, settings.get().repairs().switches().require(plan.kind()))
          .drive(store, runs, run, new BothProgress(progress, lines), (file, end) -> {});
      return null;
    } catch (TakenOver e) {
      return new Trouble(Text.of("repair.taken-over"), false, true);
    } catch (VSphereException e) {
      return new Trouble(Problems.of("vCenter", e), true);
    } catch (ConfigException e) {
      return new Trouble(e.problems().get(0), false, true);
    } catch (PlanException e) {
      return new Trouble(e.problem(), false);
    } catch (StoreException e) {
      lost.accept(e);
      return new Trouble(e.problem(), false, true);
    } catch (IOException e) {
      return new Trouble(Text.of("cli.io", String.valueOf(e.getMessage())), false);
    } catch (RuntimeException e) {
      // A defect of ours: the journal knows where everything stands, and the service goes on.
      e.printStackTrace(app.console().err());
      return new Trouble(Text.of("cli.broken", "repair", String.valueOf(e.getMessage())), false);
    }
  }

  /**
   * What a policy comes to now: read with the account that reads, planned and approved.
   *
   * @param by who triggers it
   * @throws PlanException when nothing is carried out in that vCenter, with the reason
   */
  PolicyPlan plan(PolicyRunner runner, PolicyOrder order, ScheduledJob.Repair job, String by)
      throws IOException {
    ServiceSettings now = settings.get();
    AuditPlan plan = ServedPlans.audit(app, now, new AuditDraft(), job.vcenter());
    try (Looking.Look look = looking.open();
        Deadline deadline = new Deadline(plan.settings().timeout(), look.connections()::cancel)) {
      PolicyReading read =
          PolicyReading.of(
              plan,
              runner,
              order,
              look.connections().open(plan.vcenters().get(0)),
              job.ownVm(),
              by,
              CollectionProgress.NONE);
      PolicyPlan made = runner.plan(read.inventory(), read.audit(), read.asked(), store);
      if (made.hasWork()) {
        Text refusal = refusal(Objects.requireNonNull(made.plan()));
        if (refusal != null) {
          throw new PlanException(refusal);
        }
        // A plan that cannot be begun is not approved either: it would lie about.
        desk.requireFree(read.inventory().vcenter().instanceUuid());
      }
      runner.approve(made, store, ApprovalKey.in(folder));
      return made;
    }
  }

  /** Carries out the plan of a policy to its end, or until it has to stop. */
  LiveRun run(PolicyRunner runner, PlanFile plan, String by)
      throws IOException, InterruptedException {
    StoredConsent consent = runner.consent(plan, store, ApprovalKey.in(folder), store.cancels());
    return desk.runByPolicy(
        plan, consent, () -> runner.begin(plan, consent, store, by, PlanRuns.OF_SERVICE));
  }

  private VCenterSettings vcenter(PlanVCenter vcenter) {
    VCenterSettings found = find(vcenter);
    if (found == null) {
      throw new PlanException(Text.of("repair.service-no-vcenter", vcenter.name()));
    }
    return found;
  }

  /**
   * By what the last reading said of it, else by its name, else the only one there is: before
   * anything begins, whoever answers there is asked who it is.
   */
  private @Nullable VCenterSettings find(PlanVCenter vcenter) {
    List<VCenterSettings> all = settings.get().vcenters();
    String name =
        store.readings().list().stream()
            .filter(reading -> reading.uuid().equals(vcenter.instanceUuid()))
            .map(Reading::vcenter)
            .findFirst()
            .orElse(vcenter.name());
    return all.stream()
        .filter(one -> one.endpoint().name().equals(name))
        .findFirst()
        .orElse(all.size() == 1 ? all.get(0) : null);
  }

  private VCenterSettings account(VCenterSettings reads) {
    return RepairAccount.in(reads, RepairAccount.NONE, app.environment());
  }

  private RepairProgress progress() {
    return new RepairProgress(app.console(), line -> log.say(Text.of("serve.said", line)));
  }

  /** Nothing more begins, and what is under way stops at its next legal state; does not wait. */
  void stop() {
    reminders.rest();
    desk.stop();
    looking.stop();
  }

  /** The same, and waits for it. */
  @Override
  public void close() {
    stop();
    desk.close();
    reminders.close();
  }
}
