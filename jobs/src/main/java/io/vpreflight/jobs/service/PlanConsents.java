// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.service;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.ApprovalKey;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.repair.plan.PlanState;
import io.vpreflight.jobs.repair.plan.RepairPlan;
import io.vpreflight.jobs.repair.run.StoredConsent;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.jobs.store.StoredPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which plans may be begun, taken up, or go on by themselves. Safe for several threads. */
public final class PlanConsents {
  private final Store store;
  private final Path folder;
  private final Clock clock;

  PlanConsents(Store store, Path folder, Clock clock) {
    this.store = store;
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * The consent to a plan that is to be begun.
   *
   * @throws PlanException when it is not approved, was begun before, or is too old
   */
  public StoredConsent toBegin(PlanFile plan) throws IOException {
    StoredConsent consent = consent(plan);
    Text refusal = consent.refusal();
    if (refusal != null) {
      throw new PlanException(refusal);
    }
    if (!isIn(plan, PlanState.APPROVED)) {
      throw new PlanException(Text.of("repair.second-run", plan.shortDigest()));
    }
    requireWindow(plan);
    return consent;
  }

  /**
   * The consent to a plan that is to be taken up again.
   *
   * @throws PlanException when it was not begun
   */
  public StoredConsent toResume(PlanFile plan) throws IOException {
    requireBegun(plan);
    return consent(plan);
  }

  private void requireBegun(PlanFile plan) {
    if (isNew(plan)) {
      throw new PlanException(Text.of("repair.not-begun", plan.shortDigest()));
    }
    requireWindow(plan);
  }

  /**
   * The consent to a plan that is to be taken up again although nobody asks.
   *
   * @param withdrawn why whoever approved it does not stand by it any more, or null; asked before
   *     every step, by several threads
   * @throws PlanException when its approval does not hold any more, or somebody wished it to stop
   */
  StoredConsent toGoOn(PlanFile plan, Supplier<@Nullable Text> withdrawn) throws IOException {
    requireBegun(plan);
    StoredConsent consent = consent(plan, withdrawn);
    requireStanding(plan, consent);
    return consent;
  }

  /** A wish to stop is never forgotten because of a restart. */
  static void requireStanding(PlanFile plan, StoredConsent consent) {
    Text refusal = consent.refusal();
    Text why = refusal == null ? consent.stop(plan.digest()) : refusal;
    if (why != null) {
      throw new PlanException(why);
    }
  }

  private void requireWindow(PlanFile plan) {
    Text over = ApprovedUntil.of(store.journal(), plan).over(clock.instant());
    if (over != null) {
      throw new PlanException(over);
    }
  }

  /** Why its window forbids it now; null when it is open, or the plan has none. */
  public @Nullable Text outsideWindow(RepairPlan plan) {
    boolean closed = !plan.window().isOnDemand() && !plan.window().isOpen(clock.instant());
    return closed ? Text.of("repair.reason.window-closed") : null;
  }

  private StoredConsent consent(PlanFile plan) throws IOException {
    return consent(plan, () -> null);
  }

  private StoredConsent consent(PlanFile plan, Supplier<@Nullable Text> withdrawn)
      throws IOException {
    ApprovedUntil until = ApprovedUntil.of(store.journal(), plan);
    return new StoredConsent(
        plan,
        store.plans(),
        ApprovalKey.in(folder),
        store.cancels(),
        clock,
        () -> {
          Text over = until.over(clock.instant());
          return over == null ? withdrawn.get() : over;
        });
  }

  /** True when it was not begun yet. */
  boolean isNew(PlanFile plan) {
    return isIn(plan, PlanState.PLANNED) || isIn(plan, PlanState.APPROVED);
  }

  private boolean isIn(PlanFile plan, PlanState state) {
    return store
        .plans()
        .find(plan.digest())
        .map(StoredPlan::state)
        .filter(state.name()::equals)
        .isPresent();
  }
}
