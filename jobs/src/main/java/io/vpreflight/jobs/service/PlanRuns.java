// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.Installations;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanState;
import io.vpreflight.jobs.repair.plan.RepairPlan;
import io.vpreflight.jobs.repair.run.RepairRunner;
import io.vpreflight.jobs.repair.run.RunProgress;
import io.vpreflight.jobs.repair.run.RunTools;
import io.vpreflight.jobs.repair.run.StoredConsent;
import io.vpreflight.jobs.repair.run.Unfinished;
import io.vpreflight.jobs.store.Journal;
import io.vpreflight.jobs.store.JournalEntry;
import io.vpreflight.jobs.store.JournalEvent;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoredPlan;
import io.vpreflight.vsphere.Logins;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * From an approved plan to its end, whoever asks for it: what is written down when it begins, and
 * where the plan stands afterwards. The caller brings the vCenter. Safe for several threads; one
 * plan is carried out at a time in a vCenter.
 */
public final class PlanRuns {
  /** Of a line that tells of a beginning: a service carries the plan out, and goes on by itself. */
  public static final Map<String, String> OF_SERVICE = Map.of("service", "true");

  private final Store store;
  private final Path folder;
  private final Clock clock;
  private final PlanConsents consents;

  /**
   * Of that store.
   *
   * @param folder of the store, where the key of approvals lies
   */
  public PlanRuns(Store store, Path folder, Clock clock) {
    this.store = store;
    this.folder = folder;
    this.clock = clock;
    consents = new PlanConsents(store, folder, clock);
  }

  /** What may begin. */
  public PlanConsents consents() {
    return consents;
  }

  /** True when a service was the last to begin that plan, or to take it up. */
  static boolean isOfService(Journal journal, String digest) {
    return lastRun(journal, digest, false)
        .filter(line -> line.details().entrySet().containsAll(OF_SERVICE.entrySet()))
        .isPresent();
  }

  private static Optional<JournalEntry> lastRun(Journal journal, String digest, boolean asked) {
    return journal.ofPlan(digest).stream()
        .filter(line -> line.operationId().isEmpty())
        .filter(
            line -> line.event() == JournalEvent.STARTED || line.event() == JournalEvent.RESUMED)
        .filter(line -> !asked || !Identity.ITSELF.name().equals(line.details().get("by")))
        .reduce((first, second) -> second);
  }

  /**
   * Begins a plan: who lets it run now, and why, is on record before anything is sent.
   *
   * @param reason why now, for a plan without a window
   * @throws PlanException when somebody else began it in between
   */
  public void begin(PlanFile plan, Identity by, @Nullable String reason) {
    begin(plan, by, reason, Map.of());
  }

  void begin(PlanFile plan, Identity by, @Nullable String reason, Map<String, String> more) {
    if (!store.plans().change(plan.digest(), PlanState.APPROVED.name(), PlanState.RUNNING.name())) {
      throw new PlanException(Text.of("repair.second-run", plan.shortDigest()));
    }
    Map<String, String> details = new HashMap<>(more);
    details.put("reason", reason == null ? "" : reason);
    append(plan, JournalEvent.STARTED, by, details);
  }

  /**
   * Takes a plan up again; wishes to stop it are forgotten.
   *
   * @param answered other installations that whoever resumes answers for: on record from now on
   */
  public void resume(PlanFile plan, StoredConsent consent, Identity by, Set<String> answered) {
    resume(plan, consent, by, answered, Map.of());
  }

  void resume(
      PlanFile plan,
      StoredConsent consent,
      Identity by,
      Set<String> answered,
      Map<String, String> more) {
    consent.resume();
    store.plans().change(plan.digest(), PlanState.PARKED.name(), PlanState.RUNNING.name());
    Map<String, String> details = new HashMap<>(more);
    details.put("reason", "");
    if (!answered.isEmpty()) {
      details.put(Answered.DETAIL, Answered.text(answered));
    }
    append(plan, JournalEvent.RESUMED, by, details);
  }

  /**
   * Takes a plan up again although nobody asks; wishes to stop it stay.
   *
   * @throws PlanException when that may not be any more; nothing is written then
   */
  void goOn(PlanFile plan, StoredConsent consent) {
    PlanConsents.requireStanding(plan, consent);
    store.plans().change(plan.digest(), PlanState.PARKED.name(), PlanState.RUNNING.name());
    Map<String, String> details = new HashMap<>(OF_SERVICE);
    details.put("reason", "");
    append(plan, JournalEvent.RESUMED, Identity.ITSELF, details);
  }

