// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.ApprovalKey;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanState;
import io.vpreflight.jobs.repair.plan.RepairPlan;
import io.vpreflight.jobs.repair.policy.PolicyRunner;
import io.vpreflight.jobs.repair.run.CrashHook;
import io.vpreflight.jobs.repair.run.RepairRunner;
import io.vpreflight.jobs.repair.run.RunTools;
import io.vpreflight.jobs.repair.run.StoredConsent;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StorePlace;
import io.vpreflight.jobs.store.StoredPlan;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.RepairAccount;
import io.vpreflight.plugin.config.Spans;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.vsphere.OptIn;
import io.vpreflight.vsphere.collect.RepairSession;
import io.vpreflight.vsphere.soap.SoapSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What {@code repair run} and {@code repair resume} have in common: from a name to an end. */
final class RepairRuns {
  /** Longer than the longest step takes to be sent; shorter than systemd waits. */
  private static final Duration FAREWELL = Duration.ofSeconds(80);

  private final App app;
  private final ConnectionFlags connection;
  private final RepairAccount account;
  private final StateFlags state;
  private final StorePlace place;
  private final Telling telling;

  /** How it is told what came of a run. */
  @FunctionalInterface
  interface Telling {
    /** Tells it. */
    void result(PlanFile plan, RepairRunner.Result result) throws IOException;
  }

  RepairRuns(
      App app,
      ConnectionFlags connection,
      RepairAccountFlags account,
      StateFlags state,
      ShortForm form) {
    this(
        app,
        connection,
        account,
        state,
        form == ShortForm.JSON
            ? (plan, result) -> new RepairJson(app, state).result(plan, result)
            : (plan, result) -> new RepairText(app.console(), state).result(plan, result));
  }

