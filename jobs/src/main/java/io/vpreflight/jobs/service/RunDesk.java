// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanState;
import io.vpreflight.jobs.repair.run.RepairRunner;
import io.vpreflight.jobs.repair.run.RunProgress;
import io.vpreflight.jobs.repair.run.StoredConsent;
import io.vpreflight.jobs.store.StoreException;
import io.vpreflight.jobs.store.StoredPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Plans that are carried out while whoever asked does something else: one at a time in a vCenter,
 * each once. Safe for several threads.
 */
public final class RunDesk implements AutoCloseable {
  /** So long is waited for a plan to begin; whoever asked is told then whether it did. */
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(20);

  /** Longer than the longest step takes to be sent; shorter than systemd waits. */
  private static final Duration FAREWELL = Duration.ofSeconds(80);

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final PlanDesk plans;
  private final PlanRuns runs;
  private final Road road;
  private final Comebacks comebacks;
  private final LiveRuns known = new LiveRuns();
  private boolean closing;

  /** How a plan gets to its vCenter. */
  public interface Road {
    /** Why no plan for that vCenter is carried out here; null when it may be. Sends nothing. */
    @Nullable Text refusal(PlanFile plan);

    /**
     * Why the policy that approved that plan does not stand by it any more; null when it does, and
     * when a person approved it. Asked before every step, by several threads.
     */
    @Nullable Text withdrawn(PlanFile plan);

    /**
     * Carries it out; comes back when it has come to an end.
     *
     * @return why it broke off; null when it did not
     */
    LiveRun.@Nullable Trouble drive(PlanRun run, RunProgress progress) throws InterruptedException;
  }

  /**
   * Of those plans, on that road.
   *
   * @param comebacks told what is under way, so that it goes on after the end of the process
   */
  public RunDesk(PlanDesk plans, PlanRuns runs, Road road, Comebacks comebacks) {
    this.plans = plans;
    this.runs = runs;
    this.road = road;
    this.comebacks = comebacks;
  }

  /** What is known of a plan that this process carries out, or did. */
  public synchronized Optional<LiveRun> live(String digest) {
    return known.find(digest);
  }

  /**
   * Has an approved plan begin. One that was begun before is left alone: whoever asks twice gets
   * the same answer, and nothing is done twice.
   *
   * @param reason why now; may be empty for a plan with a window
   * @param patience how long to stay with machines that others work on
   * @throws PlanException when it may not begin, with the reason
   * @throws NotBegun when its vCenter could not be had
   */
  public void run(PlanFile plan, Identity by, String reason, Duration patience)
      throws IOException, InterruptedException {
    LiveRun live;
    synchronized (this) {
      live = known.underWay(plan.digest());
      if (live == null) {
        if (isBegun(plan.digest())) {
          return;
        }
        StoredConsent consent = runs.consents().toBegin(plan);
        Text closed = runs.consents().outsideWindow(plan.plan());
        if (closed != null) {
          throw new PlanException(closed);
        }
        if (plan.plan().window().isOnDemand() && reason.isBlank()) {
          throw new PlanException(Text.of("repair.say-why"));
        }
        Runnable begin =
            () -> {
              comebacks.begins(plan.digest());
              runs.begin(plan, by, reason, PlanRuns.OF_SERVICE);
            };
        live = start(new PlanRun(plan, consent, patience, Set.of(), begin));
      }
    }
    answer(live);
  }

  /**
   * Has a plan taken up again that was left on the way; one that is under way, or has come to its
   * end, is left alone.
   *
   * @param patience how long to stay with machines that others work on
   * @param answered other installations, by id, that whoever asks answers for
   * @throws PlanException when it was not begun, or may not be taken up here
   * @throws NotBegun when its vCenter could not be had
   */
  public void resume(PlanFile plan, Identity by, Duration patience, Set<String> answered)
      throws IOException, InterruptedException {
    LiveRun live;
    synchronized (this) {
      live = known.underWay(plan.digest());
      if (live == null) {
        if (isIn(plan.digest(), PlanState.FINISHED)) {
          return;
        }
        StoredConsent consent = runs.consents().toResume(plan);
        Runnable begin =
            () -> {
              comebacks.begins(plan.digest());
              runs.resume(plan, consent, by, answered, PlanRuns.OF_SERVICE);
            };
        live = start(new PlanRun(plan, consent, patience, answered, begin));
      }
    }
    answer(live);
  }

  /**
   * Takes a plan up again that the end of a process cut off, without anybody having asked.
   *
   * @return false when it is under way
   * @throws PlanException when it may not be taken up by itself, or not now
   */
  boolean goOn(PlanFile plan) throws IOException {
    synchronized (this) {
      if (known.underWay(plan.digest()) != null) {
        return false;
      }
      StoredConsent consent = runs.consents().toGoOn(plan, () -> road.withdrawn(plan));
      Runnable begin = () -> runs.goOn(plan, consent);
      start(new PlanRun(plan, consent, Duration.ZERO, Set.of(), begin).byItself());
      return true;
    }
  }

  /**
   * Whether {@link #goOn} may take it up.
   *
   * @throws PlanException when it may not
   */
  void mayGoOn(PlanFile plan) throws IOException {
    runs.consents().toGoOn(plan, () -> road.withdrawn(plan));
  }