  private void append(PlanFile plan, JournalEvent event, Identity by, Map<String, String> details) {
    Map<String, String> all = new HashMap<>(details);
    all.put("by", by.name());
    store.journal().append(PlanDesk.line(plan, clock.instant(), event, all));
  }

  /**
   * Carries it out: holds the vCenter against the plan, looks who else repairs there, begins,
   * settles what earlier runs left open, and does what is left to do.
   *
   * @param logins asked once, after this process has logged in itself: of two that begin at the
   *     same time, one at least sees the other
   * @param address of the vCenter, for people
   * @throws PlanException when another vCenter answers there, or another installation repairs there
   *     that nobody answered for; the plan has not begun then, or waits to be taken up as before
   * @throws io.vpreflight.jobs.repair.run.TakenOver when another node may have gone on with it:
   *     where the plan stands is not ours to say
   * @throws InterruptedException when the process is to end; the journal knows where it stands
   * @throws IOException when all is done but the transcript of a rehearsal could not be written
   */
  public RepairRunner.Result go(
      PlanRun run, RunTools tools, Supplier<Logins> logins, String address)
      throws IOException, InterruptedException {
    String there = tools.ports().sight().vcenter();
    if (!there.equals(run.plan().plan().vcenter().instanceUuid())) {
      throw new PlanException(Text.of("repair.other-vcenter", address, there));
    }
    requireAnswered(run, logins.get(), tools.progress());
    run.begin().run();
    RepairRunner runner = new RepairRunner(tools);
    runner.settle(this::known);
    RepairRunner.Result result =
        runner.run(
            run.plan().plan(),
            run.plan().digest(),
            run.consent(),
            run.patience(),
            run.isByItself() ? asked(run.plan().digest()) : Long.MAX_VALUE);
    run.end().accept(result);
    try {
      // Whoever sees that it has ended finds the transcript.
      new Rehearsals(folder).keep(store.journal(), run.plan().digest());
    } finally {
      end(run.plan(), result);
    }
    return result;
  }

  /** Number of the line that tells when somebody asked last. */
  private long asked(String digest) {
    return lastRun(store.journal(), digest, true).map(JournalEntry::number).orElse(0L);
  }

  private void requireAnswered(PlanRun run, Logins logins, RunProgress progress) {
    PlanFile plan = run.plan();
    Set<String> answered = Answered.of(store.journal(), plan);
    answered.addAll(run.answered());
    Installations seen = Installations.of(logins, store.installation(), answered);
    Installations.Other other = seen.unanswered();
    if (other != null) {
      List<Object> args = new ArrayList<>(List.of(other.args()));
      args.add(plan.shortDigest());
      throw new PlanException(
          new Text(
              consents.isNew(plan)
                  ? "repair.other-installation"
                  : "repair.other-installation-resume",
              args));
    }
    seen.gaps().forEach(progress::said);
  }

  /** Settles what earlier runs left open on this vCenter, by looking; sends nothing. */
  public void settle(RunTools tools) throws InterruptedException {
    new RepairRunner(tools).settle(this::known);
  }

  /** Operations that have begun and have not come to an end, oldest first. */
  public List<Unfinished.Begun> unfinished() {
    return Unfinished.of(store.journal());
  }

  /**
   * What was left under way waits to be taken up again.
   *
   * @param live plans, by digest, that are carried out just now
   */
  public void parkAll(Predicate<String> live) {
    store.plans().list().stream()
        .filter(plan -> plan.state().equals(PlanState.RUNNING.name()))
        .filter(plan -> !live.test(plan.digest()))
        .forEach(plan -> park(plan.digest()));
  }

  /** Nobody carries it out any more, unless another node has gone on with it. */
  public void park(String digest) {
    if (store.isRepairedElsewhere()) {
      return;
    }
    store.plans().change(digest, PlanState.RUNNING.name(), PlanState.PARKED.name());
  }

  /** The plan of a digest; null when it is not known, or another version wrote it. */
  public @Nullable RepairPlan known(String digest) {
    Optional<StoredPlan> kept = store.plans().find(digest);
    try {
      return kept.isEmpty() ? null : PlanDesk.file(kept.get()).plan();
    } catch (PlanException e) {
      return null;
    }
  }

  private void end(PlanFile plan, RepairRunner.Result result) {
    boolean open =
        result.stopped() != null
            || result.endings().values().stream().anyMatch(one -> one.outcome().isOpen());
    PlanState state = open ? PlanState.PARKED : PlanState.FINISHED;
    for (PlanState before : List.of(PlanState.RUNNING, PlanState.PARKED)) {
      store.plans().change(plan.digest(), before.name(), state.name());
    }
  }
}
