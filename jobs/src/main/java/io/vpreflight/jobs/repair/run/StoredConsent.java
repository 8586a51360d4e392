// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.ApprovalKey;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.store.Approval;
import io.vpreflight.jobs.store.CancelRequest;
import io.vpreflight.jobs.store.CancelRequests;
import io.vpreflight.jobs.store.Plans;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The approval as it stands in the store, held against its key each time, and the wishes to stop
 * that lie beside the store: of one operation, or of the whole plan. Safe for several threads.
 */
public final class StoredConsent implements Consent {
  private final PlanFile plan;
  private final Plans plans;
  private final ApprovalKey key;
  private final CancelRequests requests;
  private final Clock clock;
  private final Supplier<@Nullable Text> withdrawn;
  private volatile @Nullable Text ending;

  /** The consent to that plan. */
  public StoredConsent(
      PlanFile plan, Plans plans, ApprovalKey key, CancelRequests requests, Clock clock) {
    this(plan, plans, key, requests, clock, () -> null);
  }

  /**
   * The consent to a plan that no person approved.
   *
   * @param withdrawn why whoever gave it does not stand by it any more, or null; asked before every
   *     step, by several threads
   */
  public StoredConsent(
      PlanFile plan,
      Plans plans,
      ApprovalKey key,
      CancelRequests requests,
      Clock clock,
      Supplier<@Nullable Text> withdrawn) {
    this.plan = plan;
    this.plans = plans;
    this.key = key;
    this.requests = requests;
    this.clock = clock;
    this.withdrawn = withdrawn;
  }

  @Override
  public @Nullable Text refusal() {
    Optional<Approval> approval = plans.approval(plan.digest());
    if (approval.isEmpty()) {
      return Text.of("repair.reason.not-approved", plan.shortDigest());
    }
    try {
      key.verify(approval.get(), plan, clock.instant());
      return null;
    } catch (PlanException e) {
      return e.problem();
    }
  }

  @Override
  public @Nullable Text stop(String operationId) {
    Text now = ending;
    if (now != null) {
      return now;
    }
    Optional<CancelRequest> asked = requests.find(operationId);
    if (asked.isEmpty()) {
      asked = requests.find(plan.digest());
    }
    return asked
        .map(wish -> Text.of("repair.reason.cancelled", wish.by(), wish.reason()))
        .orElseGet(withdrawn);
  }

  /** The process is to end: everything stops at its next legal state. */
  public void end() {
    ending = Text.of(Ending.PROCESS_ENDS);
  }

  /** Forgets the wishes to stop this plan: somebody resumes it. */
  public void resume() {
    requests.forget(plan.digest());
  }
}