  /** Why no plan for that vCenter is carried out here; null when it may be. */
  @Nullable Text refusal(PlanFile plan) {
    return road.refusal(plan);
  }

  /** True while this process carries out any plan. */
  synchronized boolean isAtWork() {
    return known.isAtWork();
  }

  /**
   * Whether a plan may be begun in a vCenter just now, before one is made for it.
   *
   * @param vcenter instance UUID
   * @throws PlanException when another one is under way there
   */
  public synchronized void requireFree(String vcenter) {
    known.requireFree(vcenter);
  }

  /**
   * Carries out the plan of a policy, and waits for its end, or for that of the process.
   *
   * @param consent of the policy, which may be withdrawn
   * @param begin says whether it may begin, and writes it down with {@link PlanRuns#OF_SERVICE}
   * @throws PlanException when nothing may be carried out here, or something else is under way
   */
  public LiveRun runByPolicy(PlanFile plan, StoredConsent consent, Runnable begin)
      throws InterruptedException {
    LiveRun live;
    synchronized (this) {
      Runnable first =
          () -> {
            comebacks.begins(plan.digest());
            begin.run();
          };
      live = start(new PlanRun(plan, consent, Duration.ZERO, Set.of(), first));
    }
    while (!live.whenEnded(LOOK) && !isClosing()) {
      // Whoever ends the process waits for it elsewhere, and not for ever.
    }
    return live;
  }

  private synchronized boolean isClosing() {
    return closing;
  }

  private static void answer(LiveRun live) throws InterruptedException {
    LiveRun.Trouble trouble = live.whenDecided(FIRST_ANSWER);
    if (trouble != null) {
      throw trouble.ofVCenter() ? new NotBegun(trouble.text()) : new PlanException(trouble.text());
    }
  }

  /**
   * Does something in a vCenter while no plan is under way there, and lets none begin meanwhile.
   *
   * @param vcenter instance UUID
   * @return false when a plan is, and nothing was done
   */
  public boolean alone(String vcenter, Runnable work) {
    synchronized (this) {
      if (closing || !known.beginLook(vcenter)) {
        return false;
      }
    }
    try {
      work.run();
      return true;
    } finally {
      synchronized (this) {
        known.endLook(vcenter);
      }
    }
  }

  /** True while this process carries out that plan. */
  public synchronized boolean isUnderWay(String digest) {
    return known.underWay(digest) != null;
  }

  /** What an earlier process left under way waits to be taken up again. */
  public synchronized void parkLost() {
    runs.parkAll(digest -> known.underWay(digest) != null);
  }

  private LiveRun start(PlanRun run) {
    PlanFile plan = run.plan();
    if (closing) {
      throw new PlanException(Text.of("repair.reason.process-ends"));
    }
    Text refusal = road.refusal(plan);
    if (refusal != null) {
      throw new PlanException(refusal);
    }
    LiveRun live = new LiveRun(plan, run.consent());
    known.add(live);
    Thread thread = new Thread(() -> drive(run, live), "plan " + plan.shortDigest());
    thread.setDaemon(true);
    thread.start();
    return live;
  }

  private void drive(PlanRun run, LiveRun live) {
    LiveRun.Trouble trouble = null;
    boolean cutOff = false;
    Runnable first =
        () -> {
          run.begin().run();
          live.begun();
        };
    Consumer<RepairRunner.Result> last =
        result -> {
          // Whoever sees that it has ended sees what came of it.
          live.told(result);
          ended(run.plan());
        };
    try {
      trouble = road.drive(run.beginning(first).ending(last), live);
    } catch (InterruptedException e) {
      cutOff = true;
      Thread.currentThread().interrupt();
    } finally {
      try {
        if (trouble != null) {
          comebacks.brokeOff(run.plan(), trouble);
        } else if (!cutOff) {
          ended(run.plan());
        }
      } finally {
        live.ended(parked(run.plan(), trouble));
      }
    }
  }

  /** Whatever broke it off: it is under way no more, and can be taken up again. */
  private LiveRun.@Nullable Trouble parked(PlanFile plan, LiveRun.@Nullable Trouble trouble) {
    try {
      runs.park(plan.digest());
      return trouble;
    } catch (StoreException e) {
      return new LiveRun.Trouble(e.problem(), false, true);
    }
  }

  /** What ended because the process does is taken up by the next one. */
  private void ended(PlanFile plan) {
    if (!isClosing()) {
      comebacks.ended(plan.digest());
    }
  }

  private boolean isBegun(String digest) {
    return !isIn(digest, PlanState.PLANNED) && !isIn(digest, PlanState.APPROVED);
  }

  private boolean isIn(String digest, PlanState state) {
    return plans
        .entry(digest)
        .map(PlanEntry::plan)
        .map(StoredPlan::state)
        .filter(state.name()::equals)
        .isPresent();
  }

  /** Nothing more begins, and what is under way stops at its next legal state; does not wait. */
  public synchronized void stop() {
    closing = true;
    known.all().forEach(LiveRun::stop);
  }

  /** The same, and waits for it; what takes longer stays open in the journal. */
  @Override
  public void close() {
    stop();
    List<LiveRun> all;
    synchronized (this) {
      all = known.all();
    }
    long end = System.nanoTime() + FAREWELL.toNanos();
    try {
      for (LiveRun one : all) {
        boolean inTime = one.whenEnded(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        if (!inTime) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