  RepairRuns(
      App app,
      ConnectionFlags connection,
      RepairAccountFlags account,
      StateFlags state,
      Telling telling) {
    this.app = app;
    this.connection = connection;
    this.account = account.account();
    this.state = state;
    place = state.place(app.environment(), connection.config);
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
      StoredConsent consent = consent(store, plan);
      Text refusal = consent.refusal();
      if (refusal != null) {
        throw new PlanException(refusal);
      }
      if (!isIn(store, plan, PlanState.APPROVED)) {
        throw new PlanException(Text.of("repair.second-run", shortened(plan), state.again()));
      }
      mayBegin(plan.plan(), reason, now);
      return go(store, plan, consent, wait, () -> begin(store, plan, reason));
    }
  }

  /** Goes on with a plan that was left. */
  int resume(String name, @Nullable String wait) throws IOException {
    try (Store store = Store.open(place, "repair resume")) {
      PlanFile plan = plan(store, name);
      if (isIn(store, plan, PlanState.PLANNED) || isIn(store, plan, PlanState.APPROVED)) {
        throw new PlanException(Text.of("repair.not-begun", shortened(plan), state.again()));
      }
      optIns(plan);
      StoredConsent consent = consent(store, plan);
      return go(store, plan, consent, wait, consent::resume);
    }
  }

  /** Runs the plan of a policy, which says itself whether it may begin. */
  int automatic(PolicyRunner policy, PlanFile plan) throws IOException {
    try (Store store = Store.open(place, "repair auto")) {
      StoredConsent consent =
          policy.consent(plan, store, ApprovalKey.in(place.folder()), store.cancels());
      String user = System.getProperty("user.name", "?");
      return go(store, plan, consent, null, () -> policy.begin(plan, consent, store, user));
    }
  }

  /**
   * From a session to an end.
   *
   * @param begin done when the right vCenter has answered: before that a plan has not begun
   */
  private int go(
      Store store, PlanFile plan, StoredConsent consent, @Nullable String wait, Runnable begin)
      throws IOException {
    Duration patience = span(wait);
    VCenterSettings settings = vcenter();
    AuditPlan audit = AuditPlan.of(app, connection, new AuditFlags());
    store.beginRepairs(holder(), RunTools.Patience.DEFAULT.lease());
    CountDownLatch ended = new CountDownLatch(1);
    try (Connections connections = audit.connections();
        RepairProgress progress = new RepairProgress(app)) {
      connections.beforeEnd(() -> farewell(consent, ended));
      Connections.Access access = connections.prepare(List.of(settings)).get(0);
      try (SoapSession session =
          connections.openForRepairs(access, connections.probe(settings), optIns(plan))) {
        RepairSession ports = RepairSession.over(session);
        String there = ports.sight().vcenter();
        if (!there.equals(plan.plan().vcenter().instanceUuid())) {
          throw new PlanException(
              Text.of("repair.other-vcenter", settings.endpoint().name(), there));
        }
        begin.run();
        RepairRunner runner = new RepairRunner(tools(store, ports, progress));
        app.console()
            .say("repair.begins", shortened(plan), String.valueOf(ProcessHandle.current().pid()));
        runner.settle(digest -> known(store, digest));
        RepairRunner.Result result = runner.run(plan.plan(), plan.digest(), consent, patience);
        return end(store, plan, result);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        app.console().say("repair.interrupted", shortened(plan), state.again());
        return Exit.INCOMPLETE;
      } finally {
        ended.countDown();
      }
    }
  }

  private int end(Store store, PlanFile plan, RepairRunner.Result result) throws IOException {
    boolean open =
        result.stopped() != null
            || result.endings().values().stream().anyMatch(one -> one.outcome().isOpen());
    PlanState state = open ? PlanState.PARKED : PlanState.FINISHED;
    for (PlanState before : List.of(PlanState.RUNNING, PlanState.PARKED)) {
      store.plans().change(plan.digest(), before.name(), state.name());
    }
    telling.result(plan, result);
    return result.isGood() ? Exit.OK : Exit.FINDINGS;
  }

  private RunTools tools(Store store, RepairSession ports, RepairProgress progress) {
    return new RunTools(
        new RunTools.Ports(
            ports.sight(), ports.operations(), ports.optIns(), ports.annotations(), ports.probes()),
        store.journal(),
        store.leases(),
        holder(),
        new RunTools.Time(app.clock(), app.pause(), RunTools.Patience.DEFAULT),
        CrashHook.ofProperty(),
        progress,
        text -> app.console().texts().say(text));
  }

  /** Who we are, for whoever finds our leases. */
  private String holder() {
    String machine;
    try {
      machine = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      machine = "-";
    }
    return System.getProperty("user.name") + "@" + machine + "/" + ProcessHandle.current().pid();
  }

  /** Everything comes to its next legal state, if it can before the process is killed. */
  private static void farewell(StoredConsent consent, CountDownLatch ended) {
    consent.end();
    try {
      boolean inTime = ended.await(FAREWELL.toSeconds(), TimeUnit.SECONDS);
      if (!inTime) {
        // Whatever is under way stays open in the journal, and the next process looks.
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void mayBegin(RepairPlan plan, @Nullable String reason, boolean now) {
    boolean open = !plan.window().isOnDemand() && plan.window().isOpen(app.clock().instant());
    if (open) {
      return;
    }
    if (!plan.window().isOnDemand()) {
      throw new PlanException(Text.of("repair.reason.window-closed"));
    }
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

  /** Who lets it run now, and why, is on record before anything is sent. */
  private void begin(Store store, PlanFile plan, @Nullable String reason) {
    store
        .journal()
        .append(
            new JournalEntry(
                0,
                app.clock().instant(),
                "",
                plan.digest(),
                0,
                JournalEvent.STARTED,
                plan.plan().vcenter().instanceUuid(),
                "",
                "",
                Map.of(
                    "by",
                    System.getProperty("user.name"),
                    "reason",
                    reason == null ? "" : reason)));
    store.plans().change(plan.digest(), PlanState.APPROVED.name(), PlanState.RUNNING.name());
  }

  private StoredConsent consent(Store store, PlanFile plan) throws IOException {
    return new StoredConsent(
        plan, store.plans(), ApprovalKey.in(place.folder()), store.cancels(), app.clock());
  }

  private static boolean isIn(Store store, PlanFile plan, PlanState state) {
    return store
        .plans()
        .find(plan.digest())
        .map(StoredPlan::state)
        .filter(state.name()::equals)
        .isPresent();
  }

  private static @Nullable RepairPlan known(Store store, String digest) {
    try {
      return store
          .plans()
          .find(digest)
          .map(kept -> PlanFile.read(kept.json().getBytes(StandardCharsets.UTF_8)).plan())
          .orElse(null);
    } catch (PlanException e) {
      return null;
    }
  }

  private PlanFile plan(Store store, String name) throws IOException {
    String digest = name;
    if (Files.isRegularFile(Path.of(name))) {
      digest = PlanFile.read(Files.readAllBytes(Path.of(name))).digest();
    }
    StoredPlan kept =
        store
            .plans()
            .find(digest)
            .orElseThrow(
                () -> new PlanException(Text.of("repair.no-such-plan", name, state.again())));
    return PlanFile.read(kept.json().getBytes(StandardCharsets.UTF_8));
  }

  /** What this plan wants besides, and nothing more; asked before anybody logs in. */
  private Set<OptIn> optIns(PlanFile plan) {
    return AuditPlan.of(app, connection, new AuditFlags()).switches().require(plan.plan().kind());
  }

  private VCenterSettings vcenter() {
    List<VCenterSettings> all = AuditPlan.of(app, connection, new AuditFlags()).vcenters();
    if (all.size() != 1) {
      throw new ConfigException(List.of(Text.of("repair.one-vcenter")));
    }
    return RepairAccount.in(all.get(0), account, app.environment());
  }

  /** As {@code --timeout} is written. */
  private static Duration span(@Nullable String said) {
    if (said == null) {
      return Duration.ZERO;
    }
    Duration span = Spans.of(said);
    if (span == null) {
      throw new ConfigException(List.of(Text.of("config.bad-span", "--wait", said)));
    }
    return span;
  }

  private static String shortened(PlanFile plan) {
    return plan.digest().substring(0, PlanFile.SHORTEST_DIGEST);
  }
}
